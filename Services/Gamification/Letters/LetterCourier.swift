import CoachingContract
import GamificationDomain
import Identifiers
import Logging
import Postgres
import RPC
import ServiceLifecycle
import Wire

/// Hands letters to Coaching, which knows how agents want to be told and when.
///
/// Coaching tells an agent of a key once, so a letter that is handed over twice, by two replicas or
/// after a crash, is told once.
struct LetterCourier: Service {
    static let pause = Duration.seconds(10)
    /// What is handed over before the table is looked at again.
    static let batchMax = 200
    /// What Coaching would not take for that long is no news any more.
    static let lifetime = Duration.seconds(7 * 86_400)
    static let timeout = Duration.seconds(5)

    let database: Database
    let letters: LetterStore
    let coaching: Client<Coaching>
    let logger: Logger
    let now: @Sendable () -> Instant

    func run() async throws {
        while !Task.isShuttingDownGracefully && !Task.isCancelled {
            do {
                try await handOver()
            } catch {
                logger.warning("letters wait", metadata: ["error": "\(error)"])
            }
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.pause) }
        }
    }

    /// Ends at the first letter for which Coaching does not answer; one that it refuses delays no
    /// other.
    func handOver() async throws {
        let session = database.scoped(to: .allTenants)
        let lost = try await letters.remove(writtenBefore: now() - Self.lifetime, in: session)
        if lost > 0 {
            logger.error("letters were never told", metadata: ["count": "\(lost)"])
        }
        let waiting = try await letters.unsent(at: now(), limit: Self.batchMax, in: session)
        for row in waiting {
            do throws(RPCError) {
                _ = try await coaching.notifyAgent(
                    NotifyAgent(row.letter, row.tenant), timeout: Self.timeout)
            } catch {
                guard !Self.isAway(error) else { throw error }
                try await putOff(row, because: error)
                continue
            }
            try await letters.markSent(
                row, at: now(), in: database.scoped(to: .tenant(row.tenant)))
        }
    }

    /// What would meet every letter, as against an answer to this one.
    private static func isAway(_ error: RPCError) -> Bool {
        switch error.code {
        case .unavailable, .deadlineExceeded, .resourceExhausted, .cancelled: true
        default: false
        }
    }

    /// A newer Coaching may know what this one refuses, so a refusal is never final before the
    /// letter is too old.
    private func putOff(_ row: LetterStore.Row, because error: RPCError) async throws {
        let pause = Letter.pause(afterRefusals: row.refusalCount + 1)
        logger.log(
            level: row.refusalCount == 0 ? .error : .info, "Coaching refuses a letter",
            metadata: [
                "key": "\(row.letter.key)", "code": "\(error.code)", "why": "\(error.message)",
                "again_after": "\(pause)",
            ])
        try await letters.markRefused(
            row, until: now() + pause, in: database.scoped(to: .tenant(row.tenant)))
    }
}

extension NotifyAgent {
    fileprivate init(_ letter: Letter, _ tenant: TenantID) {
        self.init(
            tenantID: tenant, agentID: letter.agentID, kind: letter.kind.rawValue,
            priority: Open(letter.priority), title: letter.title, body: letter.body,
            subject: letter.subject, deduplicationKey: letter.key)
    }
}

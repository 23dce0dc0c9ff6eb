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
        try await letters.remove(writtenBefore: now() - Self.lifetime, in: session)
        let waiting = try await letters.unsent(limit: Self.batchMax, in: session)
        for row in waiting {
            do throws(RPCError) {
                _ = try await coaching.notifyAgent(
                    NotifyAgent(row.letter, row.tenant), timeout: Self.timeout)
            } catch {
                guard error.code == .invalidArgument else { throw error }
                logger.error(
                    "Coaching refuses a letter",
                    metadata: ["key": "\(row.letter.key)", "why": "\(error.message)"])
                continue
            }
            try await letters.markSent(
                row, at: now(), in: database.scoped(to: .tenant(row.tenant)))
        }
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

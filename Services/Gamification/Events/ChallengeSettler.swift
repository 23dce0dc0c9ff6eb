import GamificationDomain
import Identifiers
import Logging
import Postgres
import ServiceLifecycle

/// Settles challenges that are over, each once, whichever replica comes first.
struct ChallengeSettler: Service {
    /// Nobody waits for a settlement by the second.
    static let pause = Duration.seconds(30)
    /// What is settled before the others get their turn.
    static let batchMax = 100

    let database: Database
    let challenges: ChallengeStore
    let postings: PostingStore
    let awards: Awards
    let logger: Logger
    let now: @Sendable () -> Instant

    func run() async throws {
        while !Task.isShuttingDownGracefully && !Task.isCancelled {
            do {
                try await settleDue()
            } catch {
                logger.warning("challenges were not settled", metadata: ["error": "\(error)"])
            }
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.pause) }
        }
    }

    func settleDue() async throws {
        let due = try await challenges.due(
            at: now(), limit: Self.batchMax, in: database.scoped(to: .allTenants))
        for challenge in due { try await settle(challenge.id, challenge.tenant) }
    }

    private func settle(_ id: UUIDv7, _ tenant: TenantID) async throws {
        let now = now()
        try await database.withTransaction(.tenant(tenant)) { transaction in
            try await awards.takeTurn(in: transaction)
            guard
                let row = try await challenges.challenges(
                    tenant, id: id, limit: 1, in: transaction
                ).first
            else { return }
            let members = try await challenges.members(of: id, tenant, in: transaction)
                .map(\.member)
            let counts = try await challenges.counts(
                for: row.challenge, of: members.map(\.agentID), tenant, in: transaction)
            let settlement = Settlement(row.challenge, members: members, counts: counts)
            let isFirst = try await challenges.settle(
                id, settlement, tenant, at: now, in: transaction)
            guard isFirst else { return }
            for share in settlement.shares {
                try await pay(share, of: row.challenge, tenant, at: now, in: transaction)
            }
        }
    }

    private func pay(
        _ share: Settlement.Share, of challenge: Challenge, _ tenant: TenantID, at now: Instant,
        in transaction: Transaction
    ) async throws {
        let day = LocalCalendar.day(of: now, in: "UTC")
        let moment = AgentMoment(agentID: share.agentID, instant: now, day: day)
        let reason: PointReason = share.isWinner ? .challengePrize : .challengeRefund
        guard
            let entry = challenge.entry(
                reason, of: share.agentID, points: share.payout, in: moment)
        else { return }
        _ = try await postings.add(entry, for: day, tenant, in: transaction)
        try await awards.tell([entry], tenant, at: [share.agentID: now], in: transaction)
        try await awards.unlock({ _, _ in [] }, tenant, at: [share.agentID: now], in: transaction)
    }
}

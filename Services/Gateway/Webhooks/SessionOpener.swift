import GatewayDomain
import Identifiers
import Logging
import RPC
import Synchronization

/// Sees to it that an agent whose messages come from the CRM is coached without pressing a button.
///
/// A session that is paused stays paused, and one that was ended or fell silent opens again with the
/// agent's next message.
final class SessionOpener: Sendable {
    /// Whether messages of the CRM open sessions: `CRM_SESSIONS`.
    enum Mode: String, CaseIterable, Sendable { case automatic, by_hand }

    /// So long an agent's session is not asked for again: a message in between keeps it from falling
    /// silent, and one that was ended meanwhile stays ended that much longer.
    static let knownFor = Duration.seconds(60)
    /// Far more than the agents of one gateway; beyond it everybody is asked for again.
    private static let agentCountMax = 100_000

    private struct Place: Hashable { let tenant: TenantID, agent: AgentID }

    private let coaching: CoachingPeer
    private let logger: Logger
    private let now: @Sendable () -> Instant
    private let seen = Mutex<[Place: Instant]>([:])

    init(coaching: CoachingPeer, logger: Logger, now: @escaping @Sendable () -> Instant) {
        self.coaching = coaching
        self.logger = logger
        self.now = now
    }

    /// Throws where the message should wait as well; what Coaching refuses for good costs the session
    /// and not the message.
    func open(for agent: AgentID, of tenant: TenantID) async throws {
        let place = Place(tenant: tenant, agent: agent)
        let now = now()
        guard seen.withLock({ $0[place].map { now - $0 >= Self.knownFor } ?? true }) else { return }
        do {
            try await coaching.openSession(of: agent, tenant)
        } catch let error as RPCError where error.isVerdict {
            logger.error(
                "no session opens for an agent of the CRM",
                metadata: ["agent": "\(agent)", "why": "\(error.code): \(error.message)"])
        }
        seen.withLock { seen in
            if seen.count >= Self.agentCountMax { seen.removeAll(keepingCapacity: true) }
            seen[place] = now
        }
    }
}

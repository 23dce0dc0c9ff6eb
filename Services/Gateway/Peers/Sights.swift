import GatewayDomain
import HTTPTypes
import Identifiers
import NIOConcurrencyHelpers

/// Whom each person may see: Coaching knows who leads whom, and is asked again as teams change.
///
/// While Coaching does not answer, what it said before goes on to count.
final class Sights: Sendable {
    /// A page and its socket ask once together, and a change of teams shows soon.
    static let freshFor = Duration.seconds(5)
    /// More people than sit before one gateway; beyond, everybody is asked for anew.
    static let knownMax = 10_000

    private struct Known {
        var agents: Set<AgentID>?
        var askedAt: Instant
    }

    private let coaching: CoachingPeer
    private let now: @Sendable () -> Instant
    private let known = NIOLockedValueBox<[Person: Known]>([:])

    init(coaching: CoachingPeer, now: @escaping @Sendable () -> Instant) {
        self.coaching = coaching
        self.now = now
    }

    /// Nil for a manager of whom Coaching has said nothing yet.
    func audience(of person: Person) async -> Audience? {
        guard person.role == .manager else { return person.audience(seeing: nil) }
        let before = known.withLockedValue { $0[person] }
        if let before, now() - before.askedAt < Self.freshFor {
            return person.audience(seeing: before.agents)
        }
        do {
            let agents = try await coaching.agentsInSight(of: person)
            keep(Known(agents: agents, askedAt: now()), of: person)
            return person.audience(seeing: agents)
        } catch {
            return before.map { person.audience(seeing: $0.agents) }
        }
    }

    /// Throws `notFound` for an agent whom the person may not see, as for one that there is not.
    func require(_ agent: AgentID, for person: Person) async throws(Problem) {
        guard let audience = await audience(of: person) else {
            throw Problem(
                .serviceUnavailable, "coaching_unavailable",
                "Coaching does not answer, so nobody knows now whom you lead. Try again soon.")
        }
        guard audience.includes(agent) else { throw .notFound }
    }

    private func keep(_ sight: Known, of person: Person) {
        known.withLockedValue { known in
            if known.count >= Self.knownMax { known.removeAll() }
            known[person] = sight
        }
    }
}

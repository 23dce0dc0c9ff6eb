import Cache
import Identifiers
import PredictionDomain
import Wire

/// Gives what came of earlier choices of when to intervene, read anew every few seconds.
///
/// A choice costs one round trip to the database that way, not two. It may miss outcomes of the last
/// seconds, which is nothing beside how late outcomes come, and its propensity is that of what it was
/// drawn from.
struct TimingMemory: Sendable {
    private let store: TimingStore
    private let cache = Cache<TimingSums>("timing sums")

    init(_ store: TimingStore) { self.store = store }

    func policy(
        for agent: AgentID, _ tenant: TenantID, at now: Instant
    ) async throws -> TimingPolicy {
        let sums = try await cache.value(for: CacheKey(tenant, "timing \(agent)"), tags: []) {
            try await store.sums(for: agent, tenant)
        }
        return TimingPolicy(sums ?? TimingSums(), at: now)
    }
}

/// What came of each way to intervene, in sums that fade.
@WireMessage
struct TimingSums: Codable, Hashable, Sendable {
    var agent: [TimingSum] = []
    /// Of all agents, this one among them.
    var tenant: [TimingSum] = []

    enum CodingKeys: Int, CodingKey { case agent = 0, tenant = 1 }
}

/// What came of one way to intervene; see `FadedCount`.
@WireMessage
struct TimingSum: Codable, Hashable, Sendable {
    var intervention: Open<CoachingInterventionType>
    var timing: Open<InterventionTiming>
    var successes: Double
    var failures: Double

    enum CodingKeys: Int, CodingKey {
        case intervention = 0, timing = 1, successes = 2, failures = 3
    }
}

extension TimingPolicy {
    init(_ sums: TimingSums, at now: Instant) {
        self.init(agent: counts(sums.agent, at: now), tenant: counts(sums.tenant, at: now))
    }
}

private func counts(_ sums: [TimingSum], at now: Instant) -> [TimingArm: FadedCount] {
    var counts: [TimingArm: FadedCount] = [:]
    for sum in sums {
        guard let intervention = sum.intervention.known, let timing = sum.timing.known else {
            continue
        }
        counts[TimingArm(intervention, timing)] = FadedCount(
            successes: sum.successes, failures: sum.failures
        ).seen(at: now)
    }
    return counts
}

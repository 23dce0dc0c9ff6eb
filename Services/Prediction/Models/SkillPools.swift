import Cache
import Identifiers
import PredictionDomain
import Runtime
import Wire

/// Gives what a tenant's agents have in common, learned anew once an hour.
///
/// Learning takes some tens of milliseconds; a forecast, far less than one.
struct SkillPools: Sendable {
    /// A pool moves as slowly as people do; some tenants' agents are without one for as long.
    private static let limits = CacheLimits(lifetime: .seconds(3_600))

    private let store: SkillStore
    private let cache: Cache<SkillPool>

    init(store: SkillStore, changes: CacheChanges) {
        self.store = store
        cache = changes.cache("skill pools", SkillPool.self, Self.limits)
    }

    func pool(_ skill: String, _ tenant: TenantID) async throws -> SkillPool {
        let key = CacheKey(tenant, "pool \(skill)")
        return try await cache.value(for: key, tags: [CacheTag(tenant, "skills")]) {
            SkillPool(learningFrom: try await store.pool(skill, tenant))
        } ?? .usual
    }
}

/// How the skills of a tenant's agents move.
@WireMessage
struct SkillPool: Codable, Hashable, Sendable {
    /// Those that it was learned from; 0 for what is usual.
    var agentCount: Int
    var levelVariance: Double
    var slopeVariance: Double
    var scoreVariance: Double
    var firstLevel: Double
    var firstLevelVariance: Double
    var firstSlopeVariance: Double
    var practiceVariance: Double
    var reach80: Double
    var reach95: Double

    enum CodingKeys: Int, CodingKey {
        case agentCount = 0, levelVariance = 1, slopeVariance = 2, scoreVariance = 3
        case firstLevel = 4, firstLevelVariance = 5, firstSlopeVariance = 6
        case practiceVariance = 7, reach80 = 8, reach95 = 9
    }

}

extension SkillPool {
    static let usual = SkillPool(agentCount: 0, .usual)

    /// From agents who have enough points for a forecast of their own.
    init(learningFrom agents: [[SkillPoint]]) {
        let usable = agents.filter { $0.count >= SkillForecast.pointCountMin }
        guard usable.count >= SkillDynamics.agentCountMin else {
            self = .usual
            return
        }
        self.init(agentCount: usable.count, SkillDynamics(pooling: usable))
    }

    private init(agentCount: Int, _ dynamics: SkillDynamics) {
        self.init(
            agentCount: agentCount, levelVariance: dynamics.levelVariance,
            slopeVariance: dynamics.slopeVariance, scoreVariance: dynamics.scoreVariance,
            firstLevel: dynamics.firstLevel, firstLevelVariance: dynamics.firstLevelVariance,
            firstSlopeVariance: dynamics.firstSlopeVariance,
            practiceVariance: dynamics.practiceVariance, reach80: dynamics.reach80,
            reach95: dynamics.reach95)
    }

    var dynamics: SkillDynamics {
        var dynamics = SkillDynamics.usual
        dynamics.levelVariance = levelVariance
        dynamics.slopeVariance = slopeVariance
        dynamics.scoreVariance = scoreVariance
        dynamics.firstLevel = firstLevel
        dynamics.firstLevelVariance = firstLevelVariance
        dynamics.firstSlopeVariance = firstSlopeVariance
        dynamics.practiceVariance = practiceVariance
        dynamics.reach80 = reach80
        dynamics.reach95 = reach95
        return dynamics
    }
}

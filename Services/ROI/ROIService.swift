import CoachingContract
import GamificationContract
import Postgres
import RPC
import Runtime

/// What coaching returned, against a recorded baseline.
package enum ROIService: MeshService {
    package static let name: ServiceName = "roi"
    package static let peers: [ServiceName] = ["coaching", "gamification"]
    package static let migrations = [
        Migration.embedded(name: "m0001_start.sql", bytes: PackageResources.m0001_start_sql),
        Migration.embedded(
            name: "m0002_experiments.sql", bytes: PackageResources.m0002_experiments_sql),
        Migration.embedded(name: "m0003_adoption.sql", bytes: PackageResources.m0003_adoption_sql),
        Migration.embedded(
            name: "m0004_agent_days.sql", bytes: PackageResources.m0004_agent_days_sql),
        Migration.embedded(name: "m0005_leads.sql", bytes: PackageResources.m0005_leads_sql),
        Migration.embedded(
            name: "m0006_experiment_design.sql",
            bytes: PackageResources.m0006_experiment_design_sql),
        Migration.embedded(
            name: "m0007_projection_spreads.sql",
            bytes: PackageResources.m0007_projection_spreads_sql),
        Migration.embedded(
            name: "m0008_agent_sums.sql", bytes: PackageResources.m0008_agent_sums_sql),
        Migration.embedded(
            name: "m0009_no_agent_days.sql", bytes: PackageResources.m0009_no_agent_days_sql),
    ]
    package static let readModel = [
        "sessions", "conversations", "activity", "leads", "agent_sums", "coached_agents",
        "prompts", "modules", "unlocks",
    ]

    package static func assemble(_ settings: ROISettings, _ house: House) async throws -> Parts {
        let clock = house.clock
        let rooms = Rooms(
            settings, database: house.database,
            coaching: house.client(of: "coaching", Coaching.self),
            gamification: house.client(of: "gamification", Gamification.self),
            logger: house.logger, now: { clock.now() })
        return Parts(
            handlers: rooms.handlers, consumers: rooms.consumers, background: [rooms.scheduler])
    }
}

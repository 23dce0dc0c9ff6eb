import AnalyzerContract
import CoachingContract
import CoachingDomain
import Postgres
import PredictionContract
import RPC
import Runtime

/// Coaches agents while they talk, and knows how they do.
package enum CoachingService: MeshService {
    package static let name: ServiceName = "coaching"
    package static let peers: [ServiceName] = ["analyzer", "prediction"]
    package static let migrations = [
        Migration.embedded(name: "m0001_start.sql", bytes: PackageResources.m0001_start_sql),
        Migration.embedded(
            name: "m0002_observed_agent.sql", bytes: PackageResources.m0002_observed_agent_sql),
        Migration.embedded(
            name: "m0003_observed_of_agent.sql",
            bytes: PackageResources.m0003_observed_of_agent_sql),
        Migration.embedded(
            name: "m0004_observed_agent_filled.sql",
            bytes: PackageResources.m0004_observed_agent_filled_sql),
        Migration.embedded(
            name: "m0005_observed_agent_known.sql",
            bytes: PackageResources.m0005_observed_agent_known_sql),
        Migration.embedded(
            name: "m0006_observed_agent_checked.sql",
            bytes: PackageResources.m0006_observed_agent_checked_sql),
        Migration.embedded(
            name: "m0007_notifications.sql", bytes: PackageResources.m0007_notifications_sql),
        Migration.embedded(name: "m0008_training.sql", bytes: PackageResources.m0008_training_sql),
        Migration.embedded(name: "m0009_teams.sql", bytes: PackageResources.m0009_teams_sql),
        Migration.embedded(
            name: "m0010_muted_kinds.sql", bytes: PackageResources.m0010_muted_kinds_sql),
        Migration.embedded(
            name: "m0011_prompt_timing.sql", bytes: PackageResources.m0011_prompt_timing_sql),
        Migration.embedded(
            name: "m0012_experiments.sql", bytes: PackageResources.m0012_experiments_sql),
        Migration.embedded(
            name: "m0013_prompts_of_agents.sql",
            bytes: PackageResources.m0013_prompts_of_agents_sql),
    ]
    package static let readModel = ["area_scores", "conversation_scores"]

    package static func assemble(
        _ settings: CoachingSettings, _ house: House
    ) async throws -> Parts {
        let rooms = Rooms(
            settings, library: try LibraryFile.library(), database: house.database,
            events: house.events,
            changes: house.changes,
            analyzer: house.client(of: "analyzer", Analyzer.self),
            prediction: house.client(of: "prediction", Prediction.self), logger: house.logger)
        return Parts(
            handlers: rooms.handlers, consumers: [rooms.consumer],
            background: [rooms.feed, rooms.desk, rooms.watch, rooms.reporter],
            softDependencies: rooms.desk.softDependencies)
    }
}

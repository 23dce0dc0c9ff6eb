import Postgres
import Runtime

/// Foresees how conversations end, and says how sure it is.
package enum PredictionService: MeshService {
    package static let name: ServiceName = "prediction"
    package static let peers: [ServiceName] = ["analyzer"]
    package static let migrations = [
        Migration.embedded(name: "m0001_start.sql", bytes: PackageResources.m0001_start_sql),
        Migration.embedded(
            name: "m0002_registry.sql", bytes: PackageResources.m0002_registry_sql),
        Migration.embedded(
            name: "m0003_skills_and_timing.sql",
            bytes: PackageResources.m0003_skills_and_timing_sql),
    ]
    package static let readModel = ["conversations", "messages", "skill_scores"]

    package static func assemble(
        _ settings: PredictionSettings, _ house: House
    ) async throws -> Parts {
        let rooms = Rooms(
            database: house.database, changes: house.changes,
            fallback: settings.usesDefaultModel ? try DefaultModel.load() : nil,
            logger: house.logger)
        return Parts(handlers: rooms.handlers, consumers: [rooms.messages.consumer])
    }
}

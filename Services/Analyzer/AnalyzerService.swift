import AnalyzerDomain
import Postgres
import Runtime
import ServiceLifecycle

/// Hears conversations: scores them, and finds what a coach should speak to.
package enum AnalyzerService: MeshService {
    package static let name: ServiceName = "analyzer"
    package static let peers: [ServiceName] = []
    package static let migrations = [
        Migration.embedded(name: "m0001_start.sql", bytes: PackageResources.m0001_start_sql),
        Migration.embedded(name: "m0002_trackers.sql", bytes: PackageResources.m0002_trackers_sql),
        Migration.embedded(
            name: "m0003_time_zone.sql", bytes: PackageResources.m0003_time_zone_sql),
    ]

    package static func assemble(
        _ settings: AnalyzerSettings, _ house: House
    ) async throws -> Parts {
        // Made ready now, so that the first message need not wait for them.
        _ = RuleBook.current
        _ = ShippedModels.all
        let rooms = Rooms(
            settings, database: house.database, events: house.events, clock: house.clock,
            logger: house.logger)
        return Parts(
            handlers: rooms.handlers, background: [SecondLooks(analyst: rooms.analyst)],
            softDependencies: [SoftDependency("claude") { rooms.analyst.standing }])
    }

    /// Claude's views of conversations that somebody has looked at.
    private struct SecondLooks: Service {
        let analyst: ConversationAnalyst

        func run() async throws {
            await cancelWhenGracefulShutdown { await analyst.run() }
        }
    }
}

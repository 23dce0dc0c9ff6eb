import Postgres
import RPC
import Runtime

/// Points, streaks and achievements, all of them read off other services' events.
package enum GamificationService: MeshService {
    package static let name: ServiceName = "gamification"
    package static let peers: [ServiceName] = ["analyzer", "coaching"]
    package static let migrations = [
        Migration.embedded(name: "m0001_start.sql", bytes: PackageResources.m0001_start_sql),
        Migration.embedded(
            name: "m0002_payments_by_index.sql",
            bytes: PackageResources.m0002_payments_by_index_sql),
    ]
    package static let readModel = ["points", "active_days"]

    package static func assemble(_ settings: NoSettings, _ house: House) async throws -> Parts {
        let rooms = Rooms(
            database: house.database, events: house.events, changes: house.changes)
        return Parts(handlers: rooms.handlers, consumers: rooms.consumers)
    }
}

import Postgres
import RPC
import Runtime

/// What coaching returned, against a recorded baseline.
package enum ROIService: MeshService {
    package static let name: ServiceName = "roi"
    package static let peers: [ServiceName] = ["coaching"]
    package static let migrations = [
        Migration.embedded(name: "m0001_start.sql", bytes: PackageResources.m0001_start_sql),
        Migration.embedded(
            name: "m0002_experiments.sql", bytes: PackageResources.m0002_experiments_sql),
    ]
    package static let readModel = ["sessions", "conversations", "activity"]

    package static func assemble(_ settings: NoSettings, _ house: House) async throws -> Parts {
        let rooms = Rooms(database: house.database)
        return Parts(handlers: rooms.handlers, consumers: [rooms.consumer])
    }
}

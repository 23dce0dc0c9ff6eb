import Logging
import Postgres
import PostgresCluster

let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// Gives `body` a pool on an empty database of the tests' server.
func withDatabase(
    _ settings: (inout DatabaseConfiguration) -> Void = { _ in },
    _ body: (Database) async throws -> Void
) async throws {
    try await ScratchPostgres.shared().withDatabase { configuration in
        var configuration = configuration
        settings(&configuration)
        try await body(Database(configuration, logger: silent))
    }
}

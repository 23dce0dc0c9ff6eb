import Logging
import Postgres
import PostgresCluster

let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// Tries for ten seconds at least.
func retrying(_ body: () async throws -> Void) async throws {
    for _ in 0..<100 {
        do { return try await body() } catch { try await Task.sleep(for: .milliseconds(100)) }
    }
    try await body()
}

/// Gives `body` a pool on an empty database of the tests' server.
func withDatabase(
    _ settings: (inout DatabaseConfiguration) -> Void = { _ in },
    _ body: (Database) async throws -> Void
) async throws {
    try await ScratchPostgres.shared().withDatabase { configuration in
        var configuration = configuration
        // Of a machine that runs every test at once.
        configuration.queueTimeout = .seconds(30)
        settings(&configuration)
        try await body(Database(configuration, logger: silent))
    }
}

import Postgres
import PostgresCluster
import Synchronization
import Testing

struct QueueWaitTests {
    private final class Waits: Sendable {
        private let nanoseconds = Mutex<[Int64]>([])
        func add(_ more: Int64) { nanoseconds.withLock { $0.append(more) } }
        var all: [Int64] { nanoseconds.withLock { $0 } }
    }

    @Test func `who waits for a connection is told how long, also when the wait is in vain`()
        async throws
    {
        let waits = Waits()
        try await ScratchPostgres.shared().withDatabase { configuration in
            var configuration = configuration
            configuration.connectionCountMax = 1
            configuration.queueTimeout = .seconds(30)
            let database = Database(configuration, logger: silent) { { waits.add($0) } }
            let session = database.scoped(to: .allTenants)
            _ = try await session.query("SELECT 1", as: Int.self)
            try await database.withTransaction(.allTenants) { transaction in
                _ = try await transaction.query("SELECT 1", as: Int.self)
                let brief = database.scoped(to: .allTenants, patience: .milliseconds(120))
                await #expect(throws: DatabaseError.self) {
                    _ = try await brief.query("SELECT 1", as: Int.self)
                }
            }
        }
        // The statement, the transaction's connection, and the one that was given up.
        #expect(waits.all.count == 3)
        #expect(waits.all.allSatisfy { $0 >= 0 })
        #expect(try #require(waits.all.last) >= 120_000_000)
    }
}

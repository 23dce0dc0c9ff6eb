import Identifiers
import Postgres
import PostgresCluster
import Testing

/// Servers that are away, die and come back.
struct RecoveryTests {
    @Test func `a killed backend costs its units and nothing else`() async throws {
        try await withDatabase({ $0.connectionCountMax = 2 }) { database in
            let session = database.scoped(to: .allTenants)
            let owner = DatabaseOwner(database.configuration)
            let sleeping = Task { try await session.execute("SELECT pg_sleep(5)") }
            try await Task.sleep(for: .milliseconds(300))
            async let read = session.query("SELECT 1, pg_sleep(0.5)::text", as: (Int, String).self)
            try await Task.sleep(for: .milliseconds(200))
            try await owner.run(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                """)
            let error = await #expect(throws: DatabaseError.self) { try await sleeping.value }
            #expect(error?.kind == .unavailable && error?.mayHaveApplied == true)
            let rows = try await read
            #expect(rows.first?.0 == 1, "a read is repeated on a new connection")
            try await database.ping()
        }
    }

    @Test func `a transaction whose connection dies fails as a whole and says so`() async throws {
        try await withDatabase { database in
            let session = database.scoped(to: .allTenants)
            try await session.execute("CREATE TABLE t (id bigint)")
            let error = await #expect(throws: DatabaseError.self) {
                try await database.withTransaction(.allTenants) { transaction in
                    try await transaction.execute("INSERT INTO t VALUES (1)")
                    _ = try? await transaction.execute(
                        "SELECT pg_terminate_backend(pg_backend_pid())")
                    try await transaction.execute("INSERT INTO t VALUES (2)")
                }
            }
            #expect(error?.kind == .unavailable)
            let count = try await session.query("SELECT count(*) FROM t", as: Int.self)
            #expect(count == [0])
        }
    }

    @Test func `callers wait for a server that is away, and a server that comes is used`()
        async throws
    {
        let scratch = try await ScratchPostgres.separate()
        let cluster = try #require(scratch.cluster)
        try await cluster.stop()
        var configuration = scratch.owner
        configuration.queueTimeout = .seconds(2)
        let impatient = Database(configuration, logger: silent)
        let error = await #expect(throws: DatabaseError.self) { try await impatient.ping() }
        #expect(error?.kind == .unavailable)
        #expect(
            error?.message.contains("cannot connect to postgresql://postgres@127.0.0.1") == true)
        configuration.queueTimeout = .seconds(20)
        let patient = Database(configuration, logger: silent)
        async let answer: Void = patient.ping()
        try await Task.sleep(for: .milliseconds(300))
        _ = try await PrivateCluster.start(
            in: cluster.folder, port: cluster.port, durability: .none, logger: silent)
        try await answer
        try await retrying { try await impatient.ping() }
    }

    @Test func `what was acknowledged survives the server's death, and the pool recovers`()
        async throws
    {
        let scratch = try await ScratchPostgres.separate(durability: .full)
        let cluster = try #require(scratch.cluster)
        let database = Database(scratch.owner, logger: silent)
        let session = database.scoped(to: .allTenants)
        try await session.execute("CREATE TABLE t (id bigint PRIMARY KEY)")
        let acknowledged = await withTaskGroup(of: [Int].self) { group in
            for writer in 0..<8 {
                group.addTask { await Self.write(from: writer * 1_000_000, in: session) }
            }
            group.addTask {
                try? await Task.sleep(for: .milliseconds(400))
                try? cluster.kill()
                return []
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(acknowledged.count > 8)
        _ = try await PrivateCluster.start(in: cluster.folder, port: cluster.port, logger: silent)
        try await retrying { try await database.ping() }
        let found = Set(try await session.query("SELECT id FROM t", as: Int.self))
        #expect(Set(acknowledged).subtracting(found) == [])
        #expect(found.count <= acknowledged.count + 8, "only the last write of each may be unknown")
    }

    /// Writes until it fails and returns what was acknowledged.
    private static func write(from first: Int, in session: some SQLSession) async -> [Int] {
        var written: [Int] = []
        for id in first..<first + 1_000_000 {
            do throws(DatabaseError) {
                try await session.execute("INSERT INTO t VALUES (\(id))")
                written.append(id)
            } catch {
                #expect(error.kind == .unavailable)
                break
            }
        }
        return written
    }

    @Test func `a pool that stops finishes what has begun and refuses what comes later`()
        async throws
    {
        try await withDatabase { database in
            let service = Task { try await database.run() }
            try await database.ping()
            async let slow = database.scoped(to: .allTenants)
                .query("SELECT 7, pg_sleep(0.5)::text", as: (Int, String).self)
            try await Task.sleep(for: .milliseconds(100))
            service.cancel()
            let rows = try await slow
            #expect(rows.first?.0 == 7)
            try await service.value
            let error = await #expect(throws: DatabaseError.self) { try await database.ping() }
            #expect(error?.kind == .unavailable)
        }
    }

    @Test func `a wrong password is said to be that`() async throws {
        let owner = try await ScratchPostgres.shared().owner
        var configuration = owner.connecting(as: "postgres", password: "wrong")
        configuration.queueTimeout = .seconds(2)
        let database = Database(configuration, logger: silent)
        let error = await #expect(throws: DatabaseError.self) { try await database.ping() }
        #expect(error?.message.contains("password authentication failed") == true)
    }
}

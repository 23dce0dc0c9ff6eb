import Identifiers
import Postgres
import PostgresCluster
import Testing

/// A primary that dies and the standby that takes its place.
struct FailoverTests {
    @Test func `connections follow a failover, and nothing acknowledged is lost or doubled`()
        async throws
    {
        let scratch = try await ScratchPostgres.separate(durability: .full)
        let primary = try #require(scratch.cluster)
        let standby = try await scratch.standby()
        try await replicateBeforeAcknowledging(on: scratch.owner)
        let database = Database(try bothHosts(primary, standby), logger: silent)
        let session = database.scoped(to: .allTenants)
        try await session.execute("CREATE TABLE t (id bigint, attempt bigint)")
        try await session.execute("CREATE UNIQUE INDEX ON t (id)")
        let wanted = 200
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    for id in stride(from: writer, to: wanted, by: 8) {
                        try await write(Int64(id), in: session)
                    }
                }
            }
            while try await count(in: session) < wanted / 4 {
                try await Task.sleep(for: .milliseconds(5))
            }
            try primary.kill()
            try await standby.promote()
            try await group.waitForAll()
        }
        let server = try await session.query("SELECT inet_server_port()", as: Int32.self)
        #expect(server == [Int32(standby.port)])
        try await #expect(count(in: session) == wanted)
        let isStandby = try await session.query("SELECT pg_is_in_recovery()", as: Bool.self)
        #expect(isStandby == [false])
    }

    /// Makes a commit wait until the standby shows it.
    private func replicateBeforeAcknowledging(on owner: DatabaseConfiguration) async throws {
        for statement in [
            "ALTER SYSTEM SET synchronous_standby_names = '*'",
            "ALTER SYSTEM SET synchronous_commit = 'remote_apply'", "SELECT pg_reload_conf()",
        ] {
            try await DatabaseOwner(owner).run(statement)
        }
    }

    private func bothHosts(
        _ primary: PrivateCluster, _ standby: PrivateCluster
    ) throws -> DatabaseConfiguration {
        let password = try primary.configuration.password
        var configuration = try DatabaseConfiguration(
            url: """
                postgresql://postgres:\(password)@127.0.0.1:\(primary.port),\
                127.0.0.1:\(standby.port)/postgres?target_session_attrs=read-write
                """)
        configuration.queueTimeout = .seconds(60)
        return configuration
    }

    /// Writes until it is acknowledged; an attempt that was not may have been made all the same.
    private func write(_ id: Int64, in session: some SQLSession) async throws {
        for attempt in 0..<100 {
            do throws(DatabaseError) {
                try await session.execute(
                    "INSERT INTO t VALUES (\(id), \(attempt)) ON CONFLICT (id) DO NOTHING")
                return
            } catch {
                guard error.kind == .unavailable else { throw error }
            }
        }
        Issue.record("\(id) was never acknowledged")
    }

    private func count(in session: some SQLSession) async throws -> Int {
        try await session.query("SELECT count(*) FROM t", as: Int.self)[0]
    }
}

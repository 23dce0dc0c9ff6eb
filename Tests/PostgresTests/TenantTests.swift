import Identifiers
import Postgres
import PostgresCluster
import Testing

/// Row-level security between tenants, as a service's role sees it.
struct TenantTests {
    private func withNotes(_ name: String, _ body: (Database) async throws -> Void) async throws {
        let schema = ServiceSchema(
            name: name, password: "pass-\(name)",
            migrations: [
                Migration(
                    version: 1, name: "start",
                    sql: """
                        CREATE TABLE \(name).notes (
                            tenant_id text, id bigint, text text, PRIMARY KEY (tenant_id, id));
                        SELECT \(name).isolate_tenants('\(name).notes');
                        GRANT SELECT, INSERT, UPDATE, DELETE ON \(name).notes TO \(name);
                        """)
            ])
        try await ScratchPostgres.shared().withDatabase { configuration in
            try await Migrator(configuration, logger: silent).apply(schema)
            let service = configuration.connecting(as: name, password: "pass-\(name)")
            try await body(Database(service, logger: silent))
        }
        let owner = DatabaseOwner(try await ScratchPostgres.shared().owner)
        try await owner.run("DROP ROLE \(name), \(name)_owner")
    }

    @Test func `no row is copied past the wall`() async throws {
        try await withNotes("sampi") { database in
            let session = database.scoped(to: .tenant("one"))
            let error = await #expect(throws: DatabaseError.self) {
                try await session.execute("COPY sampi.notes FROM STDIN")
            }
            // feature_not_supported, which is why batches go by unnest (decision 0205).
            #expect(error?.sqlState == "0A000")
        }
    }

    @Test func `a tenant sees, changes and adds its own rows only`() async throws {
        try await withNotes("kappa") { database in
            let one = database.scoped(to: .tenant("one"))
            let two = database.scoped(to: .tenant("two"))
            try await one.execute("INSERT INTO kappa.notes VALUES ('one', 1, 'mine')")
            try await two.execute("INSERT INTO kappa.notes VALUES ('two', 1, 'theirs')")
            let seen = try await one.query("SELECT text FROM kappa.notes", as: String.self)
            #expect(seen == ["mine"])
            try await #expect(one.execute("UPDATE kappa.notes SET text = 'x' WHERE id = 1") == 1)
            try await #expect(one.execute("DELETE FROM kappa.notes WHERE tenant_id = 'two'") == 0)
            let foreign = await #expect(throws: DatabaseError.self) {
                try await one.execute("INSERT INTO kappa.notes VALUES ('two', 2, 'planted')")
            }
            #expect(foreign?.kind == .permission)
            let moved = await #expect(throws: DatabaseError.self) {
                try await one.execute("UPDATE kappa.notes SET tenant_id = 'two'")
            }
            #expect(moved?.kind == .permission)
            let all = try await database.scoped(to: .allTenants)
                .query("SELECT text FROM kappa.notes ORDER BY text", as: String.self)
            #expect(all == ["theirs", "x"])
        }
    }

    @Test func `the scope of a unit that failed is not taken for set`() async throws {
        try await withNotes("omicron") { database in
            let (one, two) = (
                database.scoped(to: .tenant("one")), database.scoped(to: .tenant("two"))
            )
            try await one.execute("INSERT INTO omicron.notes VALUES ('one', 1, '')")
            for _ in 0..<20 {
                async let failure: Int = two.execute("SELECT 1 / \(0)")
                async let seen = two.query("SELECT id FROM omicron.notes", as: Int.self)
                _ = try? await failure
                try await #expect(seen == [])
                try await #expect(one.query("SELECT id FROM omicron.notes", as: Int.self) == [1])
                try await #expect(two.query("SELECT id FROM omicron.notes", as: Int.self) == [])
            }
        }
    }

    @Test func `tenants that share a pipeline stay apart`() async throws {
        try await withNotes("lambda") { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<400 {
                    group.addTask {
                        let tenant = TenantID("t\(number % 7)")
                        let session = database.scoped(to: .tenant(tenant))
                        try await session.execute(
                            "INSERT INTO lambda.notes VALUES (\(tenant), \(number), '')")
                        let seen = try await session.query(
                            "SELECT DISTINCT tenant_id FROM lambda.notes", as: TenantID.self)
                        #expect(seen == [tenant])
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `every unit has its own scope, and a tenant called star opens nothing`() async throws
    {
        try await withNotes("mu") { database in
            let one = database.scoped(to: .tenant("one"))
            try await one.execute("INSERT INTO mu.notes VALUES ('one', 1, '')")
            let star = database.scoped(to: .tenant("*"))
            try await #expect(star.query("SELECT id FROM mu.notes", as: Int.self) == [])
            try await #expect(
                database.scoped(to: .tenant("")).query("SELECT id FROM mu.notes", as: Int.self)
                    == [])
            try await database.withTransaction(.tenant("two")) { transaction in
                try await #expect(transaction.query("SELECT id FROM mu.notes", as: Int.self) == [])
                try await transaction.use(.tenant("one"))
                try await #expect(transaction.query("SELECT id FROM mu.notes", as: Int.self) == [1])
            }
        }
    }

    @Test func `a reader of events in order never passes a transaction that commits late`()
        async throws
    {
        try await withNotes("nu") { database in
            let all = database.scoped(to: .allTenants)
            let insert: SQL = """
                INSERT INTO nu.events (tenant_id, event_id, kind, occurred_at, payload)
                VALUES ('one', gen_random_uuid(), 'k', now(), '')
                """
            let settled: SQL = """
                SELECT transaction_id, position FROM nu.events
                WHERE transaction_id < pg_snapshot_xmin(pg_current_snapshot())
                    AND (transaction_id, position) > (\(UInt64(0)), \(Int64(0)))
                ORDER BY transaction_id, position
                """
            try await database.withTransaction(.allTenants) { early in
                try await early.execute(insert)
                try await all.execute(insert)
                let seen = try await all.query(settled, as: (UInt64, Int64).self)
                #expect(seen.isEmpty, "a later commit is not shown before an earlier start")
            }
            // Transactions of other tests on the same server hold the snapshot back for a while.
            for _ in 0..<100
            where try await all.query(settled, as: (UInt64, Int64).self).count < 2 {
                try await Task.sleep(for: .milliseconds(100))
            }
            let seen = try await all.query(settled, as: (UInt64, Int64).self)
            #expect(seen.count == 2)
        }
    }

    @Test func `a reader that is far behind follows the index instead of sorting the log`()
        async throws
    {
        try await withNotes("xi") { database in
            let all = database.scoped(to: .allTenants)
            try await all.execute(
                """
                INSERT INTO xi.events (tenant_id, event_id, kind, occurred_at, payload)
                SELECT 't' || i % 9, gen_random_uuid(), 'k', now(), '' FROM generate_series(1, 20000) i
                """)
            let plan = try await all.query(
                """
                EXPLAIN SELECT transaction_id, position, kind, payload FROM xi.events
                WHERE (transaction_id, position) > ('0'::xid8, 5000)
                ORDER BY transaction_id, position LIMIT 256
                """, as: String.self)
            #expect(plan.contains { $0.contains("Merge Append") })
            #expect(plan.contains { $0.contains("Index Scan using events_2") })
            #expect(!plan.contains { $0.contains("Sort  (") || $0.contains("Seq Scan") })
        }
    }
}

import Identifiers
import Postgres
import PostgresCluster
import Testing

/// Schemas, their steps and their roles. Each test has a schema name of its own, because roles
/// belong to the whole server.
struct MigrationTests {
    private let start = Migration(
        version: 1, name: "start",
        sql: """
            CREATE TABLE {s}.notes (tenant_id text, id int, text text, PRIMARY KEY (tenant_id, id));
            SELECT {s}.isolate_tenants('{s}.notes');
            GRANT SELECT, INSERT ON {s}.notes TO {s};
            """)
    private let grow = Migration(
        version: 2, name: "grow", sql: "ALTER TABLE {s}.notes ADD COLUMN score float8;")

    private func schema(_ name: String, _ migrations: [Migration]) -> ServiceSchema {
        ServiceSchema(
            name: name, password: "pass-\(name)",
            migrations: migrations.map {
                Migration(
                    version: $0.version, name: $0.name, sql: $0.sql.replacing("{s}", with: name))
            })
    }

    private func withScratch(
        _ schemas: [String], _ body: (DatabaseConfiguration, Migrator) async throws -> Void
    ) async throws {
        try await ScratchPostgres.shared().withDatabase { configuration in
            try await body(configuration, Migrator(configuration, logger: silent))
        }
        let owner = DatabaseOwner(try await ScratchPostgres.shared().owner)
        for name in schemas { try await owner.run("DROP ROLE \(name), \(name)_owner") }
    }

    @Test func `each step is applied once, also by migrators at the same time`() async throws {
        try await withScratch(["alpha"]) { _, migrator in
            let schema = schema("alpha", [start, grow])
            let before = try await migrator.status(of: schema)
            #expect(before.map(\.isApplied) == [false, false, false])
            let applied = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 { group.addTask { try await migrator.apply(schema).count } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(applied.sorted() == [0, 0, 0, 3])
            let after = try await migrator.status(of: schema)
            #expect(after.map(\.isApplied) == [true, true, true])
        }
    }

    @Test func `a step that was changed after it was applied is refused by name`() async throws {
        try await withScratch(["beta"]) { _, migrator in
            try await migrator.apply(schema("beta", [start]))
            let changed = Migration(version: 1, name: "start", sql: start.sql + "\nSELECT 1;")
            let error = await #expect(throws: DatabaseError.self) {
                try await migrator.apply(schema("beta", [changed, grow]))
            }
            #expect(error?.message.contains("m0001_start was changed after it was applied") == true)
        }
    }

    @Test func `a gap in the numbers is refused before anything is touched`() async throws {
        try await withScratch([]) { _, migrator in
            let error = await #expect(throws: DatabaseError.self) {
                try await migrator.apply(schema("gamma", [grow]))
            }
            #expect(error?.message == "gamma: version 1 is missing before m0002_grow")
        }
    }

    @Test func `a failing step leaves nothing of itself, names its line, and can be mended`()
        async throws
    {
        try await withScratch(["delta"]) { _, migrator in
            let broken = Migration(
                version: 2, name: "grow",
                sql: "CREATE TABLE {s}.half (id int);\nALTER TABLE {s}.nothing ADD x int;")
            let error = await #expect(throws: DatabaseError.self) {
                try await migrator.apply(schema("delta", [start, broken]))
            }
            #expect(error?.kind == .migration)
            #expect(
                error?.message.contains("m0002_grow failed at line 2 and left nothing behind")
                    == true)
            #expect(error?.message.contains("\"delta.nothing\" does not exist") == true)
            let status = try await migrator.status(of: schema("delta", [start, grow]))
            #expect(status.map(\.isApplied) == [true, true, false])
            try await #expect(migrator.apply(schema("delta", [start, grow])).count == 1)
        }
    }

    @Test func `a step that ends its transaction is refused`() async throws {
        try await withScratch(["epsilon"]) { _, migrator in
            let sneaky = Migration(version: 2, name: "sneaky", sql: "COMMIT;")
            let error = await #expect(throws: DatabaseError.self) {
                try await migrator.apply(schema("epsilon", [start, sneaky]))
            }
            #expect(error?.message.contains("must not end its transaction") == true)
        }
    }

    @Test func `an older program finds a newer database in order`() async throws {
        try await withScratch(["zeta"]) { _, migrator in
            try await migrator.apply(schema("zeta", [start, grow]))
            try await #expect(migrator.apply(schema("zeta", [start])) == [])
        }
    }

    @Test func `a role reaches its own schema and no other, and may change no schema`() async throws
    {
        try await withScratch(["eta", "theta"]) { configuration, migrator in
            try await migrator.apply(schema("eta", [start]))
            try await migrator.apply(schema("theta", [start]))
            let database = Database(
                configuration.connecting(as: "eta", password: "pass-eta"), logger: silent)
            let session = database.scoped(to: .tenant("t1"))
            try await session.execute("INSERT INTO eta.notes (tenant_id, id) VALUES ('t1', 1)")
            for statement: SQL in [
                "SELECT * FROM theta.notes", "SELECT * FROM theta.events",
                "INSERT INTO theta.notes (tenant_id, id) VALUES ('t1', 1)",
                "CREATE TABLE eta.mine (id int)", "CREATE TABLE public.mine (id int)",
                "CREATE SCHEMA mine", "CREATE TEMPORARY TABLE mine (id int)",
                "DELETE FROM eta.events", "UPDATE eta.events SET kind = 'x'",
                "DELETE FROM eta.migrations", "DROP TABLE eta.notes", "SET ROLE eta_owner",
                "ALTER TABLE eta.notes DISABLE ROW LEVEL SECURITY",
                "SELECT eta.isolate_tenants('eta.notes')",
                "SELECT rolpassword FROM pg_authid",
            ] {
                let error = await #expect(throws: DatabaseError.self, "\(statement.text)") {
                    try await session.execute(statement)
                }
                #expect(error?.kind == .permission, "\(statement.text): \(error?.message ?? "")")
            }
        }
    }
}

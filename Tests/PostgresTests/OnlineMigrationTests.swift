import Postgres
import PostgresCluster
import Synchronization
import Testing

/// Steps that run while services work, and what remains of those that fail.
struct OnlineMigrationTests {
    private static let start = Migration(
        version: 1, name: "start",
        sql: """
            CREATE TABLE {s}.notes (tenant_id text, id int, text text, PRIMARY KEY (tenant_id, id));
            SELECT {s}.isolate_tenants('{s}.notes');
            GRANT SELECT, INSERT ON {s}.notes TO {s};
            """)

    private func schema(_ name: String, _ steps: [String]) -> ServiceSchema {
        let later = steps.enumerated().map {
            Migration(version: $0.offset + 2, name: "step", sql: $0.element)
        }
        return ServiceSchema(
            name: name, password: "pass-\(name)",
            migrations: ([Self.start] + later).map {
                Migration(
                    version: $0.version, name: $0.name, sql: $0.sql.replacing("{s}", with: name))
            })
    }

    /// A schema with one table, its migrator, and the owner's way to the rows.
    private func withNotes(
        _ name: String, _ body: (Migrator, Database) async throws -> Void
    ) async throws {
        try await ScratchPostgres.shared().withDatabase { configuration in
            let migrator = Migrator(configuration, logger: silent)
            try await migrator.apply(schema(name, []))
            try await body(migrator, Database(configuration, logger: silent))
        }
        let owner = DatabaseOwner(try await ScratchPostgres.shared().owner)
        try await owner.run("DROP ROLE \(name), \(name)_owner")
    }

    @Test(.timeLimit(.minutes(2)))
    func `a step whose table is in use lets everybody pass and comes again`() async throws {
        try await withNotes("sigma") { migrator, database in
            let isBusy = Mutex(false)
            let (steps, schema) = ("ALTER TABLE {s}.notes ADD COLUMN score int", "sigma")
            let target = self.schema(schema, [steps])
            let all = database.scoped(to: .allTenants)
            async let applied: [Migration] = {
                // Waits for the reader below to hold the table.
                while !isBusy.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(5)) }
                return try await migrator.apply(target) { line in
                    if line.contains("a table is in use") { isBusy.withLock { $0 = false } }
                }
            }()
            try await database.withTransaction(.allTenants) { reader in
                _ = try await reader.query("SELECT id FROM sigma.notes", as: Int.self)
                isBusy.withLock { $0 = true }
                while isBusy.withLock({ $0 }) {
                    // Others are never held up longer than the migrator waits for its lock.
                    _ = try await all.query("SELECT id FROM sigma.notes", as: Int.self)
                }
            }
            try await #expect(applied.map(\.title) == ["m0002_step"])
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `an index that was half made is removed and made again`() async throws {
        try await withNotes("tau") { migrator, database in
            let all = database.scoped(to: .allTenants)
            try await all.execute(
                "INSERT INTO tau.notes VALUES ('t', 1, 'same'), ('t', 2, 'same')")
            let target = schema(
                "tau",
                [
                    """
                    -- migrate: outside a transaction
                    CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS one_text
                        ON {s}.notes (tenant_id, text);
                    """
                ])
            let error = await #expect(throws: DatabaseError.self) {
                try await migrator.apply(target)
            }
            #expect(error?.sqlState == "23505")
            let valid: SQL = """
                SELECT indisvalid FROM pg_index WHERE indexrelid = 'tau.one_text'::regclass
                """
            try await #expect(all.query(valid, as: Bool.self) == [false])
            guard case .unfinished(let attempt) = try await migrator.status(of: target)[2].state
            else {
                Issue.record("the failure is not written down")
                return
            }
            #expect(attempt.account(of: target.migrations[1]).contains("half made is removed"))
            try await all.execute("DELETE FROM tau.notes WHERE id = 2")
            try await #expect(migrator.apply(target).count == 1)
            try await #expect(all.query(valid, as: Bool.self) == [true])
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `batches go on until nothing is left`() async throws {
        try await withNotes("upsilon") { migrator, database in
            let all = database.scoped(to: .allTenants)
            try await all.execute(
                "INSERT INTO upsilon.notes SELECT 't', i FROM generate_series(1, 250) i")
            let lines = Mutex<[String]>([])
            let target = schema(
                "upsilon",
                [
                    """
                    -- migrate: in batches
                    UPDATE {s}.notes SET text = 'filled' WHERE (tenant_id, id) IN (
                        SELECT tenant_id, id FROM {s}.notes WHERE text IS NULL LIMIT 100);
                    """
                ])
            try await migrator.apply(target) { line in lines.withLock { $0.append(line) } }
            let left: SQL =
                "SELECT count(*) FROM upsilon.notes WHERE text IS DISTINCT FROM 'filled'"
            try await #expect(all.query(left, as: Int.self) == [0])
            #expect(
                lines.withLock { $0 }
                    == [100, 200, 250, 250].map { "upsilon m0002_step: \($0) rows" })
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `what the old code still uses goes only when it is said to be gone`() async throws {
        try await withNotes("phi") { migrator, _ in
            let target = schema(
                "phi",
                [
                    "-- migrate: contract\nALTER TABLE {s}.notes DROP COLUMN text",
                    "ALTER TABLE {s}.notes ADD COLUMN score int",
                ])
            let expanded = try await migrator.apply(target, reach: .expand)
            #expect(expanded.map(\.version) == [3])
            let states = try await migrator.status(of: target).map(\.isApplied)
            #expect(states == [true, true, false, true])
            try await #expect(migrator.apply(target).map(\.version) == [2])
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a failed step says what, where and why until it is mended`() async throws {
        try await withNotes("chi") { migrator, _ in
            let broken = schema(
                "chi", ["CREATE TABLE {s}.half (id int);\nALTER TABLE {s}.nothing ADD x int;"])
            for count in 1...2 {
                await #expect(throws: DatabaseError.self) { try await migrator.apply(broken) }
                guard case .unfinished(let attempt) = try await migrator.status(of: broken)[2].state
                else {
                    Issue.record("the failure is not written down")
                    return
                }
                #expect(attempt.hasFailed && attempt.count == count && attempt.line == 2)
                #expect(attempt.sqlState == "42P01")
                #expect(attempt.statement == "ALTER TABLE chi.nothing ADD x int")
                let account = attempt.account(of: broken.migrations[1])
                #expect(account.contains("left nothing behind") && account.contains("Mend"))
            }
            let mended = schema("chi", ["CREATE TABLE {s}.half (tenant_id text PRIMARY KEY)"])
            try await #expect(migrator.apply(mended).count == 1)
            try await #expect(migrator.status(of: mended).allSatisfy(\.isApplied))
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a step that would stop calls is refused where there are any`() async throws {
        try await withNotes("psi") { migrator, _ in
            let error = await #expect(throws: DatabaseError.self) {
                try await migrator.apply(schema("psi", ["CREATE INDEX i ON {s}.notes (text)"]))
            }
            #expect(error?.message.contains("psi: m0002_step, line 1: blocking-index") == true)
            let misspelt = await #expect(throws: DatabaseError.self) {
                try await migrator.apply(schema("psi", ["-- migrate: contrakt\nSELECT 1"]))
            }
            #expect(misspelt?.message.contains("`migrate: contrakt`, which means nothing") == true)
        }
    }
}

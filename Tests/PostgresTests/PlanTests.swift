import Foundation
import Identifiers
import Postgres
import PostgresCluster
import Testing

/// The plan of every statement of every store, with tables that have grown.
struct PlanTests {
    /// Tables that a statement may read from end to end, and why.
    private static let smallTables = [
        "event_positions": "a row for each service whose events are consumed",
        "event_horizons": "a row for each kind of event",
        "event_partitions": "a row for each partition that is kept",
        "models": "a row for each published model",
        "alert_cursors": "a row for each tenant",
        "report_schedules": "a row for each tenant",
        "projection_spreads": "a row for each tenant",
    ]
    /// Many enough that an index is worth its while to the planner.
    private static let rowCount = 5_000
    private static let tenantCount = 100

    @Test(.timeLimit(.minutes(5)))
    func `no statement of a service reads a large table from end to end`() async throws {
        let scratch = try await ScratchPostgres.separate()
        try await scratch.withDatabase { owner in
            let services = try FileManager.default.contentsOfDirectory(
                atPath: StatementSource.package.appending(path: "Services").path
            ).filter { !$0.hasPrefix(".") }.sorted()
            for service in services { try await migrate(service, in: owner) }
            let database = Database(owner, logger: silent)
            try await fill(database, services.map { $0.lowercased() })
            // The log's partition of next week: known to be empty, it is read as it stands.
            let empty = Set(
                try await database.scoped(to: .allTenants).query(
                    "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND reltuples = 0",
                    as: String.self))
            for service in services {
                let schema = service.lowercased()
                let statements = try StatementSource.statements(
                    in: "Services/\(service)", words: [:])
                let shared = try StatementSource.statements(
                    in: "Shared/Runtime",
                    words: ["schema": schema, "service": schema, "name": schema])
                #expect(!statements.isEmpty, "\(service) has statements")
                for statement in statements + shared {
                    await expectIndexes(statement, as: schema, but: empty, in: database)
                }
            }
        }
    }

    private func migrate(_ service: String, in owner: DatabaseConfiguration) async throws {
        let folder = StatementSource.package.appending(path: "Services/\(service)/Schema")
        let steps = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".sql") }.sorted()
            .map {
                Migration.embedded(
                    name: $0, bytes: try Array(Data(contentsOf: folder.appending(path: $0))))
            }
        try await Migrator(owner, logger: silent).apply(
            ServiceSchema(name: service.lowercased(), password: "plan", migrations: steps))
    }

    // MARK: - Rows

    /// Gives every table its rows: values by type, keys that differ, checks and references put aside.
    private func fill(_ database: Database, _ schemas: [String]) async throws {
        try await database.withTransaction(.allTenants) { transaction in
            try await transaction.execute("SET LOCAL session_replication_role = replica")
            let checks = try await transaction.query(
                """
                SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)
                FROM pg_constraint c JOIN pg_namespace n ON n.oid = connamespace
                WHERE contype = 'c' AND coninhcount = 0 AND nspname = ANY(\(schemas))
                """, as: String.self)
            for check in checks { try await transaction.execute("\(unescaped: check)") }
            for table in try await transaction.query(
                "\(unescaped: Self.inserts)", as: String.self)
            {
                try await transaction.execute("\(unescaped: table)")
            }
        }
        try await database.scoped(to: .allTenants).execute("ANALYZE")
    }

    /// One INSERT for each table that is not a partition and not small.
    private static let inserts = """
        SELECT format('INSERT INTO %s (%s) SELECT %s FROM generate_series(1, \(rowCount)) AS i '
            'ON CONFLICT DO NOTHING', c.oid::regclass, string_agg(quote_ident(attname), ', '),
            string_agg(CASE
            WHEN attname = 'tenant_id' THEN '''tenant'' || i % \(tenantCount)'
            WHEN typname IN ('text', 'varchar', 'bpchar') THEN '''word'' || i'
            WHEN typname = 'bool' THEN 'i % 2 = 0'
            WHEN typname IN ('int2', 'int4', 'int8', 'float4', 'float8', 'numeric') THEN 'i'
            WHEN typname = 'uuid' THEN 'md5(i::text)::uuid'
            WHEN typname = 'timestamptz' THEN 'now() - i * interval ''1 minute'''
            WHEN typname = 'date' THEN 'current_date - i % 3000'
            WHEN typname = 'bytea' THEN '''\\x00''::bytea'
            WHEN typname = 'xid8' THEN 'i::text::xid8'
            WHEN typname = 'bit' THEN 'repeat(''0'', 96)::bit(96)'
            WHEN typname IN ('json', 'jsonb') THEN '''{}'''
            WHEN typcategory = 'A' THEN '''{}'''
            ELSE 'NULL' END, ', '))
        FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
        JOIN pg_attribute a ON attrelid = c.oid JOIN pg_type t ON t.oid = atttypid
        WHERE relkind IN ('r', 'p') AND NOT relispartition AND attnum > 0 AND NOT attisdropped
        AND attidentity = '' AND attgenerated = '' AND nspname IN
            (SELECT nspname FROM pg_namespace WHERE to_regclass(nspname || '.events') IS NOT NULL)
        AND relname NOT IN (\(smallTables.keys.sorted().map { "'\($0)'" }.joined(separator: ", ")))
        GROUP BY c.oid
        """

    // MARK: - Plans

    private func expectIndexes(
        _ statement: SourceStatement, as role: String, but empty: Set<String>,
        in database: Database
    ) async {
        do {
            for line in try await plan(of: statement, as: role, in: database) {
                guard let found = line.firstMatch(of: #/Seq Scan on (?:\w+\.)?(\w+)/#) else {
                    continue
                }
                let isSmall = Self.smallTables.keys.contains { found.output.1.hasPrefix($0) }
                #expect(
                    isSmall || empty.contains("\(found.output.1)"), "\(statement.place): \(line)")
            }
        } catch {
            Issue.record("\(statement.place) cannot be planned: \(error)")
        }
    }

    /// The plan that serves every value, as the service's role sees the tables.
    private func plan(
        of statement: SourceStatement, as role: String, in database: Database
    ) async throws -> [String] {
        // It outlives a transaction that fails.
        let name = "plan_\(UInt32.random(in: 0...UInt32.max))"
        return try await database.withTransaction(.tenant("tenant1")) { transaction in
            try await transaction.execute("SET LOCAL ROLE \(unescaped: role)")
            try await transaction.execute("SET LOCAL plan_cache_mode = force_generic_plan")
            try await transaction.execute(
                "PREPARE \(unescaped: name) AS \(unescaped: statement.text)")
            let count = try await transaction.query(
                """
                SELECT cardinality(parameter_types) FROM pg_prepared_statements
                WHERE name = \(name)
                """, as: Int.self)[0]
            let values = Array(repeating: "NULL", count: count).joined(separator: ", ")
            let plan = try await transaction.query(
                "EXPLAIN EXECUTE \(unescaped: name)\(unescaped: count > 0 ? "(\(values))" : "")",
                as: String.self)
            try await transaction.execute("DEALLOCATE \(unescaped: name)")
            return plan
        }
    }
}

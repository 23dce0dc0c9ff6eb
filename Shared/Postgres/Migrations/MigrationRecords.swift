/// What a schema knows of its own steps: those it has, and the one that was begun and did not end.
struct MigrationRecords {
    let connection: OwnerConnection
    let schema: ServiceSchema

    private var name: String { schema.name }

    /// Both tables; every statement is harmless to repeat.
    static func tables(of schema: ServiceSchema) -> [String] {
        let (name, owner) = (schema.name, schema.owner)
        return [
            """
            CREATE TABLE IF NOT EXISTS \(name).migrations (
                version int PRIMARY KEY, name text NOT NULL, checksum text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now())
            """,
            """
            CREATE TABLE IF NOT EXISTS \(name).migration_attempts (
                version int PRIMARY KEY, name text NOT NULL, attempts int NOT NULL,
                begun_at timestamptz NOT NULL, failed_at timestamptz, line int, statement text,
                sql_state text, message text)
            """,
            "ALTER TABLE \(name).migrations OWNER TO \(owner)",
            "ALTER TABLE \(name).migration_attempts OWNER TO \(owner)",
            "GRANT SELECT ON \(name).migrations TO \(name)",
        ]
    }

    /// The checksums of the steps that are applied, by version.
    func applied() throws(DatabaseError) -> [Int: (title: String, checksum: String, at: String)] {
        guard try exists("migrations") else { return [:] }
        var applied: [Int: (title: String, checksum: String, at: String)] = [:]
        for row in try connection.rows(
            "SELECT version, name, checksum, date_trunc('second', applied_at) FROM \(name).migrations"
        ) {
            applied[Int(row[0] ?? "") ?? -1] = (row[1] ?? "", row[2] ?? "", row[3] ?? "")
        }
        return applied
    }

    /// The steps that were begun and are not applied, by version.
    func unfinished() throws(DatabaseError) -> [Int: MigrationAttempt] {
        guard try exists("migration_attempts") else { return [:] }
        var attempts: [Int: MigrationAttempt] = [:]
        for row in try connection.rows(
            """
            SELECT version, attempts, date_trunc('second', coalesce(failed_at, begun_at)),
                failed_at IS NOT NULL, line, statement, sql_state, message
            FROM \(name).migration_attempts
            """)
        {
            attempts[Int(row[0] ?? "") ?? -1] = MigrationAttempt(
                count: Int(row[1] ?? "") ?? 0, at: row[2] ?? "", hasFailed: row[3] == "t",
                line: row[4].flatMap { Int($0) }, statement: row[5], sqlState: row[6],
                message: row[7])
        }
        return attempts
    }

    func begun(_ step: Migration) throws(DatabaseError) {
        try connection.rows(
            """
            INSERT INTO \(name).migration_attempts AS known (version, name, attempts, begun_at)
            VALUES ($1, $2, 1, now()) ON CONFLICT (version) DO UPDATE SET
                attempts = known.attempts + 1, begun_at = now(), failed_at = NULL, line = NULL,
                statement = NULL, sql_state = NULL, message = NULL
            """, [String(step.version), step.name])
    }

    func failed(
        _ step: Migration, at statement: SQLStatement?, _ error: DatabaseError
    ) throws(DatabaseError) {
        try connection.rows(
            """
            UPDATE \(name).migration_attempts SET failed_at = now(), line = nullif($2::int, 0),
                statement = nullif($3, ''), sql_state = nullif($4, ''), message = $5
            WHERE version = $1
            """,
            [
                String(step.version), String(statement?.line ?? 0), statement?.summary ?? "",
                error.sqlState ?? "", error.message,
            ])
    }

    /// In the step's own transaction where it has one.
    func finished(_ step: Migration) throws(DatabaseError) {
        try connection.rows(
            "INSERT INTO \(name).migrations (version, name, checksum) VALUES ($1, $2, $3)",
            [String(step.version), step.name, try checksum(of: step)])
        try connection.rows(
            "DELETE FROM \(name).migration_attempts WHERE version = $1", [String(step.version)])
    }

    func checksum(of step: Migration) throws(DatabaseError) -> String {
        try connection.rows(
            "SELECT encode(sha256(convert_to($1, 'UTF8')), 'hex')", [step.sql])[0][0] ?? ""
    }

    private func exists(_ table: String) throws(DatabaseError) -> Bool {
        try connection.rows("SELECT to_regclass($1)", ["\(name).\(table)"])[0][0] != nil
    }
}

/// A step that was begun and is not applied.
package struct MigrationAttempt: Hashable, Sendable {
    package let count: Int
    /// When it failed, or began when nobody wrote down how it ended.
    package let at: String
    package let hasFailed: Bool
    package let line: Int?
    package let statement: String?
    package let sqlState: String?
    package let message: String?

    /// What failed, where, and the way out.
    package func account(of step: Migration) -> String {
        guard hasFailed else {
            return """
                begun at \(at) and nobody wrote down its end: the migrator was killed. \
                Run `meshctl migrate apply` again. \(leftovers(of: step))
                """
        }
        let place = line.map { " at line \($0)" } ?? ""
        let state = sqlState.map { " (SQLSTATE \($0))" } ?? ""
        return """
            failed\(place) at \(at), attempt \(count): \(message ?? "")\(state)\
            \(statement.map { "\n  in: \($0)" } ?? "")
            \(leftovers(of: step)) \(advice)
            """
    }

    private func leftovers(of step: Migration) -> String {
        switch step.mode {
        case .transaction: "It left nothing behind."
        case .batches: "The batches before it stay, and the next run goes on from there."
        case .outsideTransaction:
            "What it finished stays; an index that is half made is removed by the next run."
        }
    }

    private var advice: String {
        switch sqlState {
        case "55P03", "57014":
            "Others hold the table: look for long transactions in pg_stat_activity, then run "
                + "`meshctl migrate apply` again."
        case "53100": "The disk is full: make room, then run `meshctl migrate apply` again."
        default:
            "Mend the step's file (it may be changed while it is not applied), or the data that it "
                + "met, and run `meshctl migrate apply` again."
        }
    }
}

import Logging

/// Brings the schema of a service to its newest version, as a role that may create roles.
///
/// Any number may run at once: an advisory lock lets one work. Each step is one transaction, so a
/// step that fails leaves nothing of itself and the steps before it stay.
package struct Migrator: Sendable {
    /// Another migrator may be at a long step.
    private static let turnTimeout = Duration.seconds(120)

    private let configuration: DatabaseConfiguration
    private let logger: Logger

    /// `configuration` names the owner of the database, such as a superuser.
    package init(_ configuration: DatabaseConfiguration, logger: Logger) {
        var configuration = configuration
        configuration.statementTimeout = .zero
        configuration.idleInTransactionTimeout = .zero
        configuration.applicationName = "migrate"
        self.configuration = configuration
        self.logger = logger
    }

    /// Creates roles and schema where they are missing, runs the steps that are, and returns them.
    @discardableResult
    package func apply(_ schema: ServiceSchema) async throws(DatabaseError) -> [Migration] {
        let steps = try schema.steps()
        return try await OwnerConnection.with(configuration) { connection throws(DatabaseError) in
            try connection.takeTurn(of: schema, within: Self.turnTimeout)
            try connection.prepare(schema)
            let pending = try connection.pending(steps, in: schema)
            for step in pending {
                try connection.apply(step, to: schema)
                logger.info(
                    "migrated", metadata: ["schema": "\(schema.name)", "step": "\(step.title)"])
            }
            return pending
        }
    }

    /// Every step, and whether the database has it; changes nothing.
    package func status(
        of schema: ServiceSchema
    ) async throws(DatabaseError) -> [(step: Migration, isApplied: Bool)] {
        let steps = try schema.steps()
        let pending = try await OwnerConnection.with(configuration) {
            connection throws(DatabaseError) in
            try connection.pending(steps, in: schema)
        }
        return steps.map { ($0, !pending.contains($0)) }
    }
}

// MARK: - What a migrator does on its connection

extension OwnerConnection {
    fileprivate func takeTurn(
        of schema: ServiceSchema, within patience: Duration
    ) throws(DatabaseError) {
        try run("SET lock_timeout = '\(patience.components.seconds)s'")
        try rows("SELECT pg_advisory_lock(hashtext('migrations'), hashtext($1))", [schema.name])
        // A step that waits for a table must not make everybody else wait behind it for long.
        try run("SET lock_timeout = '5s'")
    }

    /// Roles belong to the whole server, so migrators of other databases may be at the same ones.
    fileprivate func prepare(_ schema: ServiceSchema) throws(DatabaseError) {
        for _ in 0..<10 {
            do throws(DatabaseError) {
                return try run("BEGIN; \(try preparation(of: schema)); COMMIT")
            } catch {
                try run("ROLLBACK")
                guard error.isRace else { throw error }
            }
        }
        throw DatabaseError(.migration, "\(schema.name): its roles are being changed all the time")
    }

    private func preparation(of schema: ServiceSchema) throws(DatabaseError) -> String {
        let (name, owner) = (schema.name, schema.owner)
        var statements: [String] = []
        for (role, right) in [(owner, "NOLOGIN"), (name, "LOGIN NOINHERIT")] {
            let known = try rows("SELECT 1 FROM pg_roles WHERE rolname = $1", [role])
            if known.isEmpty { statements.append("CREATE ROLE \(role) \(right)") }
        }
        if let password = schema.password {
            let secret = try passwordVerifier(of: password, for: name)
            statements.append("ALTER ROLE \(name) PASSWORD \(literal(secret))")
        }
        let database = identifier(try rows("SELECT current_database()")[0][0] ?? "")
        return
            (statements + [
                "GRANT \(owner) TO CURRENT_USER",
                "REVOKE ALL ON DATABASE \(database) FROM PUBLIC",
                "GRANT CONNECT ON DATABASE \(database) TO \(name)",
                "REVOKE ALL ON SCHEMA public FROM PUBLIC",
                "CREATE SCHEMA IF NOT EXISTS \(name) AUTHORIZATION \(owner)",
                "GRANT USAGE ON SCHEMA \(name) TO \(name)",
                """
                CREATE TABLE IF NOT EXISTS \(name).migrations (
                    version int PRIMARY KEY, name text NOT NULL, checksum text NOT NULL,
                    applied_at timestamptz NOT NULL DEFAULT now())
                """,
                "ALTER TABLE \(name).migrations OWNER TO \(owner)",
                "GRANT SELECT ON \(name).migrations TO \(name)",
            ]).joined(separator: "; ")
    }

    /// The steps that the database lacks; throws when one that it has is not ours.
    ///
    /// A database that is ahead is fine: its steps suit the code before them.
    fileprivate func pending(
        _ steps: [Migration], in schema: ServiceSchema
    ) throws(DatabaseError) -> [Migration] {
        let table = "\(schema.name).migrations"
        guard try rows("SELECT to_regclass($1)", [table])[0][0] != nil else { return steps }
        var applied: [Int: String] = [:]
        for row in try rows("SELECT version, checksum FROM \(table)") {
            applied[Int(row[0] ?? "") ?? -1] = row[1]
        }
        for step in steps {
            guard let checksum = applied[step.version] else { continue }
            guard try checksum == self.checksum(of: step) else {
                throw DatabaseError(
                    .migration,
                    """
                    \(schema.name): \(step.title) was changed after it was applied: \
                    restore the file and write a new step
                    """)
            }
        }
        return steps.filter { applied[$0.version] == nil }
    }

    private func checksum(of step: Migration) throws(DatabaseError) -> String {
        try rows("SELECT encode(sha256(convert_to($1, 'UTF8')), 'hex')", [step.sql])[0][0] ?? ""
    }

    fileprivate func apply(_ step: Migration, to schema: ServiceSchema) throws(DatabaseError) {
        do throws(DatabaseError) {
            let checksum = try checksum(of: step)
            try run("BEGIN; SET LOCAL ROLE \(schema.owner); SET LOCAL app.tenant = '*'")
            try run(step.sql)
            guard isInTransaction else {
                throw DatabaseError(.migration, "a step must not end its transaction")
            }
            try rows(
                "INSERT INTO \(schema.name).migrations (version, name, checksum) VALUES ($1, $2, $3)",
                [String(step.version), step.name, checksum])
            try run("COMMIT")
        } catch {
            if error.kind != .unavailable { try run("ROLLBACK") }
            throw DatabaseError(
                .migration,
                """
                \(schema.name): \(step.title) failed and left nothing behind, the steps before it \
                stay: \(error.message)
                """, sqlState: error.sqlState)
        }
    }
}

extension DatabaseError {
    /// Two migrators created the same role or schema at the same time.
    fileprivate var isRace: Bool {
        ["42710", "23505", "XX000", "42P06", "42P07"].contains(sqlState)
    }
}

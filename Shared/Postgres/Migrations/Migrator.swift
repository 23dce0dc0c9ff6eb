import Logging

/// Brings the schema of a service to its newest version, as a role that may create roles.
///
/// Any number may run at once: an advisory lock lets one work.
package struct Migrator: Sendable {
    /// Another migrator may be at a long step.
    private static let turnTimeout = Duration.seconds(120)

    /// Which steps a run takes.
    package enum Reach: Sendable {
        /// What suits the code that runs now as well: before a rolling deployment.
        case expand
        /// Contract steps too: no code before this one runs any more.
        case everything
    }

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
    ///
    /// A schema that is new gets everything: no code was before it.
    @discardableResult
    package func apply(
        _ schema: ServiceSchema, reach: Reach = .everything,
        tell: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws(DatabaseError) -> [Migration] {
        let steps = try schema.steps()
        return try await OwnerConnection.with(configuration) { connection throws(DatabaseError) in
            try connection.takeTurn(of: schema, within: Self.turnTimeout)
            try connection.prepare(schema)
            let known = try connection.states(of: steps, in: schema)
            let isNew = !known.contains { $0.state.isApplied }
            let due = try known.due(isNew ? .everything : reach, in: schema)
            if !isNew { try refuseUnsafe(due, in: schema) }
            let runner = StepRunner(connection: connection, schema: schema, tell: tell)
            for step in due {
                try runner.run(step)
                logger.info(
                    "migrated", metadata: ["schema": "\(schema.name)", "step": "\(step.title)"])
            }
            return due
        }
    }

    /// Every step and how it stands; changes nothing.
    package func status(
        of schema: ServiceSchema
    ) async throws(DatabaseError) -> [MigrationStatus] {
        let steps = try schema.steps()
        return try await OwnerConnection.with(configuration) { connection throws(DatabaseError) in
            try connection.states(of: steps, in: schema)
        }
    }

    /// A table that is in use must not be shut by a step that nobody looked at.
    private func refuseUnsafe(
        _ steps: [Migration], in schema: ServiceSchema
    ) throws(DatabaseError) {
        for step in steps {
            guard let finding = SchemaReview(of: step).findings.first else { continue }
            throw DatabaseError(.migration, "\(schema.name): \(step.title), \(finding.text)")
        }
    }
}

/// One step and how the database stands to it.
package struct MigrationStatus: Sendable {
    package enum State: Hashable, Sendable {
        case applied(at: String)
        case pending
        /// Applied from another text than the program has.
        case changed
        /// Begun and not finished.
        case unfinished(MigrationAttempt)
        /// Applied by a newer program; the steps before it suit this one.
        case ahead(at: String)

        package var isApplied: Bool {
            switch self {
            case .applied, .changed, .ahead: true
            case .pending, .unfinished: false
            }
        }
    }

    package let step: Migration
    package let state: State

    package var isApplied: Bool { state.isApplied }
}

extension [MigrationStatus] {
    /// The steps to run; throws when one that was applied is not ours.
    fileprivate func due(
        _ reach: Migrator.Reach, in schema: ServiceSchema
    ) throws(DatabaseError) -> [Migration] {
        if let changed = first(where: { $0.state == .changed }) {
            throw DatabaseError(
                .migration,
                """
                \(schema.name): \(changed.step.title) was changed after it was applied: \
                restore the file and write a new step
                """)
        }
        return filter { !$0.isApplied && (reach == .everything || !$0.step.isContract) }.map(\.step)
    }
}

// MARK: - What a migrator does on its connection

extension OwnerConnection {
    fileprivate func takeTurn(
        of schema: ServiceSchema, within patience: Duration
    ) throws(DatabaseError) {
        try run("SET lock_timeout = '\(patience.components.seconds)s'")
        do throws(DatabaseError) {
            try rows("SELECT pg_advisory_lock(hashtext('migrations'), hashtext($1))", [schema.name])
        } catch  where error.sqlState == "55P03" {
            throw DatabaseError(
                .migration,
                """
                \(schema.name): another migrator has been at work for \(patience); wait for it, or \
                look for application_name 'migrate' in pg_stat_activity
                """, sqlState: error.sqlState)
        }
        try run("SET lock_timeout = '5s'")
    }

    /// Roles belong to the whole server, so migrators of other databases may be at the same ones.
    fileprivate func prepare(_ schema: ServiceSchema) throws(DatabaseError) {
        try whileRacing(schema) { () throws(DatabaseError) in try preparation(of: schema) }
    }

    private func whileRacing(
        _ schema: ServiceSchema, _ script: () throws(DatabaseError) -> String
    ) throws(DatabaseError) {
        for _ in 0..<10 {
            do throws(DatabaseError) {
                return try run("BEGIN; \(try script()); COMMIT")
            } catch {
                try run("ROLLBACK")
                guard error.isRace else { throw error }
            }
        }
        throw DatabaseError(.migration, "\(schema.name): its roles are being changed all the time")
    }

    private func preparation(of schema: ServiceSchema) throws(DatabaseError) -> String {
        let (name, owner) = (schema.name, schema.owner)
        return
            (try roles(of: schema) + [
                "CREATE SCHEMA IF NOT EXISTS \(name) AUTHORIZATION \(owner)",
                "GRANT USAGE ON SCHEMA \(name) TO \(name)",
            ] + MigrationRecords.tables(of: schema)).joined(separator: "; ")
    }

    /// Makes the schema's roles without the schema, for what brings the schema along.
    package func prepareRoles(of schema: ServiceSchema) throws(DatabaseError) {
        try whileRacing(schema) { () throws(DatabaseError) in
            try roles(of: schema).joined(separator: "; ")
        }
    }

    /// Makes the schema's two roles where they are missing, sets the password that it names, and lets
    /// nobody else into the database.
    private func roles(of schema: ServiceSchema) throws(DatabaseError) -> [String] {
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
        return statements + [
            "GRANT \(owner) TO CURRENT_USER",
            "REVOKE ALL ON DATABASE \(database) FROM PUBLIC",
            "GRANT CONNECT ON DATABASE \(database) TO \(name)",
            "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        ]
    }

    fileprivate func states(
        of steps: [Migration], in schema: ServiceSchema
    ) throws(DatabaseError) -> [MigrationStatus] {
        let records = MigrationRecords(connection: self, schema: schema)
        let (applied, unfinished) = (try records.applied(), try records.unfinished())
        var states: [MigrationStatus] = []
        for step in steps {
            let state: MigrationStatus.State =
                if let known = applied[step.version] {
                    try records.checksum(of: step) == known.checksum
                        ? .applied(at: known.at) : .changed
                } else if let attempt = unfinished[step.version] {
                    .unfinished(attempt)
                } else {
                    .pending
                }
            states.append(MigrationStatus(step: step, state: state))
        }
        for (version, known) in applied.sorted(by: { $0.key < $1.key }) where version >= steps.count
        {
            let step = Migration(version: version, name: known.title, sql: "")
            states.append(MigrationStatus(step: step, state: .ahead(at: known.at)))
        }
        return states
    }
}

extension DatabaseError {
    /// Two migrators created the same role or schema at the same time.
    fileprivate var isRace: Bool {
        ["42710", "23505", "XX000", "42P06", "42P07"].contains(sqlState)
    }
}

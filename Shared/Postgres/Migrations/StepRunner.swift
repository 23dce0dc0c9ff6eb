import Glibc

/// Runs one step on the migrator's connection.
struct StepRunner {
    /// A statement that waits for a table makes everybody who comes after it wait too: half a second
    /// is what a call's deadline can bear.
    private static let lockTimeout = "500ms"
    /// Then the migrator steps back for a while, longer each time, and tries again: ten minutes
    /// in all.
    private static let lockPauses: [Duration] =
        [0.5, 1, 2, 4].map { Duration.seconds($0) } + Array(repeating: .seconds(8), count: 74)
    /// CREATE INDEX CONCURRENTLY waits for every older transaction, and nobody waits for it.
    private static let concurrentLockTimeout = "600s"

    let connection: OwnerConnection
    let schema: ServiceSchema
    /// How the step comes along, for whoever watches.
    let tell: @Sendable (String) -> Void

    private var records: MigrationRecords {
        MigrationRecords(connection: connection, schema: schema)
    }

    func run(_ step: Migration) throws(DatabaseError) {
        try records.begun(step)
        let place = Place()
        do throws(DatabaseError) {
            try steppingBack(from: step) { () throws(DatabaseError) in
                switch step.mode {
                case .transaction: try runInTransaction(step, place)
                case .outsideTransaction: try runOneByOne(step, place)
                case .batches: try runInBatches(step, place)
                }
            }
        } catch {
            throw explain(error, step, place.statement)
        }
    }

    /// Which statement is run, for the account of a failure.
    private final class Place { var statement: SQLStatement? }

    // MARK: - The three modes

    private func runInTransaction(_ step: Migration, _ place: Place) throws(DatabaseError) {
        try connection.run("BEGIN; SET LOCAL lock_timeout = '\(Self.lockTimeout)'; \(asOwner)")
        for statement in step.statements {
            place.statement = statement
            try connection.run(statement.text)
            guard connection.isInTransaction else {
                throw DatabaseError(.migration, "a step must not end its transaction")
            }
        }
        place.statement = nil
        try records.finished(step)
        try connection.run("COMMIT")
    }

    private func runOneByOne(_ step: Migration, _ place: Place) throws(DatabaseError) {
        try dropHalfMadeIndexes(of: step)
        try connection.run(
            """
            SET ROLE \(schema.owner); SET app.tenant = '*';
            SET lock_timeout = '\(Self.concurrentLockTimeout)'
            """)
        for statement in step.statements {
            place.statement = statement
            tell("\(schema.name) \(step.title): \(statement.summary)")
            try connection.run(statement.text)
        }
        try connection.run("RESET ROLE; RESET app.tenant")
        place.statement = nil
        try connection.run("BEGIN")
        try records.finished(step)
        try connection.run("COMMIT")
    }

    private func runInBatches(_ step: Migration, _ place: Place) throws(DatabaseError) {
        for statement in step.statements {
            place.statement = statement
            var (changed, total) = (1, 0)
            while changed > 0 {
                try connection.run("BEGIN; SET LOCAL lock_timeout = '5s'; \(asOwner)")
                changed = try connection.changedCount(statement.text)
                try connection.run("COMMIT")
                total += changed
                tell("\(schema.name) \(step.title): \(total) rows")
            }
        }
        place.statement = nil
        try connection.run("BEGIN")
        try records.finished(step)
        try connection.run("COMMIT")
    }

    private var asOwner: String { "SET LOCAL ROLE \(schema.owner); SET LOCAL app.tenant = '*'" }

    /// An index whose CREATE … CONCURRENTLY did not come to its end is of no use and in the way.
    private func dropHalfMadeIndexes(of step: Migration) throws(DatabaseError) {
        let indexes = try connection.rows(
            """
            SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = $1 AND NOT i.indisvalid
            """, [schema.name])
        for index in indexes.compactMap(\.first).compactMap(\.self) where step.sql.contains(index) {
            tell("\(schema.name) \(step.title): removes the half-made index \(index)")
            let path = "\(schema.name).\(connection.identifier(index))"
            try connection.run("DROP INDEX CONCURRENTLY \(path)")
        }
    }

    // MARK: - When it does not work at once

    private func steppingBack(
        from step: Migration, _ body: () throws(DatabaseError) -> Void
    ) throws(DatabaseError) {
        for pause in Self.lockPauses {
            do throws(DatabaseError) { return try body() } catch {
                try recover(from: error)
                guard error.sqlState == "55P03", step.mode != .outsideTransaction else {
                    throw error
                }
                tell("\(schema.name) \(step.title): a table is in use, trying again in \(pause)")
                usleep(UInt32(pause / .microseconds(1)))
            }
        }
        do throws(DatabaseError) { try body() } catch {
            try recover(from: error)
            throw error
        }
    }

    private func recover(from error: DatabaseError) throws(DatabaseError) {
        guard error.kind != .unavailable else { throw error }
        try connection.run("ROLLBACK")
        try connection.run("RESET ROLE; RESET app.tenant")
    }

    private func explain(
        _ error: DatabaseError, _ step: Migration, _ statement: SQLStatement?
    ) -> DatabaseError {
        // When the connection is gone the attempt stays as begun, which says the same.
        if error.kind != .unavailable { try? records.failed(step, at: statement, error) }
        let place = statement.map { " at line \($0.line)" } ?? ""
        let rest =
            step.mode == .transaction
            ? "left nothing behind, the steps before it stay" : "can be run again"
        let end =
            statement.map { "\n  in: \($0.summary)\n  `meshctl migrate status` says what to do" }
            ?? ""
        return DatabaseError(
            .migration,
            "\(schema.name): \(step.title) failed\(place) and \(rest): \(error.message)\(end)",
            sqlState: error.sqlState)
    }
}

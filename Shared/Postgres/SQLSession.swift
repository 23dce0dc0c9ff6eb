/// Where statements are run: a pool under a scope, or a transaction.
package protocol SQLSession: Sendable {
    /// Runs one statement to its end.
    nonisolated(nonsending) func run(
        _ sql: SQL, isRepeatable: Bool
    ) async throws(DatabaseError) -> Answer

    /// Tells everyone who listens to `channel`, once what the session does is committed.
    ///
    /// It is a hint, at most once: the same thing said twice in a moment is told once, and nothing
    /// is told when the process dies first. An empty payload says: look for yourself.
    func announce(_ payload: String, on channel: String)
}

/// What one statement gave back.
package struct Answer: Sendable {
    let results: ResultSet
}

extension SQLSession {
    /// Runs a statement for its effect and returns how many rows it changed.
    ///
    /// It is never repeated after a lost connection.
    @discardableResult
    package nonisolated(nonsending) func execute(
        _ sql: SQL
    ) async throws(DatabaseError) -> Int {
        try await run(sql, isRepeatable: false).results.affectedCount
    }

    /// Runs a statement and returns its rows, the columns in order.
    ///
    /// A statement that starts with SELECT is repeated once when its connection is lost, so a
    /// SELECT with an effect goes through `execute`.
    package nonisolated(nonsending) func query<each Column: PostgresDecodable>(
        _ sql: SQL, as type: (repeat each Column).Type
    ) async throws(DatabaseError) -> [(repeat each Column)] {
        try await run(sql, isRepeatable: sql.isRead).results.rows(as: type)
    }

    /// The same for one column.
    package nonisolated(nonsending) func query<Column: PostgresDecodable>(
        _ sql: SQL, as type: Column.Type
    ) async throws(DatabaseError) -> [Column] {
        try await run(sql, isRepeatable: sql.isRead).results.column(as: type)
    }

    /// The first row, nil when there is none.
    package nonisolated(nonsending) func first<each Column: PostgresDecodable>(
        _ sql: SQL, as type: (repeat each Column).Type
    ) async throws(DatabaseError) -> (repeat each Column)? {
        try await query(sql, as: type).first
    }

    /// The same for one column.
    package nonisolated(nonsending) func first<Column: PostgresDecodable>(
        _ sql: SQL, as type: Column.Type
    ) async throws(DatabaseError) -> Column? {
        try await query(sql, as: type).first
    }
}

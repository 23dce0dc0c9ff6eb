import CLibpq

/// A plain blocking connection for the owner's tools, used by one thread from its start to its end.
package final class OwnerConnection {
    private let connection: OpaquePointer

    private init(_ configuration: DatabaseConfiguration) throws(DatabaseError) {
        let connector = Connector(configuration: configuration)
        connection = try connector.connect(isPipelined: false).get().connection
        PQsetnonblocking(connection, 0)
    }

    deinit { PQfinish(connection) }

    /// Connects, runs `body` and closes, all on a thread of its own.
    package static func with<Value: Sendable>(
        _ configuration: DatabaseConfiguration,
        _ body: @escaping @Sendable (OwnerConnection) throws(DatabaseError) -> Value
    ) async throws(DatabaseError) -> Value {
        let result: Result<Value, DatabaseError> = await withCheckedContinuation { continuation in
            startThread {
                let result = Result { () throws(DatabaseError) in
                    try body(OwnerConnection(configuration))
                }
                continuation.resume(returning: result)
            }
        }
        return try result.get()
    }

    package var isInTransaction: Bool { PQtransactionStatus(connection) == PQTRANS_INTRANS }

    /// Runs a script of any number of statements.
    package func run(_ script: String) throws(DatabaseError) {
        guard let result = PQexec(connection, script) else { throw lost }
        defer { PQclear(result) }
        let status = PQresultStatus(result)
        guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else {
            throw DatabaseError(result, in: script)
        }
    }

    /// Runs one statement and returns how many rows it changed.
    package func changedCount(_ statement: String) throws(DatabaseError) -> Int {
        guard let result = PQexec(connection, statement) else { throw lost }
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw DatabaseError(result) }
        return Int(String(cString: PQcmdTuples(result))) ?? 0
    }

    /// Runs one statement and returns its rows as text.
    @discardableResult
    package func rows(_ sql: String, _ values: [String] = []) throws(DatabaseError) -> [[String?]] {
        let texts = CStrings(values)
        guard
            let result = PQexecParams(
                connection, sql, Int32(values.count), nil, texts.pointers, nil, nil, 0)
        else { throw lost }
        defer { PQclear(result) }
        let status = PQresultStatus(result)
        guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else {
            throw DatabaseError(result)
        }
        return (0..<PQntuples(result)).map { row in
            (0..<PQnfields(result)).map { column in
                PQgetisnull(result, row, column) == 1
                    ? nil : String(cString: PQgetvalue(result, row, column))
            }
        }
    }

    /// The SCRAM verifier of a password, so that the password itself never reaches a server's log.
    func passwordVerifier(of password: String, for role: String) throws(DatabaseError) -> String {
        guard let verifier = PQencryptPasswordConn(connection, password, role, "scram-sha-256")
        else { throw DatabaseError(.other, connectionFault(connection)) }
        defer { PQfreemem(verifier) }
        return String(cString: verifier)
    }

    package func literal(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }
    package func identifier(_ name: String) -> String {
        "\"\(name.replacing("\"", with: "\"\""))\""
    }

    private var lost: DatabaseError { DatabaseError(.unavailable, connectionFault(connection)) }
}

extension DatabaseError {
    /// An error in a script, with the line where it is.
    fileprivate init(_ result: OpaquePointer, in script: String) {
        let error = DatabaseError(result)
        let position = PQresultErrorField(result, Int32(UInt8(ascii: "P")))
            .flatMap { Int(String(cString: $0)) }
        let line = position.map { script.prefix($0).count(where: \.isNewline) + 1 }
        self.init(
            error.kind, (line.map { "line \($0): " } ?? "") + error.message,
            sqlState: error.sqlState, constraint: error.constraint)
    }
}

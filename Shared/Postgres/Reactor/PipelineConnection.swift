import CLibpq
import DequeModule

/// One connection in pipeline mode, owned by the reactor's thread.
///
/// A unit goes out as `Parse… Bind Execute… Sync`. Between two Syncs the server makes one
/// transaction, so a unit is all or nothing, and a failure ends with its own unit.
final class PipelineConnection {
    /// The answer to one unit.
    struct Outcome {
        let id: Ticket.ID
        let result: Result<ResultSet, DatabaseError>
        /// The server did not know a prepared statement, or its plan no longer fits: nothing ran.
        let wasRefused: Bool
    }

    private struct Pending {
        /// Nil for our own housekeeping.
        let id: Ticket.ID?
        let statements: [SQL]
        let prepared: [String]
        let setsScope: Bool
        var last: ResultSet?
        var error: DatabaseError?
        var successCount = 0
    }

    private let connection: OpaquePointer
    private var cache: StatementCache
    private var scope = SettledScope()
    private var pending: Deque<Pending> = []
    /// Names that the server still holds and we no longer use.
    private var stale: [String] = []
    private(set) var wantsToWrite = false

    /// Takes over `handle`.
    init(_ handle: PostgresHandle, preparedStatementCountMax: Int) {
        connection = handle.connection
        cache = StatementCache(countMax: preparedStatementCountMax)
    }

    deinit { PQfinish(connection) }

    var socket: Int32 { PQsocket(connection) }
    var isIdle: Bool { pending.isEmpty }
    var canceller: OpaquePointer? { PQgetCancel(connection) }

    /// Queues a unit and sends what the socket takes; false when the connection is gone.
    func send(_ work: Work, as id: Ticket.ID) -> Bool {
        for name in stale {
            guard deallocate(name) else { return false }
        }
        stale = []
        var statements = work.statements
        var setsScope = false
        if let wanted = work.scope, scope.sending(wanted) {
            statements.insert(wanted.onConnection, at: 0)
            setsScope = true
        }
        var names: [String] = []
        var prepared: [String] = []
        for sql in statements {
            switch cache.used(sql.text) {
            case .ready(let name):
                names.append(name)
            case .prepare(let name, let dropped):
                if let dropped, !deallocate(dropped) { return false }
                guard prepare(sql, as: name) else { return false }
                names.append(name)
                prepared.append(sql.text)
            }
        }
        for (sql, name) in zip(statements, names) {
            guard execute(sql, named: name) else { return false }
        }
        pending.append(
            Pending(
                id: id, statements: statements, prepared: prepared, setsScope: setsScope))
        return PQpipelineSync(connection) == 1 && flush()
    }

    /// Sends what is left over; false when the connection is gone.
    func flush() -> Bool {
        let status = PQflush(connection)
        wantsToWrite = status == 1
        return status >= 0
    }

    /// Reads what has come and hands over each unit that is complete; false when the connection is
    /// gone. What came before the end is handed over first.
    func receive(_ deliver: (Outcome) -> Void) -> Bool {
        let isAlive = PQconsumeInput(connection) == 1
        var isAtEnd = false
        while !pending.isEmpty, PQisBusy(connection) == 0 {
            guard let result = PQgetResult(connection) else {
                // One NULL ends a statement's results; a second one says that nothing more comes.
                if isAtEnd { return false }
                isAtEnd = true
                continue
            }
            isAtEnd = false
            if PQresultStatus(result) == PGRES_PIPELINE_SYNC {
                PQclear(result)
                complete(deliver)
            } else {
                note(ResultSet(result), status: PQresultStatus(result), result)
            }
        }
        return isAlive && PQstatus(connection) == CONNECTION_OK
    }

    // MARK: - One statement

    private func prepare(_ sql: SQL, as name: String) -> Bool {
        PQsendPrepare(
            connection, name, sql.text, Int32(sql.parameters.count), sql.parameters.types) == 1
    }

    private func execute(_ sql: SQL, named name: String) -> Bool {
        let parameters = sql.parameters
        return parameters.bytes.withUnsafeBytes { bytes in
            var start = 0
            let values = parameters.lengths.map { length -> UnsafePointer<CChar>? in
                guard length >= 0 else { return nil }
                defer { start += Int(length) }
                return bytes.isEmpty
                    ? emptyValue
                    : bytes.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self)
            }
            let formats = [Int32](repeating: 1, count: values.count)
            return PQsendQueryPrepared(
                connection, name, Int32(values.count), values, parameters.lengths, formats, 1) == 1
        }
    }

    /// Frees a statement that fell out of the cache, as a unit of its own.
    private func deallocate(_ name: String) -> Bool {
        guard
            PQsendQueryParams(connection, "DEALLOCATE \(name)", 0, nil, nil, nil, nil, 1) == 1,
            PQpipelineSync(connection) == 1
        else { return false }
        pending.append(Pending(id: nil, statements: [], prepared: [], setsScope: false))
        return true
    }

    // MARK: - One answer

    private func note(_ results: ResultSet, status: ExecStatusType, _ result: OpaquePointer) {
        switch status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
            pending[0].successCount += 1
            pending[0].last = results
        case PGRES_PIPELINE_ABORTED:
            break
        default:
            if pending[0].error == nil { pending[0].error = DatabaseError(result) }
        }
    }

    private func complete(_ deliver: (Outcome) -> Void) {
        let unit = pending.removeFirst()
        if unit.setsScope { scope.answered(didSucceed: unit.error == nil) }
        let wasRefused = forgetRefused(unit)
        guard let id = unit.id else { return }
        let result: Result<ResultSet, DatabaseError>
        if let error = unit.error {
            result = .failure(error)
        } else if let last = unit.last {
            result = .success(last)
        } else {
            result = .failure(DatabaseError(.other, "the server answered without a result"))
        }
        deliver(Outcome(id: id, result: result, wasRefused: wasRefused))
    }

    /// Takes out of the cache what the server turned out not to have; true when the unit may be
    /// sent once more because none of it was run.
    private func forgetRefused(_ unit: Pending) -> Bool {
        guard let state = unit.error?.sqlState else { return false }
        for text in unit.prepared.dropFirst(unit.successCount) { cache.refused(text) }
        let isStale =
            state == SQLState.statementUnknown
            || state == SQLState.featureNotSupported && unit.prepared.isEmpty
        if isStale { stale += unit.statements.compactMap { cache.refused($0.text) } }
        return isStale
    }
}

/// libpq takes a null pointer for NULL, so an empty value needs an address.
///
/// `nonisolated(unsafe)`: it is never written.
private nonisolated(unsafe) let emptyValue: UnsafePointer<CChar> = {
    let value = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
    value.initialize(to: 0)
    return UnsafePointer(value)
}()

extension DatabaseError {
    /// What an error result says, without what it may tell of a customer.
    init(_ result: OpaquePointer) {
        func field(_ code: Character) -> String? {
            PQresultErrorField(result, Int32(code.asciiValue ?? 0)).map { String(cString: $0) }
        }
        guard let code = field("C") else {
            self.init(.unavailable, DatabaseError.connectionLost)
            return
        }
        let state = SQLState(code: code)
        let constraint = field("n")
        let place = [field("s"), field("t"), field("c") ?? constraint].compactMap(\.self)
        var message = state.hasNeutralMessage ? field("M") ?? "" : state.neutralMessage
        if !place.isEmpty { message += ": \(place.joined(separator: "."))" }
        self.init(state.kind, message, sqlState: code, constraint: constraint)
    }
}

import CLibpq
import DequeModule
import Glibc

/// One connection in pipeline mode, owned by the reactor's thread.
///
/// A unit goes out as `(Parse) Bind Execute… Sync`. Between two Syncs the server makes one
/// transaction, so a unit is all or nothing, and a failure ends with its own unit.
final class PipelineConnection {
    /// The answer to one unit.
    struct Outcome {
        let id: Ticket.ID
        let result: Result<ResultSet, DatabaseError>
        /// The server did not know a prepared statement, or its plan no longer fits: nothing ran.
        let wasRefused: Bool
        /// Its first statement was carried out.
        let hasRun: Bool
        /// Somebody, or a timeout, had the server stop it; it is undone.
        var wasStopped: Bool {
            if case .failure(let error) = result {
                error.sqlState == SQLState.stopped
            } else {
                false
            }
        }
    }

    private struct Pending {
        /// Nil for our own housekeeping.
        let id: Ticket.ID?
        let statements: [SQL]
        /// What the server does in turn: nil where it runs a statement, its text where it prepares one.
        let steps: [String?]
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
    /// What poll is to wait for.
    var events: Int16 { Int16(wantsToWrite ? POLLIN | POLLOUT : POLLIN) }
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
        let uses = statements.map { cache.used($0.text) }
        for case .prepare(_, let dropped?) in uses {
            guard deallocate(dropped) else { return false }
        }
        var steps: [String?] = []
        for (sql, use) in zip(statements, uses) {
            guard send(sql, use, noting: &steps) else { return false }
        }
        pending.append(
            Pending(id: id, statements: statements, steps: steps, setsScope: setsScope))
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

    /// Prepares a statement right before it is first run: BEGIN takes an isolation level only before
    /// anything else has been looked at.
    private func send(
        _ sql: SQL, _ use: StatementCache.Use, noting steps: inout [String?]
    ) -> Bool {
        if case .prepare(let name, _) = use {
            guard prepare(sql, as: name) else { return false }
            steps.append(sql.text)
        }
        steps.append(nil)
        return execute(sql, named: use.name)
    }

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
        pending.append(Pending(id: nil, statements: [], steps: [], setsScope: false))
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
        deliver(
            Outcome(
                id: id, result: result, wasRefused: wasRefused,
                hasRun: unit.successCount > unit.steps.firstIndex(of: nil) ?? 0))
    }

    /// Takes out of the cache what the server turned out not to have; true when the unit may be
    /// sent once more because none of it was run.
    private func forgetRefused(_ unit: Pending) -> Bool {
        guard let state = unit.error?.sqlState else { return false }
        for case let text? in unit.steps.dropFirst(unit.successCount) { cache.refused(text) }
        let isStale =
            state == SQLState.statementUnknown
            || state == SQLState.featureNotSupported && unit.steps.allSatisfy { $0 == nil }
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

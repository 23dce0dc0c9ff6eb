import CLibpq
import DequeModule
import Glibc

/// One connection in pipeline mode, owned by the reactor's thread.
///
/// A unit goes out as `(Parse) Bind Execute… Sync`. Between two Syncs the server makes one
/// transaction, so a unit is all or nothing, and a failure ends with its own unit.
///
/// Quick reads that are sent in one turn share a Sync (decision 0203): the server answers them with
/// one write. When one of them fails, the others are undone and sent again, each with its own.
final class PipelineConnection {
    /// Units between two Syncs: all of them wait for the last one's answer.
    static let sharedUnitCountMax = 16
    /// A brief read joins the one before it rather than wake another connection: two by two, so that
    /// the server and we still work at the same time.
    static let companionCountMax = 2

    /// The answer to one unit.
    struct Outcome {
        let id: Ticket.ID
        let result: Result<ResultSet, DatabaseError>
        /// The server did not know a prepared statement, or its plan no longer fits: nothing ran.
        let wasRefused: Bool
        /// Another unit before the same Sync failed; what this one did is gone.
        let wasUndone: Bool
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
        var statements: [SQL] = []
        /// What the server does in turn: nil where it runs a statement, its text where it prepares one.
        /// Empty when it prepares none.
        var steps: [String?] = []
        /// What it ran last, as prepared.
        var prepared: PreparedStatement?
        var setsScope = false
        var last: ResultSet?
        var error: DatabaseError?
        var successCount = 0
    }

    /// The units between two Syncs.
    private struct Batch {
        let unitCount: Int
        let sentAt: Duration
    }

    private let connection: OpaquePointer
    private var cache: StatementCache
    private var scope = SettledScope()
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    private var pending: Deque<Pending> = []
    /// What was sent and not answered, the oldest first; each has its Sync.
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    private var batches: Deque<Batch> = []
    /// The last units of `pending`, whose Sync is still to come.
    private var openUnitCount = 0
    /// The unit of the oldest batch whose results come next.
    private var current = 0
    private var lastAnswerAt = Duration.zero
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    private var binds = BindBuffer()
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

    /// What has become of a unit that was to be sent.
    enum Sending: Hashable, Sendable {
        case alone
        /// It shares a Sync, which comes at the end of the turn.
        case shared
        case connectionGone
    }

    /// Queues a unit and, unless it may share a Sync with the next, sends what the socket takes.
    func send(_ work: Work, as id: Ticket.ID, at now: Duration) -> Sending {
        while let name = stale.popLast() {
            guard deallocate(name, at: now) else { return .connectionGone }
        }
        var unit = Pending(id: id, statements: work.statements)
        if let wanted = work.scope, scope.sending(wanted) {
            unit.statements.insert(wanted.onConnection, at: 0)
            unit.setsScope = true
        }
        let uses = unit.statements.map { cache.used($0.text) }
        for use in uses {
            guard let dropped = use.dropped else { continue }
            guard deallocate(dropped, at: now) else { return .connectionGone }
        }
        let isShared =
            work.mayShareSync && !unit.setsScope && uses.allSatisfy { $0.statement.isQuick }
        guard isShared || sync(at: now), queue(&unit, uses) else { return .connectionGone }
        let mayWait = isShared && openUnitCount < Self.sharedUnitCountMax
        guard mayWait || sync(at: now) else { return .connectionGone }
        return isShared ? .shared : .alone
    }

    /// Leaves a unit without its Sync for the next write to the socket.
    private func queue(_ unit: inout Pending, _ uses: [StatementCache.Use]) -> Bool {
        let preparesAny = uses.contains { $0.isNew }
        for (sql, use) in zip(unit.statements, uses) {
            if use.isNew {
                guard prepare(sql, as: use.statement.name) else { return false }
                unit.steps.append(sql.text)
            }
            if preparesAny { unit.steps.append(nil) }
            guard execute(sql, named: use.statement.name) else { return false }
        }
        if !preparesAny { unit.prepared = uses.last?.statement }
        pending.append(unit)
        openUnitCount += 1
        return true
    }

    /// Whether `work` is a brief read that goes out with what this turn has sent already.
    func takesAlong(_ work: Work) -> Bool {
        guard (1..<Self.companionCountMax).contains(openUnitCount), work.mayShareSync,
            let wanted = work.scope, scope.isSettled(wanted)
        else { return false }
        return work.statements.allSatisfy { cache.statement($0.text)?.isBrief ?? false }
    }

    /// Has the server carry out what it was sent since the last Sync; false when the connection is
    /// gone.
    func sync(at now: Duration) -> Bool {
        guard openUnitCount > 0 else { return true }
        batches.append(Batch(unitCount: openUnitCount, sentAt: now))
        openUnitCount = 0
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
    func receive(at now: Duration, _ deliver: (Outcome) -> Void) -> Bool {
        let isAlive = PQconsumeInput(connection) == 1
        var isAtEnd = false
        while !pending.isEmpty, PQisBusy(connection) == 0 {
            guard let result = PQgetResult(connection) else {
                // One NULL ends a statement's results; a second one says that nothing more comes.
                if isAtEnd { return false }
                isAtEnd = true
                // Units that share a Sync have one statement each.
                if let batch = batches.first, current + 1 < batch.unitCount { current += 1 }
                continue
            }
            isAtEnd = false
            if PQresultStatus(result) == PGRES_PIPELINE_SYNC {
                PQclear(result)
                completeBatch(at: now, deliver)
            } else {
                note(ResultSet(result), status: PQresultStatus(result), result)
            }
        }
        return isAlive && PQstatus(connection) == CONNECTION_OK
    }

    // MARK: - One statement

    /// Prepares a statement right before it is first run: BEGIN takes an isolation level only before
    /// anything else has been looked at.
    private func prepare(_ sql: SQL, as name: String) -> Bool {
        PQsendPrepare(
            connection, name, sql.text, Int32(sql.parameters.count), sql.parameters.types) == 1
    }

    private func execute(_ sql: SQL, named name: String) -> Bool {
        sql.parameters.bytes.withUnsafeBytes { bytes in
            binds.fill(with: sql.parameters, at: bytes)
            return PQsendQueryPrepared(
                connection, name, Int32(sql.parameters.count), binds.values, binds.lengths,
                binds.formats, 1) == 1
        }
    }

    /// Frees a statement that fell out of the cache, as a unit of its own.
    private func deallocate(_ name: String, at now: Duration) -> Bool {
        guard sync(at: now),
            PQsendQueryParams(connection, "DEALLOCATE \(name)", 0, nil, nil, nil, nil, 1) == 1
        else { return false }
        pending.append(Pending(id: nil))
        openUnitCount += 1
        return sync(at: now)
    }

    // MARK: - One answer

    private func note(_ results: ResultSet, status: ExecStatusType, _ result: OpaquePointer) {
        switch status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
            pending[current].successCount += 1
            pending[current].last = results
        case PGRES_PIPELINE_ABORTED:
            break
        default:
            if pending[current].error == nil { pending[current].error = DatabaseError(result) }
        }
    }

    /// The server has come to a Sync: what was sent before it is done, or undone.
    private func completeBatch(at now: Duration, _ deliver: (Outcome) -> Void) {
        current = 0
        guard let batch = batches.popFirst() else {
            return assertionFailure("an answer to no Sync")
        }
        let time = (now - max(batch.sentAt, lastAnswerAt)) / batch.unitCount
        lastAnswerAt = now
        let hasFailed =
            batch.unitCount > 1 && pending.prefix(batch.unitCount).contains { $0.error != nil }
        for _ in 0..<batch.unitCount {
            let unit = pending.removeFirst()
            unit.prepared?.answered(within: time)
            complete(unit, wasUndone: hasFailed && unit.error == nil, deliver)
        }
    }

    private func complete(_ unit: Pending, wasUndone: Bool, _ deliver: (Outcome) -> Void) {
        if unit.setsScope { scope.answered(didSucceed: unit.error == nil) }
        let wasRefused = forgetRefused(unit)
        guard let id = unit.id else { return }
        let result: Result<ResultSet, DatabaseError>
        if let error = unit.error {
            result = .failure(error)
        } else if let last = unit.last {
            result = .success(last)
        } else if wasUndone {
            // It stood behind the failure and is sent again; nobody is told this.
            result = .failure(DatabaseError(.other, "another statement failed"))
        } else {
            result = .failure(DatabaseError(.other, "the server answered without a result"))
        }
        deliver(
            Outcome(
                id: id, result: result, wasRefused: wasRefused, wasUndone: wasUndone,
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

/// The values of a statement as libpq takes them, in room that is used again for the next.
private struct BindBuffer {
    private(set) var values: [UnsafePointer<CChar>?] = []
    private(set) var lengths: [Int32] = []
    /// All binary.
    private(set) var formats: [Int32] = []

    /// `bytes` are those of `parameters`, and stay where they are until the statement is sent.
    mutating func fill(with parameters: Parameters, at bytes: UnsafeRawBufferPointer) {
        values.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        var start = 0
        for length in parameters.lengths {
            lengths.append(length)
            guard length >= 0 else {
                values.append(nil)
                continue
            }
            let value = bytes.baseAddress?.advanced(by: start)
            values.append(value?.assumingMemoryBound(to: CChar.self) ?? emptyValue)
            start += Int(length)
        }
        while formats.count < lengths.count { formats.append(1) }
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

/// What the statements of a transaction see of others that commit meanwhile.
package enum TransactionMode: Hashable, Sendable {
    /// Each statement sees what was committed when it began.
    case readCommitted
    /// All of them see what was committed when the first began, and none may write: for what several
    /// statements read together.
    case snapshot

    var begin: SQL {
        switch self {
        case .readCommitted: "BEGIN"
        case .snapshot: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        }
    }
}

/// A transaction in progress on a connection of its own.
package struct Transaction: SQLSession {
    let database: Database
    let lease: Ticket.ID
    let announcements = PendingAnnouncements()

    package nonisolated(nonsending) func run(
        _ sql: SQL, isRepeatable: Bool
    ) async throws(DatabaseError) -> Answer {
        try database.check([sql])
        let ticket = database.ticket(for: .statement, isRepeatable: false)
        let result = await withTaskCancellationHandler {
            await submit([sql], ticket) { if Task.isCancelled { cancel(ticket) } }
        } onCancel: {
            cancel(ticket)
        }
        return Answer(results: try result.get())
    }

    private func cancel(_ ticket: Ticket) { database.loop.send(.cancel(ticket.id)) }

    package func announce(_ payload: String, on channel: String) {
        announcements.add(payload, on: channel)
    }

    /// Sees the rows of another scope from here on, such as when it applies events of many tenants.
    package func use(_ scope: Scope) async throws(DatabaseError) {
        _ = try await run(scope.inTransaction, isRepeatable: false)
    }

    /// Runs statements to their end, cancelled or not.
    func finish(_ statements: [SQL]) async -> Result<ResultSet, DatabaseError> {
        await submit(statements, database.ticket(for: .statement, isRepeatable: false))
    }

    private nonisolated(nonsending) func submit(
        _ statements: [SQL], _ ticket: Ticket, whenSent: () -> Void = {}
    ) async -> Result<ResultSet, DatabaseError> {
        await withUnsafeContinuation { continuation in
            let work = Work(statements: statements, caller: .answer(continuation))
            database.send(.submitInLease(work, ticket, lease: lease), for: work)
            whenSent()
        }
    }

    /// Has BEGIN sent in one unit with the first statement.
    func begin(_ scope: Scope, _ mode: TransactionMode) {
        database.loop.send(.beginLease([mode.begin, scope.inTransaction], lease: lease))
    }
}

extension Database {
    /// Runs `body` in one transaction of `mode` under `scope`: committed when it returns, rolled back when it
    /// throws or the task is cancelled.
    ///
    /// Throws `DatabaseError` with `mayHaveApplied` when the connection was lost while committing.
    @discardableResult
    package func withTransaction<Value>(
        _ scope: Scope, as mode: TransactionMode = .readCommitted,
        isolation: isolated (any Actor)? = #isolation,
        _ body: (Transaction) async throws -> Value
    ) async throws -> Value {
        let transaction = Transaction(database: self, lease: try await lease())
        transaction.begin(scope, mode)
        let value: Value
        do {
            value = try await body(transaction)
            try Task.checkCancellation()
        } catch {
            await rollBack(transaction)
            throw error is CancellationError ? DatabaseError.cancelled : error
        }
        try await commit(transaction)
        return value
    }

    private func lease() async throws(DatabaseError) -> Ticket.ID {
        let ticket = ticket(for: .connection, isRepeatable: true)
        let wait = queueWait()
        return try await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                let work = Work(statements: [], caller: .lease(continuation), wait: wait)
                send(.submit(work, ticket), for: work)
                if Task.isCancelled { loop.send(.cancel(ticket.id)) }
            }
        } onCancel: {
            loop.send(.cancel(ticket.id))
        }.get()
    }

    private func commit(_ transaction: Transaction) async throws(DatabaseError) {
        let result = await transaction.finish(["COMMIT"])
        let tag = (try? result.get())?.commandTag
        loop.send(.giveBack(lease: transaction.lease, isClean: tag != nil))
        // Also when nobody knows whether it was committed: to be told too often is harmless.
        localListeners.tell(transaction.announcements.all)
        _ = try result.get()
        guard tag == "COMMIT" else {
            throw DatabaseError(
                .other, "the transaction was rolled back because a statement in it had failed")
        }
        let announcements = transaction.announcements.all
        if !announcements.isEmpty { loop.send(.announce(announcements)) }
    }

    private func rollBack(_ transaction: Transaction) async {
        let result = await transaction.finish(["ROLLBACK"])
        let tag = (try? result.get())?.commandTag
        loop.send(.giveBack(lease: transaction.lease, isClean: tag == "ROLLBACK"))
    }
}

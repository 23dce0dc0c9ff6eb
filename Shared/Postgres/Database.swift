import Logging
import Synchronization

/// A pool of connections to one server, shared by every task of a process.
///
/// It connects as soon as it is made and again whenever the server comes back; until then callers
/// wait, as long as `queueTimeout`, and get `.unavailable`.
package final class Database: Sendable {
    /// Long enough for the statements that run, short enough for an orchestrator's patience.
    private static let drainTimeout = Duration.seconds(10)

    /// Told how many nanoseconds a task has waited for a connection.
    package typealias QueueMeter = @Sendable (Int64) -> Void

    package let configuration: DatabaseConfiguration
    /// Asked in the task that waits: who counts for it.
    private let meter: @Sendable () -> QueueMeter?
    let localListeners = LocalListeners()
    let loop: ReactorLoop
    private let start = ContinuousClock.now
    private let stopped: AsyncStream<Never>

    package init(
        _ configuration: DatabaseConfiguration, logger: Logger,
        meter: @escaping @Sendable () -> QueueMeter? = { nil }
    ) {
        self.configuration = configuration
        self.meter = meter
        let (stopped, stop) = AsyncStream.makeStream(of: Never.self)
        self.stopped = stopped
        loop = ReactorLoop(configuration, start: start, logger: logger)
        startThread { [loop] in
            loop.run()
            stop.finish()
        }
    }

    deinit { loop.send(.stop(within: .zero)) }

    /// Serves until the task is cancelled, then finishes what has begun and closes.
    package func run() async throws {
        await withTaskCancellationHandler {
            // A cancelled task's `for await` would end at once: the wait is a task of its own.
            await Task { [stopped] in for await _ in stopped {} }.value
        } onCancel: {
            loop.send(.stop(within: Self.drainTimeout))
        }
    }

    /// Statements that see the rows of `scope` only; each waits `patience` for a connection, or the
    /// pool's `queueTimeout` when that is shorter.
    package func scoped(
        to scope: Scope, patience: Duration? = nil
    ) -> ScopedDatabase {
        ScopedDatabase(database: self, scope: scope, patience: patience)
    }

    /// Runs tasks on the thread that talks to the server: one that queries a lot is spared two
    /// hand-overs between threads per statement. What computes for long holds up the whole pool.
    package var executor: any TaskExecutor { loop }

    /// One round trip to the server, to see whether it answers.
    package func ping() async throws(DatabaseError) {
        _ = try await submit(["SELECT 1"], isRepeatable: true)
    }

    /// Runs `statements` as one unit on any connection, under `scope` where one is given, and
    /// returns the last one's answer.
    nonisolated(nonsending) func submit(
        _ statements: [SQL], under scope: Scope? = nil, isRepeatable: Bool,
        patience: Duration? = nil
    ) async throws(DatabaseError) -> ResultSet {
        try check(statements)
        let ticket = ticket(for: .statement, isRepeatable: isRepeatable, patience: patience)
        let wait = queueWait()
        return try await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                let work = Work(
                    statements: statements, scope: scope, caller: .answer(continuation), wait: wait,
                    mayShareSync: isRepeatable && statements.count == 1)
                send(.submit(work, ticket), for: work)
                if Task.isCancelled { loop.send(.cancel(ticket.id)) }
            }
        } onCancel: {
            loop.send(.cancel(ticket.id))
        }.get()
    }

    /// The wait that begins now.
    func queueWait() -> QueueWait? {
        meter().map { QueueWait(since: ContinuousClock.now - start, told: $0) }
    }

    /// Hands a message to the reactor, or tells the caller that there is none any more.
    func send(_ message: Message, for work: Work) {
        guard !loop.send(message) else { return }
        work.caller.fail(DatabaseError(.unavailable, "the pool has stopped"))
    }

    func ticket(
        for need: Ticket.Need, isRepeatable: Bool, patience: Duration? = nil
    ) -> Ticket {
        let queueTimeout = configuration.queueTimeout
        return Ticket(
            id: loop.inbox.nextID(), need: need,
            deadline: ContinuousClock.now - start + min(patience ?? queueTimeout, queueTimeout),
            isRepeatable: isRepeatable)
    }

    func check(_ statements: [SQL]) throws(DatabaseError) {
        for sql in statements where sql.parameters.count > Parameters.countMax {
            throw DatabaseError(
                .invalidStatement,
                """
                \(sql.parameters.count) values in one statement, \(Parameters.countMax) at most: \
                bind arrays and unnest them
                """)
        }
    }
}

/// A pool whose every statement runs under one scope, set in the same round trip where the
/// connection has another.
package struct ScopedDatabase: SQLSession {
    let database: Database
    let scope: Scope
    let patience: Duration?

    package nonisolated(nonsending) func run(
        _ sql: SQL, isRepeatable: Bool
    ) async throws(DatabaseError) -> Answer {
        Answer(
            results: try await database.submit(
                [sql], under: scope, isRepeatable: isRepeatable, patience: patience))
    }

    package func announce(_ payload: String, on channel: String) {
        var announcements = Announcements()
        announcements.add(payload, on: channel)
        database.localListeners.tell(announcements)
        database.loop.send(.announce(announcements))
    }
}

extension Database {
    /// What is notified on `channel` from now on, over reconnects.
    ///
    /// An empty payload says that the connection is new: notifications may have been missed, so
    /// look for yourself. Unread ones beyond 64 are dropped, the oldest first, and an empty payload
    /// comes after them.
    package func listen(to channel: String) -> AsyncStream<String> {
        AsyncStream(bufferingPolicy: .bufferingNewest(64)) { continuation in
            let id = loop.inbox.nextID()
            continuation.onTermination = { [loop] _ in loop.send(.unlisten(id)) }
            let listener = Listener(channel: channel, continuation: continuation)
            if !loop.send(.listen(id, listener)) { continuation.finish() }
        }
    }
}

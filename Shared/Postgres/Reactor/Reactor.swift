import CLibpq
import DequeModule
import Glibc
import Identifiers
import Logging

/// Carries out what the pool's machine decides: owns every connection of a pool, sends, receives and
/// resumes the tasks that wait. One thread at a time has its turn at it.
final class Reactor {
    /// The thread looks around at least this often. No answer is due sooner after it was asked for,
    /// so that sending a statement does not shorten the wait.
    private static let waitMax = Duration.seconds(5)

    private struct Beginning {
        let statements: [SQL]
        /// The unit that takes them along.
        var opener: Ticket.ID?
        var held: [Ticket] = []
    }

    private let configuration: DatabaseConfiguration
    private let inbox: Inbox
    private let logger: Logger
    private let connector: Connector
    private let start: ContinuousClock.Instant
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    private var machine: PoolMachine
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    private var connections: [PipelineConnection?]
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    private var works: [Ticket.ID: Work] = [:]
    /// Transactions that the server has not yet begun.
    private var beginnings: [Ticket.ID: Beginning] = [:]
    private var listening: Listening
    /// What is to be announced while an earlier announcement is under way.
    private var announcements = Announcements()
    private var isAnnouncing = false
    /// Why the last attempt to connect failed, for those who wait in vain.
    private var lastFault: DatabaseError?
    private var backlog: Deque<PoolMachine.Action> = []
    private var isPerforming = false
    private var hasStarted = false
    private var isFinished = false
    /// What the thread of the pool waits for; nil while it has its turn.
    private var waitedFor: [pollfd] = []
    private var waitEnd: Duration?
    /// When the turn began.
    private var now = Duration.zero
    /// Where the last unit went that shares a Sync still to come.
    private var lastShared: PoolMachine.Slot?
    /// Room for the messages of a turn.
    private var messages: [Message] = []

    init(
        _ configuration: DatabaseConfiguration, inbox: Inbox, start: ContinuousClock.Instant,
        logger: Logger
    ) {
        self.configuration = configuration
        self.inbox = inbox
        self.start = start
        self.logger = logger
        connector = Connector(configuration: configuration)
        machine = PoolMachine(
            limits: PoolMachine.Limits(
                connectionCountMax: configuration.connectionCountMax,
                pipelineDepthMax: configuration.pipelineDepthMax,
                queueCountMax: configuration.queueCountMax,
                answerTimeout: configuration.answerTimeout))
        connections = Array(repeating: nil, count: configuration.connectionCountMax)
        listening = Listening(connector: connector, inbox: inbox, logger: logger)
    }

    private var jitter: Double { Double.random(in: 0..<1) }

    // MARK: - Turns

    /// Does what the messages ask for that have come.
    func handleMessages() {
        inbox.takeMessages(into: &messages)
        guard !messages.isEmpty else { return }
        now = ContinuousClock.now - start
        messages.forEach(handle)
        messages.removeAll(keepingCapacity: true)
        sync()
    }

    /// Reads what has come on `sockets`, as poll has filled them.
    func socketsReady(_ sockets: [pollfd]) {
        waitEnd = nil
        now = ContinuousClock.now - start
        for socket in sockets.dropFirst() where socket.revents != 0 {
            if socket.fd == listening.socket { listening.receive(at: now, jitter: jitter) }
            for slot in connections.indices where connections[slot]?.socket == socket.fd {
                isReady(slot)
            }
        }
    }

    /// Does what is due and tells how many milliseconds to wait for `sockets`; nil when the reactor
    /// has finished.
    func nextWait(_ sockets: inout [pollfd]) -> Int32? {
        now = ContinuousClock.now - start
        if !hasStarted { perform(machine.started(at: now)) }
        hasStarted = true
        if let deadline = machine.nextDeadline(at: now), deadline <= now {
            perform(machine.timePassed(to: now, jitter: jitter))
        }
        listening.timePassed(to: now)
        sync()
        guard !isFinished else { return nil }
        noteSockets()
        sockets.removeAll(keepingCapacity: true)
        sockets += waitedFor
        let waitEnd = min(nextDeadline(at: now) ?? .seconds(3_600), now + Self.waitMax)
        self.waitEnd = waitEnd
        // Rounded up, so that the thread never wakes before its deadline and spins.
        let left = max(.zero, waitEnd - now)
        return Int32(clamping: (left.microseconds + 999) / 1_000)
    }

    /// The thread waits for the wrong sockets by now, or too long.
    var hasOutgrownItsWait: Bool {
        guard let waitEnd else { return false }
        if isFinished { return true }
        if let deadline = nextDeadline(at: now), deadline < waitEnd { return true }
        // Every statement comes by here, so nothing is allocated.
        guard waitedFor.count > 1, waitedFor[1].fd == listening.socket else { return true }
        var place = 2
        for case let connection? in connections {
            guard place < waitedFor.count, waitedFor[place].fd == connection.socket,
                waitedFor[place].events == connection.events
            else { return true }
            place += 1
        }
        return place != waitedFor.count
    }

    private func nextDeadline(at now: Duration) -> Duration? {
        guard let first = machine.nextDeadline(at: now) else { return listening.nextDeadline }
        return min(first, listening.nextDeadline ?? first)
    }

    private func noteSockets() {
        waitedFor.removeAll(keepingCapacity: true)
        waitedFor.append(pollfd(fd: inbox.alarm.read, events: Int16(POLLIN), revents: 0))
        waitedFor.append(pollfd(fd: listening.socket, events: Int16(POLLIN), revents: 0))
        for case let connection? in connections {
            waitedFor.append(pollfd(fd: connection.socket, events: connection.events, revents: 0))
        }
    }

    /// Has the servers carry out what they were sent in this turn.
    private func sync() {
        lastShared = nil
        for slot in connections.indices {
            guard let connection = connections[slot] else { continue }
            if !connection.sync(at: now) { lost(slot) }
        }
    }

    // MARK: - Messages

    private func handle(_ message: Message) {
        switch message {
        case .submit(let work, let ticket):
            works[ticket.id] = work
            let companion = lastShared.flatMap { slot in
                connections[slot]?.takesAlong(work) == true ? slot : nil
            }
            perform(machine.submitted(ticket, besideThoseOf: companion, at: now))
        case .submitInLease(let work, let ticket, let lease):
            submit(work, ticket, in: lease)
        case .beginLease(let statements, let lease):
            beginnings[lease] = Beginning(statements: statements)
        case .giveBack(let lease, let isClean):
            beginnings[lease] = nil
            perform(machine.returned(lease, isClean: isClean, at: now))
        case .cancel(let id):
            perform(machine.cancelled(id, at: now))
        case .interrupted(let slot, let number):
            perform(machine.interrupted(slot, number, at: now))
        case .connected(let purpose, let result):
            connected(purpose, result)
        case .announce(let more):
            announcements.add(more)
            announce()
        case .listen(let id, let listener):
            listening.add(id, listener)
        case .unlisten(let id):
            listening.remove(id)
        case .stop(let patience):
            perform(machine.stopRequested(deadline: now + patience, at: now))
        }
    }

    /// The first statement of a transaction takes BEGIN along; those after it wait until it has begun,
    /// or they would run without one.
    private func submit(_ work: Work, _ ticket: Ticket, in lease: Ticket.ID) {
        works[ticket.id] = work
        if let beginning = beginnings[lease] {
            guard beginning.opener == nil else {
                beginnings[lease]?.held.append(ticket)
                return
            }
            beginnings[lease]?.opener = ticket.id
            works[ticket.id]?.statements.insert(contentsOf: beginning.statements, at: 0)
        }
        perform(machine.submitted(ticket, in: lease, at: now))
    }

    /// If this unit was to begin a transaction, lets go what waited for it; without BEGIN the
    /// connection is of no use.
    private func noteBeginning(_ outcome: PipelineConnection.Outcome, on slot: PoolMachine.Slot) {
        let lease = beginnings.first { $0.value.opener == outcome.id }?.key
        guard let lease, let beginning = beginnings.removeValue(forKey: lease) else { return }
        if case .failure = outcome.result, !outcome.hasRun { lost(slot) }
        release(beginning.held, of: lease)
    }

    /// What waits for a transaction whose connection is gone learns that it is.
    private func releaseOrphans() {
        for (lease, beginning) in beginnings where machine.slotOfLease[lease] == nil {
            beginnings[lease] = nil
            release(beginning.held, of: lease)
        }
    }

    private func release(_ held: [Ticket], of lease: Ticket.ID) {
        for ticket in held { perform(machine.submitted(ticket, in: lease, at: now)) }
    }

    private func connected(_ purpose: Purpose, _ result: Result<PostgresHandle, DatabaseError>) {
        guard case .pool(let slot) = purpose else {
            return listening.connected(result, at: now, jitter: jitter)
        }
        switch result {
        case .success(let handle):
            if lastFault != nil { logger.info("database is back", metadata: place) }
            lastFault = nil
            connections[slot] = PipelineConnection(
                handle, preparedStatementCountMax: configuration.preparedStatementCountMax)
            perform(machine.opened(slot, at: now))
        case .failure(let error):
            if lastFault == nil {
                logger.warning(
                    "database is away: \(error.message)", metadata: place)
            }
            lastFault = error
            perform(machine.openFailed(slot, at: now, jitter: jitter))
        }
    }

    func refuse(_ message: Message) {
        switch message {
        case .submit(let work, _), .submitInLease(let work, _, _):
            work.caller.fail(error(for: .stopped))
        case .connected(_, .success(let handle)): PQfinish(handle.connection)
        case .listen(_, let listener): listener.continuation.finish()
        case .connected, .beginLease, .giveBack, .announce, .cancel, .interrupted, .unlisten,
            .stop:
            break
        }
    }

    // MARK: - Actions

    /// Carries out actions in the order in which the machine decided on them.
    ///
    /// An action may bring on another event, such as a loss while sending; what follows from that
    /// comes after what was decided before, or answers would be taken for one another's.
    private func perform(_ actions: [PoolMachine.Action]) {
        backlog += actions
        guard !isPerforming else { return }
        isPerforming = true
        while let action = backlog.popFirst() {
            switch action {
            case .open(let slot): connector.open(for: .pool(slot), to: inbox)
            case .close(let slot): connections[slot] = nil
            case .send(let id, let slot): send(id, to: slot)
            case .lend(let id, _): lend(id)
            case .fail(let id, let failure): answer(id, .failure(error(for: failure)))
            case .interrupt(let slot, let number): interrupt(slot, number)
            case .finish: finish()
            }
        }
        isPerforming = false
        if !beginnings.isEmpty { releaseOrphans() }
    }

    private func send(_ id: Ticket.ID, to slot: PoolMachine.Slot) {
        guard let work = works[id], let connection = connections[slot] else { return }
        if let wait = work.wait {
            wait.ended(at: now)
            works[id]?.wait = nil
        }
        switch connection.send(work, as: id, at: now) {
        case .alone: break
        case .shared:
            machine.shared(id, on: slot)
            lastShared = slot
        case .connectionGone: lost(slot)
        }
    }

    private func lend(_ id: Ticket.ID) {
        let work = works.removeValue(forKey: id)
        guard case .lease(let continuation)? = work?.caller else {
            return perform(machine.returned(id, isClean: true, at: now))
        }
        work?.wait?.ended(at: now)
        continuation.resume(returning: .success(id))
    }

    private func answered(_ outcome: PipelineConnection.Outcome, on slot: PoolMachine.Slot) {
        if outcome.wasUndone { works[outcome.id]?.mayShareSync = false }
        let (id, actions) = machine.answered(
            slot, wasRefused: outcome.wasRefused, wasStopped: outcome.wasStopped,
            wasUndone: outcome.wasUndone, at: now)
        assert(id == nil || id == outcome.id, "an answer for another's question")
        if let id { answer(id, outcome.result) }
        perform(actions)
        if !beginnings.isEmpty { noteBeginning(outcome, on: slot) }
    }

    private func answer(_ id: Ticket.ID, _ result: Result<ResultSet, DatabaseError>) {
        let work = works.removeValue(forKey: id)
        // It gave up in the queue.
        work?.wait?.ended(at: now)
        switch (work?.caller, result) {
        case (.answer(let continuation), _): continuation.resume(returning: result)
        case (.lease(let continuation), .failure(let error)):
            continuation.resume(returning: .failure(error))
        case (.announcer, _):
            isAnnouncing = false
            announce()
        case (.lease, .success), (nil, _): break
        }
    }

    /// Tells listeners what there is, one statement at a time, so that a burst becomes few.
    private func announce() {
        guard !isAnnouncing, !announcements.isEmpty else { return }
        isAnnouncing = true
        let ticket = Ticket(
            id: inbox.nextID(), need: .statement, deadline: now + configuration.queueTimeout,
            isRepeatable: true)
        works[ticket.id] = Work(statements: [announcements.statement], caller: .announcer)
        announcements = Announcements()
        perform(machine.submitted(ticket, at: now))
    }

    private func lost(_ slot: PoolMachine.Slot) {
        guard connections[slot] != nil else { return }
        connections[slot] = nil
        logger.notice("database connection lost", metadata: place)
        perform(machine.lost(slot, at: now, jitter: jitter))
    }

    /// Asks the server to stop a statement, on a thread of its own because libpq opens a connection
    /// for it and blocks.
    private func interrupt(_ slot: PoolMachine.Slot, _ number: Int) {
        guard let canceller = connections[slot]?.canceller else {
            return perform(machine.interrupted(slot, number, at: now))
        }
        let handle = PostgresHandle(connection: canceller)
        startThread { [inbox] in
            var message: [CChar] = Array(repeating: 0, count: 256)
            PQcancel(handle.connection, &message, 256)
            PQfreeCancel(handle.connection)
            if case .refused = inbox.add(.interrupted(slot, number)) { return }
            inbox.wake()
        }
    }

    private func finish() {
        isFinished = true
        listening.finish()
        for work in works.values { work.caller.fail(error(for: .stopped)) }
        works = [:]
    }

    // MARK: - Sockets

    private func isReady(_ slot: PoolMachine.Slot) {
        guard let connection = connections[slot] else { return }
        // Delivering an answer may close this connection and others; `connection` keeps it alive,
        // and what it has read besides is nobody's by then.
        let isAlive = connection.receive(at: now) { outcome in
            if connections[slot] === connection { answered(outcome, on: slot) }
        }
        guard connections[slot] === connection else { return }
        if !isAlive || connection.wantsToWrite && !connection.flush() { lost(slot) }
    }

    // MARK: - Words

    private var place: Logger.Metadata { ["database": "\(configuration)"] }

    private func error(for failure: PoolMachine.Failure) -> DatabaseError {
        let limits = configuration
        return switch failure {
        case .queueFull:
            DatabaseError(
                .overloaded,
                "\(limits.queueCountMax) statements wait already (queueCountMax): send fewer at once"
            )
        case .waitedTooLong:
            DatabaseError(
                .overloaded,
                """
                none of \(limits.connectionCountMax) connections was free within \
                \(limits.queueTimeout) (queueTimeout): shorten transactions or allow more connections
                """)
        case .serverAway:
            DatabaseError(
                .unavailable,
                lastFault?.message ?? "no connection within \(limits.queueTimeout) (queueTimeout)")
        case .connectionLost:
            DatabaseError(.unavailable, DatabaseError.connectionLost, mayHaveApplied: true)
        case .leaseLost:
            DatabaseError(.unavailable, "the transaction's connection was lost: it is rolled back")
        case .cancelled: .cancelled
        case .stopped: DatabaseError(.unavailable, "the pool has stopped")
        }
    }
}

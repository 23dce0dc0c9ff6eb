import DequeModule

/// Decides which connection does what: opens, sends, lends, repeats, gives up.
///
///     closed ──demand──▶ opening ──opened──▶ shared ◀──returned── lent
///        ▲                  │failed            │  └─drained, reserved─▲
///        └──────────────────┴───────lost───────┴──────────────────────┘
///
/// A shared connection carries the units of many tasks in one pipeline; a lent one serves one
/// transaction. Times are counted from the pool's start. Bad events: a result for an empty pipeline
/// is our bug (assert); the loss of a closed connection and the cancelling of finished work are
/// late but legal (ignored).
struct PoolMachine: Sendable {
    typealias Slot = Int

    /// A statement that nobody waits for may run this long: most end sooner than the request to stop
    /// them, which takes a connection of its own, would arrive.
    static let interruptionDelay = Duration.milliseconds(20)

    enum Action: Hashable, Sendable {
        case open(Slot)
        case close(Slot)
        case send(Ticket.ID, Slot)
        case lend(Ticket.ID, Slot)
        case fail(Ticket.ID, Failure)
        /// Ask the server to stop what the connection is running; the request has a number.
        case interrupt(Slot, Int)
        /// The pool has stopped and nothing is left in it.
        case finish
    }

    enum Failure: Hashable, Sendable {
        case queueFull
        case waitedTooLong
        case serverAway
        case connectionLost
        case leaseLost
        case cancelled
        case stopped
    }

    struct Limits: Hashable, Sendable {
        var connectionCountMax: Int
        var pipelineDepthMax: Int
        var queueCountMax: Int
        /// The longest wait for the next answer of a connection; nil waits for ever.
        var answerTimeout: Duration?
    }

    struct Connection: Hashable, Sendable {
        enum Phase: Hashable, Sendable {
            case closed
            case opening
            case shared
            /// Takes no more work, so that the transaction that waits for it starts soon.
            case reserved(Ticket)
            case lent(Ticket.ID)
        }

        var phase = Phase.closed
        var inFlight: Deque<Ticket> = []
        var openedAt = Duration.zero
        /// Since when the oldest unit in flight has been the oldest.
        var oldestSince = Duration.zero
        /// The request to stop a statement that is on its way to the server.
        var interruption: Int?

        var isReserved: Bool {
            if case .reserved = phase { true } else { false }
        }
    }

    let limits: Limits
    private(set) var connections: [Connection]
    private(set) var queue: Deque<Ticket> = []
    /// Nothing in the queue has waited long enough before.
    private var earliestInQueue: Duration?
    private var interruptionCount = 0
    private(set) var slotOfLease: [Ticket.ID: Slot] = [:]
    private(set) var backoff = Backoff()
    private(set) var retryAt = Duration.zero
    /// A connection was lost and none was opened since: one goes ahead to see.
    private(set) var isScouting = false
    private(set) var stopDeadline: Duration?
    private(set) var isFinished = false

    init(limits: Limits) {
        self.limits = limits
        connections = Array(repeating: Connection(), count: limits.connectionCountMax)
    }
}

// MARK: - What callers do

extension PoolMachine {
    /// The pool starts: one connection is opened before anybody asks.
    mutating func started(at now: Duration) -> [Action] { next(at: now) }

    /// A task wants a statement run, or a connection of its own; a statement had best go where
    /// `companion` says, if that one is free to take it.
    mutating func submitted(
        _ ticket: Ticket, besideThoseOf companion: Slot? = nil, at now: Duration
    ) -> [Action] {
        guard stopDeadline == nil else { return [.fail(ticket.id, .stopped)] }
        if let slot = companion, queue.isEmpty, ticket.need == .statement,
            connections[slot].phase == .shared, hasRoom(slot)
        {
            return [send(ticket, to: slot, at: now)]
        }
        guard queue.count < limits.queueCountMax else { return [.fail(ticket.id, .queueFull)] }
        queue.append(ticket)
        earliestInQueue = min(earliestInQueue ?? ticket.deadline, ticket.deadline)
        return next(at: now)
    }

    /// A transaction wants a statement run on its connection.
    mutating func submitted(_ ticket: Ticket, in lease: Ticket.ID, at now: Duration) -> [Action] {
        guard let slot = slotOfLease[lease] else { return [.fail(ticket.id, .leaseLost)] }
        return [send(ticket, to: slot, at: now)]
    }

    /// A transaction has ended; `isClean` when the server said so.
    mutating func returned(_ lease: Ticket.ID, isClean: Bool, at now: Duration) -> [Action] {
        guard let slot = slotOfLease.removeValue(forKey: lease) else { return [] }
        guard isClean, connections[slot].inFlight.isEmpty else {
            connections[slot].phase = .shared
            return [.close(slot)] + drop(slot, at: now) + next(at: now)
        }
        connections[slot].phase = .shared
        return next(at: now)
    }

    /// The task that submitted `id` no longer wants it.
    mutating func cancelled(_ id: Ticket.ID, at now: Duration) -> [Action] {
        if let place = queue.firstIndex(where: { $0.id == id }) {
            queue.remove(at: place)
            return [.fail(id, .cancelled)] + next(at: now)
        }
        for slot in connections.indices {
            if case .reserved(let ticket) = connections[slot].phase, ticket.id == id {
                connections[slot].phase = .shared
                return [.fail(id, .cancelled)] + next(at: now)
            }
            guard let place = connections[slot].inFlight.firstIndex(where: { $0.id == id }) else {
                continue
            }
            connections[slot].inFlight[place].isRepeatable = false
            connections[slot].inFlight[place].mayBePreparedAgain = false
            connections[slot].inFlight[place].isAbandoned = true
            return [.fail(id, .cancelled)] + interruptions(at: now)
        }
        return []
    }

    /// The request to stop a statement of `slot` has reached the server, or failed to.
    mutating func interrupted(_ slot: Slot, _ number: Int, at now: Duration) -> [Action] {
        guard connections[slot].interruption == number else { return [] }
        connections[slot].interruption = nil
        return interruptions(at: now) + next(at: now)
    }

    /// No more work comes; what is there has until `deadline`.
    mutating func stopRequested(deadline: Duration, at now: Duration) -> [Action] {
        stopDeadline = min(deadline, stopDeadline ?? deadline)
        return next(at: now)
    }
}

// MARK: - What connections do

extension PoolMachine {
    mutating func opened(_ slot: Slot, at now: Duration) -> [Action] {
        guard connections[slot].phase == .opening, !isFinished else { return [.close(slot)] }
        backoff.succeeded()
        isScouting = false
        retryAt = now
        connections[slot] = Connection(phase: .shared, openedAt: now)
        return next(at: now)
    }

    mutating func openFailed(_ slot: Slot, at now: Duration, jitter: Double) -> [Action] {
        connections[slot] = Connection()
        retryAt = now + backoff.failed(jitter: jitter)
        return next(at: now)
    }

    /// A unit was sent that is answered together with those before and after it that share as well.
    mutating func shared(_ id: Ticket.ID, on slot: Slot) {
        let place = connections[slot].inFlight.lastIndex { $0.id == id }
        guard let place else { return assertionFailure("a unit shares that was not sent") }
        connections[slot].inFlight[place].sharesSync = true
    }

    /// The oldest unit of `slot` has its answer; `wasRefused` when the server did not know its
    /// prepared statement and ran nothing, `wasStopped` when it was stopped half-way and undone,
    /// `wasUndone` when it was undone because another failed.
    /// Returns whom to tell, nil when it is sent once more.
    mutating func answered(
        _ slot: Slot, wasRefused: Bool = false, wasStopped: Bool = false, wasUndone: Bool = false,
        at now: Duration
    ) -> (id: Ticket.ID?, actions: [Action]) {
        guard var ticket = connections[slot].inFlight.popFirst() else {
            assertionFailure("an answer to nothing")
            return (nil, [])
        }
        connections[slot].oldestSince = now
        let mayPrepareAgain = wasRefused && ticket.mayBePreparedAgain
        let isInnocent = wasUndone || wasStopped && ticket.mayBeStoppedByMistake
        guard mayPrepareAgain || isInnocent && !ticket.isAbandoned, !isLent(slot) else {
            return (ticket.id, next(at: now))
        }
        if mayPrepareAgain { ticket.mayBePreparedAgain = false }
        ticket.mayBeStoppedByMistake = false
        requeue(ticket)
        return (nil, next(at: now))
    }

    /// The connection is gone; reads that were in flight are repeated, all else fails.
    mutating func lost(_ slot: Slot, at now: Duration, jitter: Double) -> [Action] {
        guard connections[slot].phase != .closed else { return [] }
        isScouting = true
        if !backoff.hasFailed { retryAt = now + Backoff.first * jitter }
        return drop(slot, at: now) + next(at: now)
    }

    /// Time has passed: what has waited too long fails, a silent connection is given up.
    mutating func timePassed(to now: Duration, jitter: Double) -> [Action] {
        var actions: [Action] = []
        for slot in connections.indices {
            if let deadline = answerDeadline(of: slot), deadline <= now {
                actions += [.close(slot)] + lost(slot, at: now, jitter: jitter)
            }
        }
        let failure = hasOpenConnection ? Failure.waitedTooLong : .serverAway
        for slot in connections.indices {
            if case .reserved(let ticket) = connections[slot].phase, ticket.deadline <= now {
                connections[slot].phase = .shared
                actions.append(.fail(ticket.id, failure))
            }
        }
        if let earliestInQueue, earliestInQueue <= now {
            for ticket in queue where ticket.deadline <= now {
                actions.append(.fail(ticket.id, failure))
            }
            queue.removeAll { $0.deadline <= now }
            self.earliestInQueue = queue.lazy.map(\.deadline).min()
        }
        if let stopDeadline, stopDeadline <= now { actions += giveUp(at: now) }
        return actions + interruptions(at: now) + next(at: now)
    }

    /// When `timePassed` has something to do; nil when only events bring work.
    func nextDeadline(at now: Duration) -> Duration? {
        var earliest: Duration?
        func consider(_ deadline: Duration?) {
            guard let deadline else { return }
            earliest = min(earliest ?? deadline, deadline)
        }
        if !queue.isEmpty { consider(earliestInQueue) }
        consider(stopDeadline)
        for slot in connections.indices {
            if case .reserved(let ticket) = connections[slot].phase { consider(ticket.deadline) }
            consider(answerDeadline(of: slot))
            consider(interruptionDue(of: slot))
        }
        if wantsConnection(at: now) { consider(retryAt) }
        return earliest
    }
}

// MARK: - Rules

extension PoolMachine {
    var hasOpenConnection: Bool {
        connections.contains { $0.phase != .closed && $0.phase != .opening }
    }

    /// Serves the queue in order, then opens what is missing, then sees whether it is over.
    private mutating func next(at now: Duration) -> [Action] {
        guard !isFinished else { return [] }
        var actions: [Action] = []
        serving: while let ticket = queue.first {
            switch ticket.need {
            case .statement:
                guard let slot = leastBusy(openedAfter: ticket.lostAt ?? .zero), hasRoom(slot)
                else {
                    break serving
                }
                actions.append(send(queue.removeFirst(), to: slot, at: now))
            case .connection:
                guard let slot = leastBusy() else { break serving }
                connections[slot].phase = .reserved(queue.removeFirst())
            }
        }
        for slot in connections.indices { lendIfDrained(slot, into: &actions) }
        while wantsConnection(at: now), retryAt <= now, let slot = firstClosed() {
            connections[slot].phase = .opening
            actions.append(.open(slot))
        }
        finishIfDrained(into: &actions)
        return actions
    }

    private mutating func send(_ ticket: Ticket, to slot: Slot, at now: Duration) -> Action {
        var ticket = ticket
        ticket.mayBeStoppedByMistake = connections[slot].interruption != nil
        ticket.sharesSync = false
        if connections[slot].inFlight.isEmpty { connections[slot].oldestSince = now }
        connections[slot].inFlight.append(ticket)
        return .send(ticket.id, slot)
    }

    /// Stops statements that run for nobody. The request may come late and meet the next one, which
    /// is undone and sent again.
    private mutating func interruptions(at now: Duration) -> [Action] {
        var actions: [Action] = []
        for slot in connections.indices {
            guard let due = interruptionDue(of: slot), due <= now else { continue }
            interruptionCount += 1
            connections[slot].interruption = interruptionCount
            for place in connections[slot].inFlight.indices {
                connections[slot].inFlight[place].mayBeStoppedByMistake = true
            }
            actions.append(.interrupt(slot, interruptionCount))
        }
        return actions
    }

    /// When the server is asked to stop what `slot` runs; nil when somebody waits for it. Which of
    /// those that share a Sync runs, nobody can tell.
    private func interruptionDue(of slot: Slot) -> Duration? {
        guard connections[slot].interruption == nil,
            let oldest = connections[slot].inFlight.first,
            oldest.isAbandoned
                || oldest.sharesSync
                    && connections[slot].inFlight.prefix(while: \.sharesSync).contains(
                        where: \.isAbandoned)
        else { return nil }
        return connections[slot].oldestSince + Self.interruptionDelay
    }

    /// A request to stop a statement that comes late must not meet a transaction's.
    private mutating func lendIfDrained(_ slot: Slot, into actions: inout [Action]) {
        guard case .reserved(let ticket) = connections[slot].phase,
            connections[slot].inFlight.isEmpty, connections[slot].interruption == nil
        else { return }
        connections[slot].phase = .lent(ticket.id)
        slotOfLease[ticket.id] = slot
        actions.append(.lend(ticket.id, slot))
    }

    /// The shared connection with the shortest pipeline.
    private func leastBusy(openedAfter time: Duration = .zero) -> Slot? {
        var best: Slot?
        for slot in connections.indices
        where connections[slot].phase == .shared && connections[slot].openedAt >= time {
            guard let leader = best else {
                best = slot
                continue
            }
            if connections[slot].inFlight.count < connections[leader].inFlight.count { best = slot }
        }
        return best
    }

    private func hasRoom(_ slot: Slot) -> Bool {
        connections[slot].inFlight.count < limits.pipelineDepthMax
    }

    private func isLent(_ slot: Slot) -> Bool {
        if case .lent = connections[slot].phase { true } else { false }
    }

    private func firstClosed() -> Slot? {
        connections.firstIndex { $0.phase == .closed }
    }

    /// One connection is always wanted, one more when all are busy, and one for each that waits;
    /// while the server is away one attempt at a time is enough.
    private func wantsConnection(at now: Duration) -> Bool {
        guard stopDeadline == nil || !queue.isEmpty, firstClosed() != nil else { return false }
        let opening = connections.count { $0.phase == .opening }
        guard !backoff.hasFailed, !isScouting else {
            return opening == 0 && (!queue.isEmpty || !hasOpenConnection)
        }
        var waiting = queue.count
        var isOneIdle = false
        for connection in connections {
            if connection.isReserved { waiting += 1 }
            if connection.phase == .shared, connection.inFlight.isEmpty { isOneIdle = true }
        }
        return opening < max(waiting, isOneIdle ? 0 : 1)
    }

    /// Takes everything off a connection that is gone.
    private mutating func drop(_ slot: Slot, at now: Duration) -> [Action] {
        let connection = connections[slot]
        connections[slot] = Connection()
        var isLent = false
        if case .lent(let lease) = connection.phase {
            isLent = true
            slotOfLease[lease] = nil
        }
        if case .reserved(let ticket) = connection.phase { requeue(ticket) }
        var actions: [Action] = []
        for var ticket in connection.inFlight {
            if ticket.isRepeatable, !isLent {
                ticket.isRepeatable = false
                ticket.lostAt = now
                requeue(ticket)
            } else {
                actions.append(.fail(ticket.id, .connectionLost))
            }
        }
        return actions
    }

    /// Puts a ticket back among those that wait, the earliest deadline first. O(queue) at worst.
    private mutating func requeue(_ ticket: Ticket) {
        earliestInQueue = min(earliestInQueue ?? ticket.deadline, ticket.deadline)
        queue.insert(ticket, at: queue.firstIndex { $0.deadline > ticket.deadline } ?? queue.count)
    }

    private func answerDeadline(of slot: Slot) -> Duration? {
        guard let answerTimeout = limits.answerTimeout, !connections[slot].inFlight.isEmpty else {
            return nil
        }
        return connections[slot].oldestSince + answerTimeout
    }

    /// The time to drain is over.
    private mutating func giveUp(at now: Duration) -> [Action] {
        var actions: [Action] = []
        for slot in connections.indices where isOpen(slot) {
            connections[slot].inFlight.indices.forEach {
                connections[slot].inFlight[$0].isRepeatable = false
            }
            actions += [.close(slot)] + drop(slot, at: now)
        }
        actions += queue.map { .fail($0.id, .stopped) }
        queue = []
        return actions
    }

    private func isOpen(_ slot: Slot) -> Bool {
        connections[slot].phase != .closed && connections[slot].phase != .opening
    }

    private mutating func finishIfDrained(into actions: inout [Action]) {
        guard stopDeadline != nil, queue.isEmpty, slotOfLease.isEmpty,
            connections.allSatisfy({ $0.inFlight.isEmpty && !$0.isReserved })
        else { return }
        isFinished = true
        actions += connections.indices.filter(isOpen).map { .close($0) } + [.finish]
    }
}

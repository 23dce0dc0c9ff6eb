import Identifiers

@testable import Postgres

/// A random walk over a pool with a world that checks each action as it comes.
struct PoolWalk {
    private var random: SplitMix64
    private var pool = PoolMachine(limits: limits(connectionCountMax: 3))
    private var now = Duration.zero
    private var lastID: Ticket.ID = 0
    private var tickets: [Ticket.ID: Ticket] = [:]
    private var sendCounts: [Ticket.ID: Int] = [:]
    private var leaseOf: [Ticket.ID: Ticket.ID] = [:]
    private var opening: Set<Int> = []
    private var open: [Int: [Ticket.ID]] = [:]
    private var lent: [Ticket.ID: Int] = [:]
    private var isFinished = false
    /// The requests to stop a statement that are under way, also to connections that are gone.
    private var interruptions: [(slot: Int, number: Int)] = []
    /// The connections that such a request may still meet.
    private var stopping: [Int: Int] = [:]
    private var stopCounts: [Ticket.ID: Int] = [:]
    private var sharing: Set<Ticket.ID> = []
    private var undone: Set<Ticket.ID> = []
    private(set) var fates: [Ticket.ID: String] = [:]
    private(set) var faults: [String] = []
    var ticketCount: Int { tickets.count }

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
        perform(pool.started(at: now))
    }

    mutating func step() {
        now += .milliseconds(Int.random(in: 0...300, using: &random))
        let jitter = Double.random(in: 0..<1, using: &random)
        switch Int.random(in: 0..<13, using: &random) {
        case 0...3: submit()
        case 4: submitInLease()
        case 5:
            if let slot = opening.sorted().randomElement(using: &random) { settle(slot, jitter) }
        case 6, 7: answer(wasRefused: Int.random(in: 0..<8, using: &random) == 0)
        case 8:
            if let slot = open.keys.sorted().randomElement(using: &random) { lose(slot, jitter) }
        case 9: giveBack()
        case 10:
            if lastID > 0 {
                perform(pool.cancelled(.random(in: 1...lastID, using: &random), at: now))
            }
        case 11:
            if !interruptions.isEmpty {
                let (slot, number) = interruptions.removeFirst()
                if stopping[slot] == number { stopping[slot] = nil }
                perform(pool.interrupted(slot, number, at: now))
            }
        default: passTime(jitter)
        }
    }

    mutating func stopAndDrain() {
        perform(pool.stopRequested(deadline: now + .seconds(10), at: now))
        for _ in 0..<2_000 where !isFinished {
            now += .milliseconds(100)
            for slot in opening.sorted() { settle(slot, 0) }
            answer(wasRefused: false)
            passTime(0)
        }
        if !isFinished { faults.append("it never finished") }
    }

    // MARK: - Events

    private mutating func submit() {
        let ticket = ticket(Bool.random(using: &random) ? .statement : .connection)
        perform(pool.submitted(ticket, at: now))
    }

    private mutating func submitInLease() {
        guard let lease = lent.keys.sorted().randomElement(using: &random) else { return }
        var ticket = ticket(.statement)
        ticket.isRepeatable = false
        tickets[ticket.id] = ticket
        leaseOf[ticket.id] = lease
        perform(pool.submitted(ticket, in: lease, at: now))
    }

    private mutating func ticket(_ need: Ticket.Need) -> Ticket {
        lastID += 1
        let ticket = Ticket(
            id: lastID, need: need, deadline: now + .seconds(5),
            isRepeatable: Bool.random(using: &random))
        tickets[lastID] = ticket
        return ticket
    }

    private mutating func settle(_ slot: Int, _ jitter: Double) {
        opening.remove(slot)
        guard Int.random(in: 0..<3, using: &random) > 0 else {
            return perform(pool.openFailed(slot, at: now, jitter: jitter))
        }
        open[slot] = []
        perform(pool.opened(slot, at: now))
    }

    private mutating func answer(wasRefused: Bool) {
        guard let slot = open.keys.sorted().first(where: { open[$0]?.isEmpty == false }) else {
            return
        }
        let expected = open[slot]?.removeFirst()
        let wasStopped = stopping[slot] != nil && Bool.random(using: &random)
        if wasStopped, let expected { stopCounts[expected, default: 0] += 1 }
        // Only what shares a Sync is undone with another, and then it no longer shares.
        let wasUndone =
            !wasStopped && expected.map { sharing.remove($0) != nil } == true
            && Bool.random(using: &random)
        if wasUndone, let expected { undone.insert(expected) }
        let (id, actions) = pool.answered(
            slot, wasRefused: wasRefused, wasStopped: wasStopped, wasUndone: wasUndone, at: now)
        if let id {
            if id != expected { faults.append("\(id) was answered for \(expected ?? 0)") }
            if fates[id] == nil { fates[id] = "answered" }
        }
        perform(actions)
    }

    private mutating func lose(_ slot: Int, _ jitter: Double) {
        open[slot] = nil
        stopping[slot] = nil
        lent = lent.filter { $0.value != slot }
        perform(pool.lost(slot, at: now, jitter: jitter))
    }

    private mutating func giveBack() {
        guard let lease = lent.keys.sorted().randomElement(using: &random) else { return }
        lent[lease] = nil
        perform(pool.returned(lease, isClean: Bool.random(using: &random), at: now))
    }

    private mutating func passTime(_ jitter: Double) {
        perform(pool.timePassed(to: now, jitter: jitter))
        if let deadline = pool.nextDeadline(at: now), deadline <= now, !isFinished {
            faults.append("time stands still at \(now)")
        }
    }

    // MARK: - Actions

    private mutating func perform(_ actions: [PoolMachine.Action]) {
        for action in actions {
            switch action {
            case .open(let slot):
                if !opening.insert(slot).inserted || open[slot] != nil {
                    faults.append("opened twice")
                }
            case .close(let slot):
                open[slot] = nil
                stopping[slot] = nil
                lent = lent.filter { $0.value != slot }
            case .send(let id, let slot): send(id, to: slot)
            case .lend(let id, let slot):
                if lent.values.contains(slot) { faults.append("lent twice") }
                if open[slot]?.isEmpty != true { faults.append("lent while in use") }
                if stopping[slot] != nil { faults.append("lent while a request to stop comes") }
                lent[id] = slot
                settle(id, "lent")
            case .fail(let id, let failure): settle(id, "\(failure)")
            case .interrupt(let slot, let number):
                if stopping.updateValue(number, forKey: slot) != nil {
                    faults.append("interrupted twice")
                }
                interruptions.append((slot, number))
            case .finish: isFinished = true
            }
        }
    }

    private mutating func send(_ id: Ticket.ID, to slot: Int) {
        if open[slot] == nil { faults.append("\(id) was sent to a closed connection") }
        open[slot, default: []].append(id)
        sendCounts[id, default: 0] += 1
        let isLent = lent.values.contains(slot)
        if isLent != (leaseOf[id] != nil) { faults.append("\(id) was sent to the wrong kind") }
        if !isLent, open[slot, default: []].count > pool.limits.pipelineDepthMax {
            faults.append("a pipeline is too deep")
        }
        let isRepeatable = tickets[id]?.isRepeatable == true
        if isRepeatable, !isLent, !undone.contains(id), Bool.random(using: &random) {
            pool.shared(id, on: slot)
            sharing.insert(id)
        }
        let sendCountMax =
            (isRepeatable ? 3 : 2) + stopCounts[id, default: 0] + (undone.contains(id) ? 1 : 0)
        if sendCounts[id, default: 0] > sendCountMax { faults.append("\(id) was sent too often") }
    }

    private mutating func settle(_ id: Ticket.ID, _ fate: String) {
        if let earlier = fates[id], earlier != "cancelled" {
            faults.append("\(id) was \(earlier) and \(fate)")
        }
        if fates[id] == nil { fates[id] = fate }
    }
}

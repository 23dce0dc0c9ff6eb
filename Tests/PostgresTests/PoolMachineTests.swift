import Testing

@testable import Postgres

/// Fates of tickets under every order of events.
struct PoolMachineTests {
    @Test(arguments: UInt64(0)..<256)
    func `every ticket meets one fate, and none is sent where it must not be`(seed: UInt64) {
        var walk = PoolWalk(seed: seed)
        for _ in 0..<400 { walk.step() }
        walk.stopAndDrain()
        #expect(walk.faults == [], "seed \(seed)")
        #expect(walk.fates.count == walk.ticketCount, "seed \(seed)")
    }

    @Test func `a read in flight is repeated once, a write never`() {
        var pool = openPool(connectionCountMax: 1)
        let read = Ticket(id: 1, need: .statement, deadline: .seconds(5), isRepeatable: true)
        let write = Ticket(id: 2, need: .statement, deadline: .seconds(5), isRepeatable: false)
        #expect(pool.submitted(read, at: .zero) == [.send(1, 0)])
        #expect(pool.submitted(write, at: .zero) == [.send(2, 0)])
        let lost = pool.lost(0, at: .zero, jitter: 0)
        #expect(lost == [.fail(2, .connectionLost), .open(0)])
        #expect(pool.opened(0, at: .seconds(1)) == [.send(1, 0)])
        #expect(pool.lost(0, at: .seconds(1), jitter: 0) == [.fail(1, .connectionLost), .open(0)])
    }

    @Test func `a repeat waits for a connection that was opened after the loss`() {
        var pool = openPool(connectionCountMax: 2)
        let read = Ticket(id: 1, need: .statement, deadline: .seconds(5), isRepeatable: true)
        #expect(pool.submitted(read, at: .zero) == [.send(1, 0), .open(1)])
        #expect(pool.opened(1, at: .zero) == [])
        #expect(pool.lost(0, at: .seconds(1), jitter: 0) == [.open(0)])
        #expect(pool.opened(0, at: .seconds(2)) == [.send(1, 0)])
    }

    @Test func `a connection is lent when its pipeline has drained`() {
        var pool = openPool(connectionCountMax: 1)
        let statement = Ticket(id: 1, need: .statement, deadline: .seconds(5), isRepeatable: true)
        let lease = Ticket(id: 2, need: .connection, deadline: .seconds(5), isRepeatable: true)
        let late = Ticket(id: 3, need: .statement, deadline: .seconds(5), isRepeatable: true)
        #expect(pool.submitted(statement, at: .zero) == [.send(1, 0)])
        #expect(pool.submitted(lease, at: .zero) == [])
        #expect(pool.submitted(late, at: .zero) == [])
        let (id, actions) = pool.answered(0, at: .zero)
        #expect(id == 1 && actions == [.lend(2, 0)])
        #expect(pool.returned(2, isClean: true, at: .zero) == [.send(3, 0)])
    }

    @Test func `a server that is away is tried one connection at a time, ever more slowly`() {
        var pool = PoolMachine(limits: limits(connectionCountMax: 4))
        #expect(pool.started(at: .zero) == [.open(0)])
        var now = Duration.zero
        var waits: [Duration] = []
        for _ in 0..<10 {
            #expect(pool.openFailed(0, at: now, jitter: 0.5) == [])
            let retry = pool.nextDeadline(at: now) ?? .zero
            waits.append(retry - now)
            now = retry
            #expect(pool.timePassed(to: now, jitter: 0) == [.open(0)])
        }
        #expect(zip(waits, waits.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(waits.allSatisfy { $0 <= Backoff.longest })
    }

    @Test(arguments: [0.1, 0.5, 0.9])
    func `after an outage one connection goes ahead, and the rest follow when it is there`(
        jitter: Double
    ) {
        var pool = openPool(connectionCountMax: 4)
        for slot in 1..<4 { _ = pool.opened(slot, at: .zero) }
        for id in UInt64(1)...4 {
            let ticket = Ticket(id: id, need: .statement, deadline: .seconds(5), isRepeatable: true)
            _ = pool.submitted(ticket, at: .zero)
        }
        for slot in 0..<4 { #expect(pool.lost(slot, at: .zero, jitter: jitter) == []) }
        let retry = pool.nextDeadline(at: .zero) ?? .zero
        #expect(retry > .zero && retry <= Backoff.first)
        #expect(pool.timePassed(to: retry, jitter: 0) == [.open(0)])
        #expect(pool.timePassed(to: retry, jitter: 0) == [])
        let opened = pool.opened(0, at: retry)
        #expect(opened.count { if case .open = $0 { true } else { false } } >= 1)
        #expect(opened.count { if case .send = $0 { true } else { false } } == 4)
    }

    @Test func `what nobody waits for is stopped, and whom that hits by mistake is sent again`() {
        var pool = openPool(connectionCountMax: 1)
        for id in UInt64(1)...3 {
            let ticket = Ticket(
                id: id, need: .statement, deadline: .seconds(5), isRepeatable: false)
            #expect(pool.submitted(ticket, at: .zero) == [.send(id, 0)])
        }
        #expect(pool.cancelled(2, at: .zero) == [.fail(2, .cancelled)])
        #expect(pool.answered(0, at: .seconds(1)).actions == [])
        let due = Duration.seconds(1) + PoolMachine.interruptionDelay
        #expect(pool.nextDeadline(at: .seconds(1)) == due)
        #expect(pool.timePassed(to: due, jitter: 0) == [.interrupt(0, 1)])
        // The second ended by itself; the request met the third.
        #expect(pool.answered(0, at: due).id == 2)
        let (id, actions) = pool.answered(0, wasStopped: true, at: due)
        #expect(id == nil && actions == [.send(3, 0)])
        #expect(pool.interrupted(0, 1, at: due) == [])
        #expect(pool.answered(0, wasStopped: true, at: due).id == nil, "it may still be under way")
        #expect(pool.answered(0, wasStopped: true, at: due).id == 3, "a timeout")
    }

    @Test func `who waits too long is told which limit it met`() {
        var pool = openPool(connectionCountMax: 1)
        let lease = Ticket(id: 1, need: .connection, deadline: .seconds(5), isRepeatable: true)
        let next = Ticket(id: 2, need: .statement, deadline: .seconds(5), isRepeatable: true)
        #expect(pool.submitted(lease, at: .zero) == [.lend(1, 0)])
        #expect(pool.submitted(next, at: .zero) == [])
        #expect(pool.timePassed(to: .seconds(5), jitter: 0) == [.fail(2, .waitedTooLong)])
    }

    @Test func `who waits less is told in time, also behind others`() {
        var pool = openPool(connectionCountMax: 1)
        let lease = Ticket(id: 1, need: .connection, deadline: .seconds(9), isRepeatable: true)
        #expect(pool.submitted(lease, at: .zero) == [.lend(1, 0)])
        for (id, seconds) in [(UInt64(2), 5), (3, 1)] {
            let ticket = Ticket(
                id: id, need: .statement, deadline: .seconds(seconds), isRepeatable: true)
            #expect(pool.submitted(ticket, at: .zero) == [])
        }
        #expect(pool.nextDeadline(at: .zero) == .seconds(1))
        #expect(pool.timePassed(to: .seconds(1), jitter: 0) == [.fail(3, .waitedTooLong)])
        #expect(pool.nextDeadline(at: .seconds(1)) == .seconds(5))
    }

    @Test func `no transaction starts where a request to stop something may still come`() {
        var pool = openPool(connectionCountMax: 1)
        let statement = Ticket(
            id: 1, need: .statement, deadline: .seconds(5), isRepeatable: false)
        let lease = Ticket(id: 2, need: .connection, deadline: .seconds(5), isRepeatable: true)
        #expect(pool.submitted(statement, at: .zero) == [.send(1, 0)])
        #expect(pool.cancelled(1, at: .zero) == [.fail(1, .cancelled)])
        let due = PoolMachine.interruptionDelay
        #expect(pool.timePassed(to: due, jitter: 0) == [.interrupt(0, 1)])
        #expect(pool.submitted(lease, at: due) == [])
        #expect(pool.answered(0, at: due).actions == [])
        #expect(pool.interrupted(0, 7, at: due) == [], "a request of a connection before")
        #expect(pool.interrupted(0, 1, at: due) == [.lend(2, 0)])
    }

    @Test func `a connection that stays silent is given up`() {
        var pool = openPool(connectionCountMax: 1)
        let write = Ticket(id: 1, need: .statement, deadline: .seconds(5), isRepeatable: false)
        #expect(pool.submitted(write, at: .zero) == [.send(1, 0)])
        #expect(pool.nextDeadline(at: .zero) == .seconds(25))
        let actions = pool.timePassed(to: .seconds(25), jitter: 0)
        #expect(actions == [.close(0), .fail(1, .connectionLost), .open(0)])
    }

    @Test func `a full queue refuses`() {
        var pool = PoolMachine(limits: limits(connectionCountMax: 1))
        for id in UInt64(1)...8 {
            let ticket = Ticket(id: id, need: .statement, deadline: .seconds(5), isRepeatable: true)
            #expect(pool.submitted(ticket, at: .zero).contains(.fail(id, .queueFull)) == false)
        }
        let ticket = Ticket(id: 9, need: .statement, deadline: .seconds(5), isRepeatable: true)
        #expect(pool.submitted(ticket, at: .zero) == [.fail(9, .queueFull)])
    }

    @Test
    func `what was undone with another's failure is sent again, and what is not wanted is not`() {
        var pool = openPool(connectionCountMax: 1)
        for id in UInt64(1)...3 {
            let ticket = Ticket(id: id, need: .statement, deadline: .seconds(5), isRepeatable: true)
            #expect(pool.submitted(ticket, at: .zero) == [.send(id, 0)])
            pool.shared(id, on: 0)
        }
        #expect(pool.cancelled(2, at: .zero) == [.fail(2, .cancelled)])
        let first = pool.answered(0, wasUndone: true, at: .zero)
        #expect(first.id == nil && first.actions == [.send(1, 0)])
        let second = pool.answered(0, wasUndone: true, at: .zero)
        #expect(second.id == 2 && second.actions == [])
        let third = pool.answered(0, at: .zero)
        #expect(third.id == 3 && third.actions == [])
    }

    @Test func `a cancelled statement that shares a Sync is stopped wherever it stands`() {
        var pool = openPool(connectionCountMax: 1)
        for id in UInt64(1)...2 {
            let ticket = Ticket(id: id, need: .statement, deadline: .seconds(5), isRepeatable: true)
            _ = pool.submitted(ticket, at: .zero)
            pool.shared(id, on: 0)
        }
        #expect(pool.cancelled(2, at: .zero) == [.fail(2, .cancelled)])
        let due = pool.nextDeadline(at: .zero)
        #expect(due == PoolMachine.interruptionDelay)
        #expect(pool.timePassed(to: PoolMachine.interruptionDelay, jitter: 0) == [.interrupt(0, 1)])
    }

    @Test func `the least recently used statement makes room`() {
        var cache = StatementCache(countMax: 2)
        #expect(cache.used("a").isNew)
        #expect(cache.used("b").isNew)
        #expect(!cache.used("a").isNew)
        let third = cache.used("c")
        #expect(third.isNew && third.statement.name == "s4" && third.dropped == "s2")
        #expect(cache.refused("a") == "s1")
        let again = cache.used("a")
        #expect(again.isNew && again.statement.name == "s5" && again.dropped == nil)
    }

    private func openPool(connectionCountMax: Int) -> PoolMachine {
        var pool = PoolMachine(limits: limits(connectionCountMax: connectionCountMax))
        _ = pool.started(at: .zero)
        _ = pool.opened(0, at: .zero)
        return pool
    }
}

func limits(connectionCountMax: Int) -> PoolMachine.Limits {
    PoolMachine.Limits(
        connectionCountMax: connectionCountMax, pipelineDepthMax: 4, queueCountMax: 8,
        answerTimeout: .seconds(25))
}

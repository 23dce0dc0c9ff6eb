import Identifiers
import Testing

@testable import Runtime

/// How a batch is applied when some of its events, or the moment, are bad.
struct DeliveryMachineTests {
    @Test func aBatchWithoutFaultIsOneTransaction() {
        var machine = DeliveryMachine(count: 3)
        #expect(machine.begun() == .apply(0..<3))
        #expect(machine.applied() == .finish)
    }

    @Test func anEventThatNeverGoesIsSetAsideAfterAllTriesAndTheRestGoesTogether() {
        var machine = DeliveryMachine(count: 4)
        #expect(machine.begun() == .apply(0..<4))
        #expect(machine.failed(isTransient: false) == .apply(0..<1))
        #expect(machine.applied() == .apply(1..<2))
        var wait = DeliveryMachine.firstWait
        for _ in 1..<DeliveryMachine.tryLimit {
            #expect(machine.failed(isTransient: false) == .wait(wait))
            #expect(machine.waited() == .apply(1..<2))
            wait *= 2
        }
        #expect(
            machine.failed(isTransient: false) == .setAside(1, tries: DeliveryMachine.tryLimit))
        #expect(machine.applied() == .apply(2..<4))
        #expect(machine.applied() == .finish)
    }

    @Test func aTransientFaultIsNeverCountedAsATry() {
        var machine = DeliveryMachine(count: 1)
        #expect(machine.begun() == .apply(0..<1))
        #expect(machine.failed(isTransient: false) == .wait(DeliveryMachine.firstWait))
        #expect(machine.waited() == .apply(0..<1))
        #expect(machine.failed(isTransient: true) == .interrupt)
        #expect(machine.waited() == .interrupt)
    }

    @Test func anEventThatCannotEvenBeSetAsideComesAgain() {
        var machine = DeliveryMachine(count: 1)
        _ = machine.begun()
        for _ in 1..<DeliveryMachine.tryLimit {
            _ = machine.failed(isTransient: false)
            _ = machine.waited()
        }
        #expect(
            machine.failed(isTransient: false) == .setAside(0, tries: DeliveryMachine.tryLimit))
        #expect(machine.failed(isTransient: false) == .interrupt)
    }

    /// Random poison, faults that pass and interruptions: whatever happens, each event of the log is
    /// applied once or set aside once, in order, and good events are never set aside.
    @Test(arguments: UInt64(0)..<200)
    func everyEventIsAppliedOnceOrSetAsideOnce(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let log = (0..<60).map { _ in Int.random(in: 0..<8, using: &generator) == 0 }
        var outcome: [(event: Int, isSetAside: Bool)] = []
        while outcome.count < log.count {
            let first = outcome.count
            let count = min(Int.random(in: 1...20, using: &generator), log.count - first)
            var machine = DeliveryMachine(count: count)
            var action = machine.begun()
            var steps = 0
            while action != .finish, action != .interrupt {
                steps += 1
                #expect(steps < 400, "seed \(seed): a batch does not end")
                let isInterrupted = Int.random(in: 0..<40, using: &generator) == 0
                switch action {
                case .apply(let range):
                    if isInterrupted {
                        action = machine.failed(isTransient: true)
                    } else if range.contains(where: { log[first + $0] }) {
                        action = machine.failed(isTransient: false)
                    } else {
                        outcome += range.map { (first + $0, false) }
                        action = machine.applied()
                    }
                case .setAside(let place, _):
                    if isInterrupted {
                        action = machine.failed(isTransient: true)
                    } else {
                        outcome.append((first + place, true))
                        action = machine.applied()
                    }
                case .wait: action = machine.waited()
                case .finish, .interrupt: break
                }
            }
        }
        #expect(outcome.map(\.event) == Array(0..<log.count), "seed \(seed)")
        #expect(outcome.map(\.isSetAside) == log, "seed \(seed)")
    }
}

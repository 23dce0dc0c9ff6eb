import Identifiers
import Testing

@testable import Cache

/// What a cache keeps and forgets, without tasks and clocks.
struct CacheMachineTests {
    typealias Machine = CacheMachine<String, String, Int>

    private func machine(entries: Int = 3, bytes: Int = 100) -> Machine {
        Machine(
            CacheLimits(
                entryCountMax: entries, byteCountMax: bytes, lifetime: .seconds(10),
                absenceLifetime: .seconds(1)))
    }

    /// Asks and loads in one go.
    private func keep(
        _ key: String, _ value: Int?, bytes: Int = 1, tags: [String] = [], at now: Int = 0,
        in machine: inout Machine
    ) {
        guard case .load(let id) = machine.requested(key, tags: tags, at: .seconds(now)) else {
            Issue.record("\(key) is known already")
            return
        }
        machine.loaded(id, value, byteCount: bytes, at: .seconds(now))
    }

    private func isKnown(_ key: String, at now: Int = 0, in machine: inout Machine) -> Bool {
        if case .hit = machine.requested(key, tags: [], at: .seconds(now)) { true } else { false }
    }

    @Test func theLeastRecentlyUsedGoesFirstByCount() {
        var machine = machine()
        for key in ["a", "b", "c"] { keep(key, 1, in: &machine) }
        let isRead = isKnown("a", in: &machine)
        #expect(isRead)
        keep("d", 1, in: &machine)
        let known = ["a", "b", "c", "d"].filter { isKnown($0, in: &machine) }
        #expect(known == ["a", "c", "d"])
        #expect(machine.evictionCount == 1)
    }

    @Test func bytesAreBoundedAndAValueBeyondAllBoundsIsNotKept() {
        var machine = machine(entries: 10)
        keep("a", 1, bytes: 60, in: &machine)
        keep("b", 1, bytes: 50, in: &machine)
        #expect(machine.byteCount == 50)
        keep("c", 1, bytes: 101, in: &machine)
        #expect(machine.byteCount == 50)
        let known = ["a", "b", "c"].filter { isKnown($0, in: &machine) }
        #expect(known == ["b"])
    }

    @Test func valuesAndAbsencesAgeEachInTheirOwnTime() {
        var machine = machine()
        keep("value", 1, in: &machine)
        keep("none", nil, in: &machine)
        var known = [isKnown("none", in: &machine), isKnown("value", at: 9, in: &machine)]
        #expect(known == [true, true])
        known = [isKnown("none", at: 1, in: &machine), isKnown("value", at: 10, in: &machine)]
        #expect(known == [false, false])
    }

    @Test func whoAsksWhileOneLoadsJoinsAndAFaultIsNotKept() {
        var machine = machine()
        guard case .load(let id) = machine.requested("a", tags: [], at: .zero),
            case .join(let other) = machine.requested("a", tags: [], at: .zero)
        else {
            Issue.record("the second does not join the first")
            return
        }
        #expect(id == other)
        machine.failed(id)
        let isKept = isKnown("a", in: &machine)
        #expect(!isKept)
    }

    @Test func aLoadThatAnInvalidationOvertakesIsNotKeptAndNotJoined() {
        var machine = machine()
        guard case .load(let old) = machine.requested("a", tags: ["t"], at: .zero) else { return }
        machine.invalidated("t")
        guard case .load(let new) = machine.requested("a", tags: ["t"], at: .zero) else {
            Issue.record("who asks after the change joins a load from before it")
            return
        }
        let isOldKept = machine.loaded(old, 1, byteCount: 1, at: .zero)
        let isNewKept = machine.loaded(new, 2, byteCount: 1, at: .zero)
        #expect(!isOldKept && isNewKept)
        guard case .hit(2) = machine.requested("a", tags: ["t"], at: .zero) else {
            Issue.record("the new value is not kept")
            return
        }
    }

    /// Against a model that keeps versions: whatever happens in whatever order, nobody who asks after
    /// a change is given what was read before it, and the bounds hold.
    @Test(arguments: UInt64(0)..<200)
    func nobodyIsGivenAValueFromBeforeAChange(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var machine = machine(entries: 4, bytes: 40)
        var versions = [Int](repeating: 0, count: 6)
        var loads: [(id: Machine.LoadID, key: Int, read: Int)] = []
        var now = Duration.zero
        for step in 0..<400 {
            now += .milliseconds(Int.random(in: 0...400, using: &generator))
            let key = Int.random(in: 0..<6, using: &generator)
            switch Int.random(in: 0..<10, using: &generator) {
            case 0..<5:
                switch machine.requested("\(key)", tags: ["tag\(key % 3)"], at: now) {
                case .hit(let value):
                    #expect(value == versions[key], "seed \(seed), step \(step)")
                case .join(let id):
                    let load = loads.first { $0.id == id }
                    #expect(load?.read == versions[key], "seed \(seed), step \(step)")
                case .load(let id): loads.append((id, key, versions[key]))
                }
            case 5..<8 where !loads.isEmpty:
                let load = loads.remove(at: Int.random(in: 0..<loads.count, using: &generator))
                if Int.random(in: 0..<5, using: &generator) == 0 {
                    machine.failed(load.id)
                } else {
                    let size = Int.random(in: 1...20, using: &generator)
                    machine.loaded(load.id, load.read, byteCount: size, at: now)
                }
            default:
                for other in 0..<6 where other % 3 == key % 3 { versions[other] += 1 }
                machine.invalidated("tag\(key % 3)")
            }
            #expect(machine.entryCount <= 4 && machine.byteCount <= 40, "seed \(seed)")
        }
    }
}

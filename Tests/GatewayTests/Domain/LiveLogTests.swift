import GatewayDomain
import Identifiers
import Testing

@Suite struct LiveLogTests {
    typealias Log = LiveLog<Int>

    private let everybody = Audience(tenant: harbor, agent: nil)

    private func entry(_ number: Int, agent: AgentID = "ana", tenant: TenantID = harbor)
        -> Log.Entry
    {
        Log.Entry(
            cursor: cursor(number), tenant: tenant,
            event: .messageObserved(message(number, agent: agent)), frame: number, byteCount: 100)
    }

    private func makeLog(of entries: Int) -> Log {
        var limits = LiveLogLimits()
        limits.entriesMax = entries
        return Log(limits)
    }

    private func expectNew(_ number: Int, in log: inout Log) {
        let isNew = log.append(entry(number))
        #expect(isNew)
    }

    private func frames(_ page: Log.Page) -> [Int]? {
        if case .entries(let entries, _) = page { entries.map(\.frame) } else { nil }
    }

    @Test func aReaderGetsWhatCameAfterItsCursorOnce() {
        var log = makeLog(of: 10)
        for number in 1...5 { expectNew(number, in: &log) }
        let isNew = log.append(entry(3))
        #expect(!isNew, "an event that was heard already is ignored")
        #expect(frames(log.read(after: cursor(2), for: everybody, limit: 10)) == [3, 4, 5])
        #expect(frames(log.read(after: cursor(5), for: everybody, limit: 10)) == [])
        guard case .entries(_, let next) = log.read(after: cursor(1), for: everybody, limit: 2)
        else { return #expect(Bool(false)) }
        #expect(frames(log.read(after: next, for: everybody, limit: 10)) == [4, 5])
    }

    @Test func nobodyHearsOfAnotherTenantOrAgent() {
        var log = makeLog(of: 10)
        _ = log.append(entry(1))
        _ = log.append(entry(2, agent: "bo"))
        _ = log.append(entry(3, tenant: "other"))
        #expect(frames(log.read(after: .start, for: everybody, limit: 10)) == [1, 2])
        let bo = Audience(tenant: harbor, agent: "bo")
        #expect(frames(log.read(after: .start, for: bo, limit: 10)) == [2])
        #expect(log.snapshot(for: bo).events.count == 1)
        #expect(log.snapshot(for: Audience(tenant: "nobody", agent: nil)).events.isEmpty)
    }

    @Test func aReaderThatFellOffTheEndIsTold() {
        var log = makeLog(of: 3)
        for number in 1...10 { _ = log.append(entry(number)) }
        guard case .gone(let resumeAt) = log.read(after: cursor(5), for: everybody, limit: 10)
        else { return #expect(Bool(false)) }
        #expect(resumeAt == cursor(10))
        #expect(frames(log.read(after: cursor(7), for: everybody, limit: 10)) == [8, 9, 10])
        #expect(log.rebuildsAfter == cursor(7))
    }

    @Test func longMessagesDoNotFillTheMemory() {
        var limits = LiveLogLimits()
        limits.bytesMax = 1_000
        var log = Log(limits)
        for number in 1...50 { expectNew(number, in: &log) }
        #expect(log.snapshot(for: everybody).events.count == 10)
        #expect(log.rebuildsAfter == cursor(40))
    }

    @Test func aRebuiltLogStartsWhereTheOldOneDid() {
        var log = makeLog(of: 3)
        log.starts(after: cursor(7))
        let isNew = log.append(entry(7))
        #expect(!isNew)
        for number in 8...9 { expectNew(number, in: &log) }
        #expect(frames(log.read(after: cursor(8), for: everybody, limit: 10)) == [9])
        guard case .gone = log.read(after: cursor(6), for: everybody, limit: 10)
        else { return #expect(Bool(false)) }
    }

    /// Readers at any pace get every event that they may hear of, in order, or are told it is gone.
    @Test(arguments: UInt64(0)..<64)
    func everyReaderGetsEverythingOrIsTold(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var log = makeLog(of: 20)
        let agents: [AgentID] = ["ana", "bo", "cy"]
        let audience = [
            Audience(tenant: harbor), Audience(tenant: harbor, agent: "ana"),
            Audience(tenant: harbor, agents: ["ana", "cy"]),
        ][Int(seed % 3)]
        var expected: [Int] = []
        var got: [Int] = []
        var place = LiveCursor.start
        var wasGone = false
        for number in 1...300 {
            let agent = agents[Int.random(in: 0..<3, using: &random)]
            _ = log.append(entry(number, agent: agent))
            if audience.includes(agent) { expected.append(number) }
            guard Int.random(in: 0..<6, using: &random) == 0 else { continue }
            switch log.read(
                after: place, for: audience, limit: Int.random(in: 1...30, using: &random))
            {
            case .entries(let entries, let next):
                got += entries.map(\.frame)
                place = next
            case .gone(let resumeAt):
                wasGone = true
                place = resumeAt
                got = expected
            }
        }
        if case .gone(let resumeAt) = log.read(after: place, for: audience, limit: 1) {
            got = expected
            place = resumeAt
        }
        while case .entries(let entries, let next) = log.read(after: place, for: audience, limit: 7),
            next != place
        {
            got += entries.map(\.frame)
            place = next
        }
        #expect(got == expected, "seed \(seed), gone \(wasGone)")
    }
}

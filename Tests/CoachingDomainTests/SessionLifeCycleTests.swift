import CoachingDomain
import Identifiers
import Testing

@Suite struct SessionLifeCycleTests {
    static let noon = Instant(microseconds: 1_767_614_400_000_000)

    enum Event: CaseIterable { case start, pause, resume, stop, cancel }

    /// What each event makes of each state: the new state, or nil where it is refused.
    static let table: [CoachingSessionStatus: [Event: CoachingSessionStatus]] = [
        .active: [
            .start: .active, .pause: .paused, .resume: .active, .stop: .completed,
            .cancel: .cancelled,
        ],
        .paused: [
            .start: .active, .pause: .paused, .resume: .active, .stop: .completed,
            .cancel: .cancelled,
        ],
        .completed: [.stop: .completed],
        .cancelled: [.cancel: .cancelled],
    ]

    /// However events come, the machine follows the table, refuses without a trace what is not in
    /// it, and counts exactly the time in which it was active.
    @Test(arguments: UInt64(0)..<256)
    func followsTheTableAndCountsOnlyActiveTime(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var now = Self.noon
        var machine = SessionLifeCycle(startedAt: now)
        var active = Duration.zero
        for _ in 0..<64 {
            let step = Duration.milliseconds(Int.random(in: 0...90_000, using: &random))
            if machine.status == .active { active += step }
            now = now + step
            let before = machine
            let event = Event.allCases.randomElement(using: &random) ?? .pause
            let expected = Self.table[before.status]?[event]
            do throws(SessionError) {
                let action = try Self.apply(event, to: &machine, at: now)
                #expect(machine.status == expected, "seed \(seed)")
                #expect((action == .record) == (machine != before), "seed \(seed)")
            } catch {
                #expect(expected == nil && machine == before, "seed \(seed)")
            }
            #expect(machine.coachedTime(at: now) == active, "seed \(seed)")
            let isOver = machine.status == .completed || machine.status == .cancelled
            #expect((machine.endedAt != nil) == isOver, "seed \(seed)")
        }
    }

    @Test func stoppingTwiceIsHarmlessAndKeepsTheFirstEnd() throws {
        var machine = SessionLifeCycle(startedAt: Self.noon)
        #expect(try machine.stopped(at: Self.noon + .seconds(60)) == .record)
        let stopped = machine
        #expect(try machine.stopped(at: Self.noon + .seconds(120)) == .nothing)
        #expect(machine == stopped)
    }

    /// What happened a minute apart, the last word, and the minutes coached by then and to the end.
    @Test(
        arguments: [
            ([], 0, 0, 0), ([], 30, 30, 30), ([.pause], 0, 1, 1),
            ([.pause, .resume], 30, 29, 30), ([.pause, .resume, .pause], 0, 2, 2),
        ] as [([Event], Int, Int, Int)])
    func silenceEndsASessionAtItsLastWord(
        events: [Event], last: Int, coached: Int, end: Int
    ) throws {
        var machine = SessionLifeCycle(startedAt: Self.noon)
        for (minute, event) in events.enumerated() {
            _ = try Self.apply(event, to: &machine, at: Self.noon + .seconds(60 * (minute + 1)))
        }
        #expect(machine.fellSilent(since: Self.noon + .seconds(60 * last)) == .record)
        #expect(machine.status == .completed)
        #expect(machine.coachedTime(at: Self.noon + .seconds(86_400)) == .seconds(60 * coached))
        #expect(machine.endedAt == Self.noon + .seconds(60 * end))
        let ended = machine
        #expect(machine.fellSilent(since: Self.noon + .seconds(7_200)) == .nothing)
        #expect(machine == ended)
    }

    @Test func whatIsOverCannotBePaused() {
        var machine = SessionLifeCycle(startedAt: Self.noon)
        #expect(throws: SessionError.ended(.cancelled, attempt: .paused)) {
            _ = try machine.cancelled(at: Self.noon)
            _ = try machine.paused(at: Self.noon)
        }
    }

    @Test func aClockThatStepsBackTakesNoTimeAway() throws {
        var machine = SessionLifeCycle(startedAt: Self.noon)
        _ = try machine.paused(at: Self.noon - .seconds(5))
        #expect(machine.coachedTime(at: Self.noon) == .zero)
        _ = try machine.stopped(at: Self.noon - .seconds(5))
        #expect(machine.endedAt == Self.noon)
    }

    private static func apply(
        _ event: Event, to machine: inout SessionLifeCycle, at now: Instant
    ) throws(SessionError) -> SessionLifeCycle.Action {
        switch event {
        case .start: try machine.startRequested(at: now)
        case .pause: try machine.paused(at: now)
        case .resume: try machine.resumed(at: now)
        case .stop: try machine.stopped(at: now)
        case .cancel: try machine.cancelled(at: now)
        }
    }
}

import Identifiers
import RPC
import Testing

/// When a call is tried again.
struct CallAttemptsTests {
    let limits = ClientLimits()
    let now = Deadline(uptimeNanoseconds: 1_000_000_000_000)

    static let lost = RPCError(.unavailable, "the connection is gone")
    static let answered = RPCError(.unavailable, "", origin: .remote("echo"))
    static let notStarted = RPCError(
        .resourceExhausted, "", details: [.reason("not_started")], origin: .remote("echo"))
    static let notStartedBehind = RPCError(
        .resourceExhausted, "", details: [.reason("not_started")], origin: .remote("roi"))
    static let later = RPCError(
        .resourceExhausted, "", details: [.retryAfter(.milliseconds(300))], origin: .remote("echo"))

    func attempts(
        _ idempotency: Idempotency, deadline: Duration? = nil, isRepeatable: Bool = true,
        callerRepeats: Bool = false
    ) -> CallAttempts {
        var context = CallContext()
        context.callerRepeats = callerRepeats
        let method = MethodDescriptor(name: "echo.x", kind: .unary, idempotency: idempotency)
        return CallAttempts(
            OutgoingCall(
                method: method, message: [], deadline: deadline.map { now.advanced(by: $0) },
                context: context, options: CallOptions(isRepeatable: isRepeatable)), limits)
    }

    @Test(arguments: [
        // error, was it sent, is it repeated: idempotent, not idempotent
        (lost, false, true, true), (lost, true, true, false), (answered, true, true, false),
        (notStarted, true, true, true), (notStartedBehind, true, false, false),
        (later, true, true, false), (.cancelled("x"), true, false, false),
        (.deadlineExceeded("x"), true, false, false), (.cancelled("x"), false, false, false),
        (.deadlineExceeded("x"), false, false, false),
        (RPCError(.internal, "", origin: .remote("echo")), true, false, false),
        (RPCError(.resourceExhausted, "", origin: .remote("echo")), true, false, false),
    ])
    func onlyWhatIsSafeIsRepeated(
        error: RPCError, wasSent: Bool, idempotent: Bool, other: Bool
    ) {
        for (idempotency, isRepeated) in [
            (Idempotency.idempotent, idempotent), (.notIdempotent, other),
        ] {
            var attempts = attempts(idempotency)
            var budget = RetryBudget(limits)
            let action = attempts.failed(
                error, from: "echo", wasSent: wasSent, chance: 0.5, budget: &budget, at: now)
            #expect((action != .giveUp) == isRepeated, "\(idempotency)")
            var unwilling = self.attempts(idempotency, isRepeatable: false)
            #expect(
                unwilling.failed(
                    error, from: "echo", wasSent: wasSent, chance: 0.5, budget: &budget, at: now)
                    == .giveUp)
        }
    }

    @Test func anInnerHopLeavesRepeatingToTheOuterOne() {
        var budget = RetryBudget(limits)
        for error in [Self.lost, Self.answered, Self.notStarted, Self.later] {
            var inner = attempts(.idempotent, callerRepeats: true)
            #expect(
                inner.failed(
                    error, from: "echo", wasSent: true, chance: 0, budget: &budget, at: now)
                    == .giveUp)
        }
        var inner = attempts(.idempotent, callerRepeats: true)
        #expect(
            inner.failed(
                Self.lost, from: "echo", wasSent: false, chance: 0, budget: &budget, at: now)
                == .again(after: .zero), "what was never written adds no load")
    }

    @Test func pausesGrowWithFullJitterAndHonourTheServer() {
        var budget = RetryBudget(limits)
        var attempts = attempts(.idempotent)
        func again(_ error: RPCError, _ chance: Double) -> CallAttempts.Action {
            attempts.failed(
                error, from: "echo", wasSent: true, chance: chance, budget: &budget, at: now)
        }
        #expect(again(Self.answered, 1) == .again(after: .milliseconds(20)))
        #expect(again(Self.answered, 0) == .again(after: .zero))
        #expect(again(Self.later, 0.5) == .again(after: .milliseconds(340)))
        #expect(again(Self.answered, 1) == .again(after: .milliseconds(160)))
        #expect(again(Self.answered, 1) == .giveUp, "five attempts")
    }

    /// Whatever happens to a call: what may have been done is not done twice, no pause reaches the
    /// deadline, no call has more attempts than it may, and each pause was paid for.
    @Test(arguments: UInt64(0)..<64)
    func noWalkRepeatsWhatItMustNot(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var budget = RetryBudget(limits)
        let errors = [
            Self.lost, Self.answered, Self.notStarted, Self.notStartedBehind, Self.later,
            .cancelled("x"), RPCError(.internal, "", origin: .remote("echo")),
        ]
        for _ in 0..<200 {
            let isIdempotent = Bool.random(using: &random)
            let time = Duration.milliseconds(Int.random(in: 1..<800, using: &random))
            var attempts = attempts(isIdempotent ? .idempotent : .notIdempotent, deadline: time)
            var (count, elapsed) = (1, Duration.zero)
            while true {
                let error = errors.randomElement(using: &random)!
                let wasSent = Bool.random(using: &random)
                let before = budget.balance
                let action = attempts.failed(
                    error, from: "echo", wasSent: wasSent,
                    chance: Double.random(in: 0..<1, using: &random), budget: &budget,
                    at: now.advanced(by: elapsed))
                guard case .again(let pause) = action else { break }
                count += 1
                elapsed += pause
                #expect(elapsed < time && count <= limits.attempts, "seed \(seed)")
                #expect(before - budget.balance == (wasSent ? 1 : 0), "seed \(seed)")
                #expect(isIdempotent || !wasSent || error == Self.notStarted, "seed \(seed)")
            }
        }
        #expect(budget.balance >= 0)
    }

    @Test func noPauseReachesTheDeadline() {
        var budget = RetryBudget(limits)
        var attempts = attempts(.idempotent, deadline: .milliseconds(200))
        #expect(
            attempts.failed(
                Self.later, from: "echo", wasSent: true, chance: 0, budget: &budget, at: now)
                == .giveUp)
        #expect(budget.balance == 100, "what is not tried costs nothing")
    }

    @Test func anEmptyBudgetStopsRetries() {
        var budget = RetryBudget(limits)
        while budget.spend(at: now) {}
        var attempts = attempts(.idempotent)
        #expect(
            attempts.failed(
                Self.answered, from: "echo", wasSent: true, chance: 0, budget: &budget, at: now)
                == .giveUp)
        var unsent = self.attempts(.notIdempotent)
        #expect(
            unsent.failed(
                Self.lost, from: "echo", wasSent: false, chance: 0, budget: &budget, at: now)
                == .again(after: .zero))
    }
}

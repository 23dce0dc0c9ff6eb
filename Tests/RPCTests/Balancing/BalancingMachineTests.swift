import Identifiers
import RPC
import Testing

/// The small machines of a balanced client.
struct BalancingMachineTests {
    let limits = ClientLimits()

    func moment(_ seconds: Double) -> Deadline {
        Deadline(uptimeNanoseconds: UInt64(1e12 + seconds * 1e9))
    }

    // MARK: - Latency

    @Test func aSlowAnswerCountsAtOnceAndFadesSlowly() {
        var latency = PeakEWMA(limits)
        latency.observed(nanoseconds: 10e6, at: moment(0))
        latency.observed(nanoseconds: 500e6, at: moment(0.1))
        #expect(latency.latency == 500e6)
        latency.observed(nanoseconds: 10e6, at: moment(1.1))
        #expect((440e6...460e6).contains(latency.latency))
        latency.observed(nanoseconds: 10e6, at: moment(60))
        #expect(latency.latency < 30e6)
        #expect(latency.cost(inFlight: 3) == latency.latency * 4)
    }

    @Test func whatWasGivenUpOnlyRaisesALatency() {
        var latency = PeakEWMA(limits)
        latency.observed(nanoseconds: 50e6, at: moment(0))
        latency.exceeded(nanoseconds: 1e6, at: moment(1))
        #expect(latency.latency == 50e6)
        latency.exceeded(nanoseconds: 80e6, at: moment(2))
        #expect(latency.latency == 80e6)
    }

    @Test func percentilesAreRightToAQuarter() {
        for milliseconds in [1, 3, 7, 40, 1_000] {
            var histogram = LatencyHistogram()
            for _ in 0..<190 { histogram.observed(.milliseconds(milliseconds)) }
            for _ in 0..<10 { histogram.observed(.seconds(20)) }
            #expect(histogram.percentile(0.9, atLeast: 201) == nil)
            let found = histogram.percentile(0.9, atLeast: 100)! / .milliseconds(1)
            #expect(found >= Double(milliseconds) && found <= Double(milliseconds) * 1.26)
            #expect(histogram.percentile(0.99, atLeast: 100)! >= .seconds(20))
        }
    }

    // MARK: - The budget

    @Test func aBudgetIsAFifthOfTheCallsAndTenASecond() {
        var budget = RetryBudget(limits)
        for _ in 0..<1_000 { budget.callBegan(at: moment(0)) }
        var granted = 0
        while budget.spend(at: moment(1)) { granted += 1 }
        #expect(granted == 300)
        #expect(budget.spend(at: moment(5)) == false)
        // What was put in and taken out ten seconds ago counts no more: the reserve is left.
        #expect(budget.spend(at: moment(20)) == true)
        #expect(budget.balance == 99)
    }

    /// Whatever is asked when, retries in a window stay within their share and reserve.
    @Test func noWalkOverdrawsTheBudget() {
        for seed in UInt64(0)..<50 {
            var random = SplitMix64(seed: seed)
            var budget = RetryBudget(limits)
            var calls: [Double] = []
            var retries: [Double] = []
            var now = 0.0
            for _ in 0..<2_000 {
                now += Double.random(in: 0..<0.05, using: &random)
                if Int.random(in: 0..<3, using: &random) == 0 {
                    budget.callBegan(at: moment(now))
                    calls.append(now)
                } else if budget.spend(at: moment(now)) {
                    retries.append(now)
                }
            }
            // Slices are a second: over any 11 s no more than 11 s of calls and reserve allow.
            for end in stride(from: 11.0, to: now, by: 1) {
                let taken = retries.count { $0 > end - 10 && $0 <= end }
                let put = calls.count { $0 > end - 11 && $0 <= end }
                #expect(Double(taken) <= 0.2 * Double(put) + 110, "seed \(seed)")
            }
        }
    }

    // MARK: - The breaker

    @Test func aBreakerOpensWhenMostFailsAndClosesAfterAProbe() {
        var breaker = CircuitBreaker(limits)
        for number in 0..<19 {
            #expect(breaker.callRequested(at: moment(0)) == .call)
            breaker.attemptEnded(isFailure: number > 1, isProbe: false, at: moment(0))
        }
        breaker.attemptEnded(isFailure: nil, isProbe: false, at: moment(0))
        #expect(breaker.state == .closed)
        breaker.attemptEnded(isFailure: true, isProbe: false, at: moment(0))
        #expect(breaker.callRequested(at: moment(0.4)) == .failFast(retryAfter: .seconds(0.6)))
        #expect(breaker.callRequested(at: moment(1)) == .probe)
        guard case .failFast = breaker.callRequested(at: moment(1)) else {
            Issue.record("two probes at a time")
            return
        }
        breaker.attemptEnded(isFailure: true, isProbe: true, at: moment(1))
        #expect(breaker.callRequested(at: moment(2)) == .failFast(retryAfter: .seconds(1)))
        #expect(breaker.callRequested(at: moment(3)) == .probe)
        breaker.attemptEnded(isFailure: false, isProbe: false, at: moment(3))
        #expect(breaker.state != .closed, "a late answer is no probe")
        breaker.attemptEnded(isFailure: false, isProbe: true, at: moment(3))
        #expect(breaker.callRequested(at: moment(3)) == .call)
    }

    /// However events are ordered, an open breaker lets no call through early, and one at a time.
    @Test(arguments: UInt64(0)..<64)
    func anOpenBreakerLetsNothingThroughEarly(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var breaker = CircuitBreaker(limits)
        var now = 0.0
        var probes: [Double] = []
        for _ in 0..<3_000 {
            now += Double.random(in: 0..<0.3, using: &random)
            let before = breaker.state
            switch (before, breaker.callRequested(at: moment(now))) {
            case (.closed, .call): break
            case (.open(let until), .failFast), (.probing(let until), .failFast):
                #expect(moment(now) < until, "seed \(seed)")
            case (.open(let until), .probe), (.probing(let until), .probe):
                #expect(moment(now) >= until, "seed \(seed)")
                probes.append(now)
            default: Issue.record("seed \(seed): \(before) let a call through")
            }
            let isProbe = !probes.isEmpty && Bool.random(using: &random)
            let isFailure = [true, true, true, true, false, nil].randomElement(using: &random)!
            breaker.attemptEnded(isFailure: isFailure, isProbe: isProbe, at: moment(now))
        }
        #expect(!probes.isEmpty, "seed \(seed)")
    }

    // MARK: - Looking names up

    @Test func aNameIsLookedUpEachPeriodAndSoonAfterALoss() {
        var schedule = ResolutionSchedule(limits)
        #expect(schedule.started() == .lookUp)
        #expect(schedule.started() == .none)
        #expect(schedule.addressFailed(at: moment(0)) == .none)
        #expect(
            schedule.lookedUp(isSuccess: true, chance: 0, at: moment(0))
                == .wait(until: moment(24)))
        #expect(schedule.addressFailed(at: moment(0.5)) == .wait(until: moment(1)))
        #expect(schedule.addressFailed(at: moment(0.6)) == .none)
        #expect(schedule.timeCame(at: moment(0.9)) == .wait(until: moment(1)))
        #expect(schedule.timeCame(at: moment(1)) == .lookUp)
        #expect(
            schedule.lookedUp(isSuccess: false, chance: 1, at: moment(1))
                == .wait(until: moment(3)))
        #expect(schedule.timeCame(at: moment(3)) == .lookUp)
        #expect(
            schedule.lookedUp(isSuccess: true, chance: 1, at: moment(3))
                == .wait(until: moment(39)))
        #expect(schedule.addressFailed(at: moment(20)) == .wait(until: moment(20)))
    }

    /// However connections fail, lookups are never closer than they may be, and never stop.
    @Test(arguments: UInt64(0)..<32)
    func noWalkLooksUpTooOftenOrNeverAgain(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var schedule = ResolutionSchedule(limits)
        var now = 0.0
        var lookedUp: Double?
        var action = schedule.started()
        for _ in 0..<2_000 {
            switch action {
            case .lookUp:
                if let lookedUp { #expect(now - lookedUp >= 1, "seed \(seed)") }
                now += Double.random(in: 0..<0.3, using: &random)
                lookedUp = now
                action = schedule.lookedUp(
                    isSuccess: Bool.random(using: &random),
                    chance: Double.random(in: 0..<1, using: &random), at: moment(now))
                guard case .wait = action else {
                    Issue.record("seed \(seed): nothing follows a lookup")
                    return
                }
            case .none, .wait:
                let step = Double.random(in: 0..<2, using: &random)
                now += step
                action =
                    step < 1
                    ? schedule.addressFailed(at: moment(now)) : schedule.timeCame(at: moment(now))
                if let lookedUp, action != .lookUp {
                    #expect(now - lookedUp < 40, "seed \(seed): too long without a lookup")
                }
            }
        }
    }

    @Test(arguments: [
        ("127.0.0.1:7001", "127.0.0.1:7001"), ("a:1,b:2", "a:1,b:2"), ("[::1]:7001", "[::1]:7001"),
        ("dns:///coaching.mesh.svc:7001", "dns:///coaching.mesh.svc:7001"),
    ])
    func targetsAreRead(text: String, again: String) throws {
        #expect(try ResolverTarget(text).description == again)
    }

    @Test(arguments: [
        ("", "no port"), ("analyzer", "no port"), ("analyzer:", "1…65535"), ("a:0", "1…65535"),
        ("a:65536", "1…65535"), ("a:+1", "1…65535"), (":7001", "no host"), ("a:1,", "no port"),
        ("::1:7001", "[host]:port"), ("a:1,a:1", "twice"), ("dns://8.8.8.8/a:1", "DNS server"),
        ("srv:///a:1", "no scheme"), ("dns:///a", "no port"), ("a b:1", "space"),
    ])
    func aWrongTargetIsNamedWithWhatWouldBeRight(text: String, problem: String) {
        let fault = #expect(throws: ResolverTarget.Fault.self) { try ResolverTarget(text) }
        #expect(fault?.description.contains(problem) == true, "\(String(describing: fault))")
    }
}

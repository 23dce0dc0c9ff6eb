import Identifiers
import RPC
import Testing

/// The machines that decide what a server lets start.
struct AdmissionTests {
    /// A method that works on `workers` calls at a time, each for `service`; the others queue.
    struct Simulation {
        var limit: AdaptiveLimit
        var workers = 8.0
        var service = 0.01
        private var now = 1e12

        init(ceiling: Int = 4_096) {
            limit = AdaptiveLimit(AdmissionLimits(), ceiling: ceiling)
        }

        /// Runs windows of 100 calls while `offered` calls want to run; returns the last latency.
        @discardableResult
        mutating func run(windows: Int, offered: Int) -> Double {
            var latency = 0.0
            for _ in 0..<windows * 100 {
                let inFlight = min(offered, limit.limit)
                latency = service * max(1, Double(inFlight) / workers)
                now += max(latency / Double(inFlight), 0.0011) * 1e9
                limit.callEnded(
                    nanoseconds: latency * 1e9, inFlight: inFlight,
                    at: Deadline(uptimeNanoseconds: UInt64(now)))
            }
            return latency
        }
    }

    @Test func nothingIsHeldBackThatDoesNotQueue() {
        var simulation = Simulation()
        simulation.run(windows: 200, offered: 8)
        #expect(simulation.limit.limit == 4_096)
    }

    @Test func aQueueIsCutToWhereCallsTakeAboutTwiceTheirWork() {
        var simulation = Simulation()
        simulation.workers = 100
        simulation.service = 0.2
        simulation.run(windows: 5, offered: 50)
        let latency = simulation.run(windows: 100, offered: 4_096)
        // tolerance · 0.2 s + 0.05 s, and the headroom that keeps probing for more.
        #expect(
            (0.3...0.6).contains(latency), "\(latency) s at a limit of \(simulation.limit.limit)")
    }

    @Test func theLimitComesBackWhenTheQueueIsGone() {
        var simulation = Simulation()
        simulation.run(windows: 5, offered: 8)
        simulation.run(windows: 100, offered: 4_096)
        let cut = simulation.limit.limit
        #expect(cut < 200)
        simulation.workers = 10_000
        simulation.run(windows: 300, offered: 4_096)
        #expect(simulation.limit.limit > 2_000)
    }

    @Test func workThatHasBecomeSlowerForGoodIsNotTakenForAQueue() {
        var simulation = Simulation()
        simulation.workers = 10_000
        simulation.run(windows: 5, offered: 300)
        simulation.service = 0.5
        simulation.run(windows: 3, offered: 300)
        #expect(simulation.limit.limit < 300)
        simulation.run(windows: 1_500, offered: 300)
        #expect(simulation.limit.limit >= 300)
    }

    @Test func aProbeMeasuresOnlyCallsThatBeganWithIt() {
        var limit = AdaptiveLimit(AdmissionLimits(), ceiling: 1_000)
        var now = Deadline(uptimeNanoseconds: 1_000_000_000_000)
        /// One call ends every 4 ms: the shortest window that counts has 50 of them.
        func run(_ latency: Duration, windows: Int) {
            for _ in 0..<windows * 50 {
                now = now.advanced(by: .milliseconds(4))
                limit.callEnded(
                    nanoseconds: latency / .nanoseconds(1), inFlight: 1_000, at: now)
            }
        }
        run(.milliseconds(200), windows: 1)
        // The limit falls to where it rests, and then to half of that.
        var resting = limit.limit
        for _ in 0..<300 where limit.limit > resting * 2 / 3 {
            resting = limit.limit
            run(.milliseconds(473), windows: 1)
        }
        let probing = limit.limit
        #expect(probing == resting / 2)
        run(.milliseconds(473), windows: 2)
        #expect(limit.limit == probing, "calls that began before the probe ended it")
        run(.milliseconds(200), windows: 3)
        #expect(limit.limit >= resting)
        run(.milliseconds(800), windows: 2)
        #expect(limit.limit < resting * 9 / 10, "a queue has become the baseline")
    }

    @Test func noiseBelowTheAllowanceCutsNothing() {
        var limit = AdaptiveLimit(AdmissionLimits(), ceiling: 1_000)
        var generator = SplitMix64(seed: 7)
        for call in 0..<20_000 {
            limit.callEnded(
                nanoseconds: .random(in: 1_000...4e7, using: &generator), inFlight: 900,
                at: Deadline(uptimeNanoseconds: 1_000_000_000_000 + UInt64(call) * 2_000_000))
        }
        #expect(limit.limit == 1_000)
    }

    @Test(arguments: UInt64(0)..<32)
    func theLimitStaysBetweenFloorAndCeiling(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let settings = AdmissionLimits()
        let ceiling = [1, 10, 64, 5_000].randomElement(using: &generator)!
        var limit = AdaptiveLimit(settings, ceiling: ceiling)
        var now: UInt64 = 1_000_000_000_000
        for _ in 0..<20_000 {
            now += .random(in: 0...20_000_000, using: &generator)
            limit.callEnded(
                nanoseconds: .random(in: 0...1e10, using: &generator),
                inFlight: .random(in: 1...limit.limit, using: &generator),
                at: Deadline(uptimeNanoseconds: now))
            #expect((min(settings.floor, ceiling)...ceiling).contains(limit.limit), "seed \(seed)")
        }
    }

    // MARK: - Shares

    private let start = Deadline(uptimeNanoseconds: 1_000_000_000_000)

    @Test func oneCallerLeavesAnEighthForThoseWhoAreNotHereYet() {
        var shares = CallerShares(idle: .seconds(10))
        for _ in 0..<14 { #expect(shares.callArrived(from: 0, limit: 16, at: start) == nil) }
        #expect(shares.callArrived(from: 0, limit: 16, at: start) == .share(14))
        #expect(shares.callArrived(from: 1, limit: 16, at: start) == nil)
        #expect(shares.callArrived(from: 1, limit: 16, at: start) == nil)
        #expect(shares.callArrived(from: 1, limit: 16, at: start) == .full)
        // What the first caller gives up it does not get again while the second needs its share.
        for _ in 0..<7 { shares.callEnded(from: 0) }
        #expect(shares.callArrived(from: 0, limit: 16, at: start) == .share(7))
        for _ in 0..<5 { #expect(shares.callArrived(from: 1, limit: 16, at: start) == nil) }
    }

    @Test func theShareOfACallerThatLeftGoesToTheOthers() {
        var shares = CallerShares(idle: .seconds(10))
        #expect(shares.callArrived(from: 1, limit: 16, at: start) == nil)
        shares.callEnded(from: 1)
        for _ in 0..<7 { _ = shares.callArrived(from: 0, limit: 16, at: start) }
        #expect(shares.callArrived(from: 0, limit: 16, at: start) == .share(7))
        let later = start.advanced(by: .seconds(12))
        #expect(shares.callArrived(from: 0, limit: 16, at: later) == nil)
    }

    /// However callers come and go, the limit holds, and once the greedy one's first calls are
    /// over a caller that stays below its share is never refused.
    @Test(arguments: UInt64(0)..<64)
    func aGreedyCallerStarvesNobody(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var shares = CallerShares(idle: .seconds(1_000))
        let limit = Int.random(in: 16...200, using: &generator)
        let modest = Int.random(in: 1...4, using: &generator)
        let callers = modest + 1
        let share = (limit - limit / 8) / callers
        var running: [Int] = []
        var now = start
        for caller in 1...modest {
            _ = shares.callArrived(from: caller, limit: limit, at: now)
            shares.callEnded(from: caller)
        }
        for _ in 0..<5_000 {
            now = now.advanced(by: .milliseconds(1))
            while shares.callArrived(from: 0, limit: limit, at: now) == nil { running.append(0) }
            let caller = Int.random(in: 1...modest, using: &generator)
            if shares.inFlight(of: caller) < share {
                let refusal = shares.callArrived(from: caller, limit: limit, at: now)
                #expect(refusal == nil, "seed \(seed): \(shares.inFlight(of: caller)) of \(share)")
                if refusal == nil { running.append(caller) }
            }
            #expect(shares.inFlight <= limit, "seed \(seed)")
            for _ in 0..<Int.random(in: 0...2, using: &generator) where !running.isEmpty {
                let place = running.indices.randomElement(using: &generator)!
                shares.callEnded(from: running.remove(at: place))
            }
        }
        for caller in running { shares.callEnded(from: caller) }
        #expect(shares.inFlight == 0)
    }

    @Test func aRefusalNamesItsLimitAndWhenToComeBack() {
        var method = MethodAdmission(declared: 2, isUnary: true, AdmissionLimits())
        #expect(method.callArrived(from: 0, at: start) == nil)
        #expect(method.callArrived(from: 0, at: start) == nil)
        let refusal = method.callArrived(from: 0, at: start)
        #expect(refusal?.limit == "methodCalls")
        #expect(refusal?.value == 2)
        #expect(refusal.map { (.milliseconds(5) ... .seconds(1)).contains($0.retryAfter) } == true)
        method.callEnded(from: 0, nanoseconds: 1e6, at: start)
        #expect(method.callArrived(from: 0, at: start) == nil)
    }

    @Test func aMethodMayTakeLongerThanOthersBeforeFewerAreLetIn() throws {
        var handlers = EchoService().handlers
        handlers.set(Serving(latencyAllowance: .milliseconds(250)), for: Echo.append)
        let admission = Admission(handlers.served, limits: Limits())
        let methods = [Echo.sleep.descriptor.name, Echo.append.descriptor.name]
        let places = try methods.map { name in
            try #require(handlers.served.firstIndex { $0.descriptor.name == name })
        }
        var now = start
        for milliseconds in [1, 1, 200, 200, 200] {
            for place in places {
                let started = (0..<100).count { _ in
                    (try? admission.callArrived(place, from: 0, at: now)) != nil
                }
                for _ in 0..<started {
                    now = now.advanced(by: .milliseconds(4))
                    admission.callEnded(
                        place, from: 0, nanoseconds: Int64(milliseconds) * 1_000_000, at: now)
                }
            }
        }
        let limits = Dictionary(
            uniqueKeysWithValues: admission.state.map { ($0.method, $0.limit) })
        #expect(limits[methods[0]] ?? 0 < limits[methods[1]] ?? 0)
        #expect(limits[methods[1]] == Limits().runningHandlers)
    }
}

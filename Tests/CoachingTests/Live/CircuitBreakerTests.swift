import Identifiers
import Testing

@testable import CoachingService

@Suite struct CircuitBreakerTests {
    /// However events are ordered, an open circuit lets nobody through before the cooldown is over,
    /// and one caller at most in each cooldown afterwards.
    @Test(arguments: UInt64(0)..<256)
    func neverAsksDuringTheCooldown(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var breaker = CircuitBreaker()
        var now = Duration.zero
        var failures = 0
        var quietUntil: Duration?
        for _ in 0..<200 {
            now += .milliseconds(Int.random(in: 0...2_000, using: &random))
            let isQuiet = quietUntil.map { now < $0 } ?? false
            let action = breaker.callRequested(at: now)
            #expect((action == .doWithout) == isQuiet, "seed \(seed)")
            guard action == .ask else { continue }
            let isProbe = quietUntil != nil
            switch Int.random(in: 0..<3, using: &random) {
            case 0:
                breaker.callSucceeded()
                (failures, quietUntil) = (0, nil)
            case 1:
                breaker.callFailed(at: now)
                failures += 1
                if isProbe || failures >= breaker.failureCountMax {
                    quietUntil = now + breaker.cooldown
                }
            default:
                // The caller never reports; only a probe makes the others wait for it.
                if isProbe { quietUntil = now + breaker.cooldown }
            }
        }
    }

    @Test func aLateFailureProlongsNothing() {
        var breaker = CircuitBreaker()
        for _ in 0..<3 { breaker.callFailed(at: .zero) }
        breaker.callFailed(at: .seconds(4))
        #expect(breaker.callRequested(at: .seconds(5)) == .ask)
    }
}

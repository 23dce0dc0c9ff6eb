import Identifiers
import Testing

@testable import Postgres

/// Which scope each unit of a shared connection meets on the server.
struct SettledScopeTests {
    /// A connection whose server runs units in order, some failing, and answers some time later.
    private struct Walk {
        var random: SplitMix64
        var decision = SettledScope()
        var sent: [(scope: Scope, sets: Bool)] = []
        var answers: [(sets: Bool, didSucceed: Bool)] = []
        var scopeOnServer: Scope?
        var strangers = 0
        var spared = 0

        mutating func step() {
            switch Int.random(in: 0..<3, using: &random) {
            case 0:
                // Rarely changing, or nothing would ever be settled.
                let tenant = TenantID("t\(Int.random(in: 0..<100, using: &random) / 98)")
                let scope = Scope.tenant(tenant)
                sent.append((scope, decision.sending(scope)))
            case 1 where !sent.isEmpty: runOnServer(sent.removeFirst())
            case 2 where !answers.isEmpty:
                let answer = answers.removeFirst()
                if answer.sets { decision.answered(didSucceed: answer.didSucceed) }
            default: break
            }
        }

        private mutating func runOnServer(_ unit: (scope: Scope, sets: Bool)) {
            let scope = unit.sets ? unit.scope : scopeOnServer
            if scope != unit.scope { strangers += 1 }
            if !unit.sets { spared += 1 }
            let didSucceed = Int.random(in: 0..<4, using: &random) > 0
            // A unit that fails is rolled back, its setting too.
            if didSucceed { scopeOnServer = scope }
            answers.append((unit.sets, didSucceed))
        }
    }

    @Test(arguments: UInt64(0)..<64)
    func `whatever fails, no unit runs under the scope of another`(seed: UInt64) {
        var walk = Walk(random: SplitMix64(seed: seed))
        for _ in 0..<2_000 { walk.step() }
        #expect(walk.strangers == 0, "seed \(seed)")
        #expect(walk.spared > 0, "seed \(seed)")
    }
}

import Identifiers
import ROIDomain
import ROISamples
import Testing

@Suite struct ConclusionTests {
    @Test(arguments: [
        (Int64(1), Int64(9), "gain"), (-9, -1, "loss"), (-1, 1, "no detectable effect"),
        (0, 9, "no detectable effect"), (-9, 0, "no detectable effect"),
    ])
    func anIntervalThatTouchesZeroIsNoGain(lower: Int64, upper: Int64, word: String) {
        let net = MoneyEstimate(
            estimate: usd((lower + upper) / 2), lower: usd(lower), upper: usd(upper))
        #expect(conclusion(net).description.hasPrefix(word))
    }

    @Test func fewUnitsAreTooEarly() {
        let conclusion = conclusion(clearGain, unitCount: 7)
        #expect(
            conclusion.description
                == "too early: agent-days with conversations: 7, at least 8 are needed")
    }

    /// At a tenth, five successes take fifty conversations.
    @Test func fewKnownOutcomesAreTooEarly() {
        #expect(conclusion(clearGain, knownOutcomes: 49).description.hasPrefix("too early"))
        #expect(conclusion(clearGain, knownOutcomes: 50).description.hasPrefix("gain"))
    }

    /// Days drawn from what the baseline says itself are a gain or a loss in few of the seeds.
    @Test func noEffectIsRarelyCalledOne() throws {
        var alarms = 0
        for seed in UInt64(0)..<100 {
            var generator = SplitMix64(seed: seed)
            let chance = days(agents: 1, count: 20, coached: .zero) { _, _ in
                (0..<10).count { _ in Double.random(in: 0..<1, using: &generator) < 0.1 }
            }
            switch try report(chance, against: baseline()).conclusion {
            case .gain, .loss: alarms += 1
            case .noDetectableEffect, .tooEarly: break
            }
        }
        #expect(alarms <= 11, "\(alarms) of 100")
    }

    private let clearGain = MoneyEstimate(estimate: usd(5), lower: usd(1), upper: usd(9))

    private func conclusion(
        _ net: MoneyEstimate, unitCount: Int = 8, knownOutcomes: Int = 100
    ) -> Conclusion {
        Conclusion(
            net: net, unitCount: unitCount, unit: .agentDay, knownOutcomes: knownOutcomes,
            baselineRate: 0.1)
    }
}

import Identifiers
import PredictionDomain
import Testing

@Suite struct PooledEvidenceTests {
    private func evidence(_ count: Int, given: Double, came: Double) -> PooledEvidence {
        (0..<count).reduce(into: PooledEvidence.none) { evidence, index in
            evidence.add(given, succeeded: Double(index) < came * Double(count))
        }
    }

    @Test func withoutOutcomesThePoolAnswersAlone() {
        #expect(PooledEvidence.none.corrected(0.3) == 0.3)
        #expect(PooledEvidence.none.poolShare == 1)
    }

    @Test func aFewOutcomesMoveLittleAndManyMoveToTheTruth() {
        let few = evidence(5, given: 0.5, came: 0.8)
        let many = evidence(2_000, given: 0.5, came: 0.7)
        #expect((0.5...0.6).contains(few.corrected(0.5)))
        #expect(few.poolShare > 0.7)
        #expect(abs(many.corrected(0.5) - 0.7) < 0.02)
        #expect(many.poolShare < 0.01)
    }

    @Test func certaintiesStayAndNoShiftIsWild() {
        let wild = evidence(500, given: 0.99, came: 0)
        #expect(wild.corrected(1) == 1)
        #expect(wild.corrected(0) == 0)
        #expect(wild.shift == -1.5)
    }
}

@Suite struct ModelHealthTests {
    private func judgements(_ count: Int, given: Double, came: Double) -> [Judgement] {
        (0..<count).map {
            Judgement(probability: given, succeeded: Double($0) < came * Double(count))
        }
    }

    private func health(
        _ count: Int, given: Double = 0.8, came: Double, moved: Bool = false, trainedOn: Int = 9_000
    ) -> ModelHealth {
        let index = StabilityIndex(then: [500, 500], now: moved ? [900, 100] : [490, 510])
        return ModelHealth(
            drift: [ModelHealth.Drift(feature: "price_gap", index: index)],
            calibration: CalibrationCheck(judgements(count, given: given, came: came)),
            trainedOn: trainedOn)
    }

    @Test func retrainingPaysForAReasonOnly() {
        let cases: [(ModelHealth, Bool, String)] = [
            (health(400, came: 0.8), false, "it holds"),
            (health(400, came: 0.6), true, "standard errors apart"),
            (health(400, came: 0.8, moved: true), true, "price_gap moved"),
            (health(400, came: 0.8, trainedOn: 700), true, "400 outcomes are new"),
            (health(20, came: 0.2, moved: true), false, "too few"),
        ]
        for (health, pays, words) in cases {
            #expect(health.advice.pays == pays, "\(health.advice.reason)")
            #expect(health.advice.reason.contains(words), "\(health.advice.reason)")
        }
    }

    @Test func aChallengerIsPromotedWhenItIsBetterBeyondChance() {
        let outcomes = (0..<400).map { $0 % 10 < 7 }
        func pairs(_ challenger: (Bool) -> Double, _ count: Int) -> Contest {
            Contest(
                outcomes.prefix(count).map {
                    (
                        champion: Judgement(probability: 0.7, succeeded: $0),
                        challenger: Judgement(probability: challenger($0), succeeded: $0)
                    )
                })
        }
        #expect(pairs({ $0 ? 0.9 : 0.3 }, 400).shouldPromote)
        #expect(!pairs({ $0 ? 0.9 : 0.3 }, 40).shouldPromote)
        #expect(!pairs({ $0 ? 0.6 : 0.8 }, 400).shouldPromote)
        #expect(!pairs({ _ in 0.7 }, 400).shouldPromote)
    }
}

@Suite struct LeadMatchingTests {
    /// Ann closes houses and loses cars, Bob is alike everywhere, Cy has two lucky cars.
    private let history: [MatchedLead] = {
        func leads(_ agent: AgentID, _ type: String, _ won: Int, of count: Int) -> [MatchedLead] {
            (0..<count).map { MatchedLead(agentID: agent, type: type, succeeded: $0 < won) }
        }
        return leads("ann", "house", 38, of: 40) + leads("ann", "car", 10, of: 40)
            + leads("bob", "house", 20, of: 40) + leads("bob", "car", 20, of: 40)
            + leads("cy", "car", 2, of: 2) + leads("cy", "house", 1, of: 2)
    }()

    @Test func whatSuitsAndWhatToAvoidIsToldWithItsEvidence() {
        let fits = LeadMatching(history).fits(of: "ann")
        #expect(fits.map(\.type) == ["house", "car"])
        #expect(fits.map(\.verdict) == [.suits, .avoid])
        #expect(fits[0].lift > 0 && fits[0].interval.contains(fits[0].lift))
        #expect(fits[0].evidence.hasPrefix("38 of 40 house conversations succeeded"))
    }

    @Test func twoLuckyDealsProveNothing() {
        #expect(LeadMatching(history).fits(of: "cy").allSatisfy { $0.verdict == .noEvidence })
        #expect(LeadMatching(history).fits(of: "nobody").isEmpty)
    }

    @Test func matchingIsLookedAtWhenAGroupIsSuitedLess() {
        func leads(_ group: String, suited: Int) -> [(
            group: String, isSuited: Bool, expected: Double, succeeded: Bool
        )] {
            (0..<10).map { (group, $0 < suited, 0.5, $0 < 5) }
        }
        #expect(MatchingFairness(leads("a", suited: 8) + leads("b", suited: 7)).isFair)
        let unfair = MatchingFairness(leads("a", suited: 8) + leads("b", suited: 4))
        #expect(!unfair.isFair)
        #expect(unfair.ratio == 0.5)
        #expect(unfair.groups.map(\.bias) == [0, 0])
    }
}

@Suite struct FoldsOfGroupsTests {
    @Test(arguments: UInt64(0)..<20)
    func aGroupIsNeverTornApart(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let groups = (0..<300).map { _ in Int.random(in: 0..<40, using: &random) }
        let folds = GroupedFolds(count: 5, groups: groups, seed: seed)
        for group in Set(groups) {
            let own = Set(groups.indices.filter { groups[$0] == group }.map { folds.foldOf[$0] })
            #expect(own.count == 1, "seed \(seed)")
        }
        let sizes = (0..<5).map { folds.members(of: $0).count }
        #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) < 25, "seed \(seed)")
    }
}

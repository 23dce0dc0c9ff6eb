import CoachingDomain
import Identifiers
import Testing

@Suite struct SharpDeclineTests {
    /// Scores of days in a row, and the points lost that a manager should hear of.
    @Test(
        arguments: [
            ([82, 78, 71, 66, 60, 55], 28), ([82, 78, 71, 66], nil),
            ([82, 81, 80, 79, 78, 77], nil),
            ([55, 60, 66, 71, 78, 82], nil), ([90, 40, 85, 45, 80, 35], nil),
            ([70, 70, 70, 70, 70, 70], nil), ([], nil),
        ] as [([Double], Int?)])
    func onlyAFallThatChanceDoesNotExplainIsSharp(scores: [Double], lost: Int?) {
        let points = SharpDecline.pointsLost(over: days(scores))
        #expect(points.map { Int($0.rounded()) } == lost)
    }

    /// 8,000 agents who do not decline, with days that differ by some ten points: at a level of 1 in
    /// 1,000 about eight are expected, and twice as many would be a level that does not hold.
    @Test func chanceAloneNamesAlmostNobody() {
        var random = SplitMix64(seed: 28)
        let named = (0..<8_000).count { _ in
            SharpDecline.pointsLost(over: days((0..<20).map { _ in 65 + noise(10, &random) }))
                != nil
        }
        #expect(named <= 16, "\(named) of 8,000")
    }

    /// A fall of 25 points over four weeks, among days that differ by some eight points.
    @Test func aRealFallIsSeldomMissed() {
        var random = SplitMix64(seed: 29)
        let named = (0..<500).count { _ in
            let scores = (0..<20).map { 80 - 25 * Double($0) / 19 + noise(8, &random) }
            return SharpDecline.pointsLost(over: days(scores)) != nil
        }
        #expect(named >= 350, "\(named) of 500")
    }

    private func days(_ scores: [Double]) -> [DayScore] {
        scores.enumerated().map { place, score in
            DayScore(
                day: CalendarDate(daysSinceEpoch: 20_000 + place), score: score, conversations: 4)
        }
    }

    /// About normal (Irwin and Hall), with a standard deviation of `spread`.
    private func noise(_ spread: Double, _ random: inout SplitMix64) -> Double {
        let sum = (0..<12).reduce(0.0) { sum, _ in sum + Double.random(in: 0..<1, using: &random) }
        return (sum - 6) * spread
    }
}

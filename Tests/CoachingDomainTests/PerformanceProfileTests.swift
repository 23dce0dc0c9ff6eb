import CoachingDomain
import Identifiers
import Testing

@Suite struct PerformanceProfileTests {
    @Test(
        arguments: [
            ([70, 70, 70, 70, 70], PerformanceTrend.stable),
            ([70, 71, 69, 70, 71, 70], .stable),
            ([60, 61, 62, 63, 64], .improving),
            ([60, 63, 66, 69, 72, 76], .rapidlyImproving),
            ([80, 79, 78, 77, 76], .declining),
            ([80, 77, 73, 70, 66, 61], .rapidlyDeclining),
            ([40, 85, 45, 90, 38, 88], .volatile),
        ] as [([Double], PerformanceTrend)])
    func namesTheTrendOfDailyScores(scores: [Double], word: PerformanceTrend) {
        #expect(ScoreTrend(days(scores))?.word == word)
    }

    @Test func twoDaysMakeNoTrend() {
        #expect(ScoreTrend(days([10, 90])) == nil)
        #expect(ScoreTrend([]) == nil)
    }

    @Test func theLineIsThatOfLeastSquaresWeightedByConversations() throws {
        let weighted = [
            DayScore(day: day(0), score: 50, conversations: 1),
            DayScore(day: day(1), score: 60, conversations: 3),
            DayScore(day: day(3), score: 62, conversations: 2),
        ]
        // By hand: means x 1.5, y 59; Σw(x−x̄)² 7.5; Σw(x−x̄)(y−ȳ) 21; slope 2.8.
        let trend = try #require(ScoreTrend(weighted))
        #expect(abs(trend.change - 8.4) < 1e-9)
        #expect(trend.freedom == 1)
    }

    /// Scores without a slope are seldom given one: the test's size is 5 % on each side.
    @Test func noiseIsRarelyCalledATrend() {
        var random = SplitMix64(seed: 7)
        let trends = (0..<1_000).compactMap { _ in
            ScoreTrend(days((0..<12).map { _ in 70 + Double.random(in: -8...8, using: &random) }))
        }
        let called = trends.count { $0.word != .stable }
        #expect(called < 140)
    }

    @Test func areasAreStrengthsWeaknessesAndGapsByTheirLevel() {
        let profile = AreaProfile([
            mean("a", 95), mean("b", 70), mean("c", 69.9), mean("d", 49), mean("e", 30),
            mean("f", 80), mean("g", 90), mean("h", 20), mean("i", 10),
        ])
        #expect(profile.strengths == ["a", "g", "f"])
        #expect(profile.weaknesses == ["i", "h", "e"])
        #expect(profile.skillGaps == ["i", "h", "e", "d"])
    }

    @Test func theRankAmongPeersNeedsThreeAgentsAndSharesTies() {
        #expect(PeerRank.percentile(of: 50, among: [50, 60]) == nil)
        #expect(PeerRank.percentile(of: 70, among: [50, 60, 70, 70]) == 75)
        #expect(PeerRank.percentile(of: 50, among: [50, 60, 70, 80]) == 12.5)
        #expect(PeerRank.percentile(of: 60, among: [60, 60, 60]) == 50)
    }

    @Test func nothingHasNoShare() {
        #expect(share(0, of: 0) == nil)
        #expect(share(1, of: 4) == 0.25)
        #expect(SkillLevel([AreaMean]()) == nil)
        #expect(SkillLevel([mean("a", 95), mean("b", 85)]) == .expert)
    }

    private func mean(_ area: String, _ score: Double) -> AreaMean {
        AreaMean(area: area, score: score, conversations: 1)
    }

    private func day(_ number: Int) -> CalendarDate {
        CalendarDate(daysSinceEpoch: 20_000 + number)
    }

    private func days(_ scores: [Double]) -> [DayScore] {
        scores.enumerated().map {
            DayScore(day: day($0.offset), score: $0.element, conversations: 1)
        }
    }
}

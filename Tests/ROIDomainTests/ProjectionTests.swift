import Identifiers
import ROIDomain
import ROISamples
import Statistics
import Testing

@Suite struct ProjectionTests {
    private static let year = 365.25

    /// Few of the conversations have a known outcome, as in a CRM that is kept by halves.
    private func sample(
        seed: UInt64, days count: Int = 20, winning probability: Double = 0.3
    ) throws -> ReturnOnCoaching {
        var generator = SplitMix64(seed: seed)
        let activity = (0..<12).flatMap { agent in
            (0..<count).map { number in
                let talks = Int.random(in: 1...9, using: &generator)
                let known = Int.random(in: 0...talks, using: &generator)
                return AgentActivity(
                    agentID: AgentID("a\(agent)"), day: day(number), conversations: talks,
                    knownOutcomes: known,
                    successes: generator.binomial(count: known, probability: probability),
                    activeQuarters: Int.random(in: 1...30, using: &generator),
                    coachedTime: .seconds(1_800))
            }
        }
        let software = try cost("s", .software, amount: usd(100_000))
        let hours = Double.random(in: 0...300, using: &generator)
        let training = try cost("t", .trainingHours, hours: hours)
        return try report(
            activity, costs: seed % 2 == 0 ? [software] : [software, training],
            against: baseline())
    }

    /// Whatever was measured, the year at its pace is the report's net value, as often as its days
    /// fit in a year: the page and the PDF do not contradict themselves.
    @Test(arguments: UInt64(1)...40)
    func aYearAtTheMeasuredPaceIsTheReportsNetValue(seed: UInt64) throws {
        let report = try sample(seed: seed, winning: Double(seed % 10) / 10)
        let projection = try #require(try Projection(report, against: baseline(), seed: seed))
        let annualised = Double(report.netValue.estimate.minorUnits) * Self.year / 31
        // A cent of the report is so many of the year.
        #expect(abs(projection.estimate - annualised) <= 2 * Self.year / 31, "seed \(seed)")
        #expect(projection.interval.lower < annualised && annualised < projection.interval.upper)
        if case .loss = report.conclusion { #expect(projection.chanceOfLoss > 0.9) }
        if case .gain = report.conclusion { #expect(projection.chanceOfLoss < 0.1) }
    }

    /// A hundred and twenty conversations, 32 of them with an outcome, 25 won, where 60 hours lead one
    /// to expect 252: that no other outcome is known makes no year of wins.
    @Test func conversationsOfUnknownOutcomeAreNoWins() throws {
        let activity = (0..<12).map { agent in
            AgentActivity(
                agentID: AgentID("a\(agent)"), conversations: 10,
                knownOutcomes: agent < 4 ? 5 : agent < 10 ? 2 : 0,
                successes: agent < 4 ? 4 : agent < 7 ? 2 : agent < 10 ? 1 : 0, activeQuarters: 20)
        }
        let before = try baseline(conversationsPerHour: 6, conversionRate: 0.7)
        let report = try report(activity, against: before)
        let projection = try #require(Projection(report, against: before, seed: 1))
        #expect(report.conclusion.description.hasPrefix("loss"))
        #expect(projection.estimate < 0 && projection.chanceOfLoss > 0.99)
    }

    @Test func aYearThatLosesMoneyPaysNothingBack() throws {
        let report = try sample(seed: 2, winning: 0)
        let losing = try #require(try Projection(report, against: baseline(), seed: 1))
        #expect(losing.estimate < 0 && losing.paybackMonths == nil)
        // More comes in than before, and still less than a year costs.
        let cheap = try sample(seed: 2, winning: 0.9)
        let dear = try #require(
            try Projection(cheap, against: baseline(), scenario: [.annualCost: 1_000], seed: 1))
        #expect(dear.estimate < 0 && dear.paybackMonths == nil)
        let winning = try #require(try Projection(cheap, against: baseline(), seed: 1))
        let months = try #require(winning.paybackMonths)
        #expect(months > 0 && months < 12)
    }

    @Test func noScenarioWinsMoreThanEveryConversation() throws {
        let report = try sample(seed: 3, winning: 0.5)
        let ten = try #require(
            try Projection(report, against: baseline(), scenario: [.conversionRate: 10], seed: 1))
        let rate = try #require(ten.inputs.first { $0.name == .conversionRate })
        #expect(rate.mean == 1 && rate.interval.upper <= 1)
        #expect(rate.source.contains("no share passes 1"))
        let all = try #require(
            try Projection(report, against: baseline(), scenario: [.conversionRate: 3], seed: 1))
        #expect(ten.estimate == all.estimate)
    }
}

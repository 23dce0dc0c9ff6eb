import Identifiers
import ROIDomain
import ROISamples
import Testing

@Suite struct ReturnOnCoachingTests {
    /// Ten agents, ten days, five active hours a day: 500 hours, so the baseline expects 1,000
    /// conversations and 100 successes.
    @Test func theNetValueIsWhatCameInBeyondTheExpectedLessTheCost() throws {
        let software = try cost("s", .software, amount: usd(100_000))
        let people = try cost("p", .people, hours: 2)
        let report = try report(
            days(agents: 10, count: 10) { _, number in number % 2 + 2 }, costs: [software, people],
            against: baseline())
        #expect(report.conversations == 1_000)
        // 1,000 + 2 × 40 + 100 h coached × 40.
        #expect(report.coachingCost == usd(100_000 + 8_000 + 400_000))
        // 250 successes against 100, $1,000 each.
        #expect(report.netValue.estimate == usd(15_000_000 - 508_000))
        #expect(report.conclusion.description.hasPrefix("gain: between USD 1"))
    }

    /// Whatever was spent, the lines of the account leave nothing of the net value unsaid.
    @Test(arguments: [[], [CostCategory.tokens], CostCategory.allCases])
    func theAccountAddsUpToTheNetValue(categories: [CostCategory]) throws {
        let costs = try categories.map { category in
            try cost(
                "\(category)", category,
                amount: category == .trainingHours ? nil : usd(33_333),
                hours: category == .people || category == .trainingHours ? 1.7 : nil)
        }
        let report = try report(
            days(agents: 7, count: 10, coached: .seconds(777)) { agent, _ in agent % 3 },
            costs: costs, against: baseline(), tenantAgents: 11)
        let lines = report.accounts.filter { $0.name != .traditionalTraining }
        let sum = try lines.map(\.amount).reduce(usd(0)) { try $0.plus($1) }
        #expect(sum == report.netValue.estimate)
        // Ten hours for each of seven agents.
        #expect(report.accounts.last == Account(name: .traditionalTraining, amount: usd(280_000)))
        let names = Set(lines.map(\.name))
        #expect(names.contains(.trainingSaved) == categories.contains(.trainingHours))
        #expect(names.contains(.tokens) == categories.contains(.tokens))
    }

    @Test func figuresStandBesideTheirBaselinesAndTargets() throws {
        let report = try report(days(agents: 3, count: 10) { _, _ in 2 }, against: baseline())
        let figures = Dictionary(uniqueKeysWithValues: report.figures.map { ($0.name, $0) })
        let perHour = try #require(figures[.conversationsPerHour])
        #expect(perHour.measured == 2)
        #expect(perHour.change == 0)
        #expect(perHour.target == 2.5)
        let rate = try #require(figures[.conversionRate])
        #expect(rate.measured == 0.2)
        #expect(rate.observations == 300)
        #expect(abs(try #require(rate.target) - 0.115) < 1e-9)
    }

    @Test func trainingIsNotSavedUnlessItWasRecorded() throws {
        let days = days(agents: 2, count: 5) { _, _ in 1 }
        let without = try report(days, against: baseline())
        #expect(!without.figures.contains { $0.name == .trainingHours })
        #expect(without.assumptions.contains { $0.contains("none are claimed to be saved") })
        let own = try cost("t", .trainingHours, agent: "a0", hours: 3)
        let shared = try cost("u", .trainingHours, hours: 4)
        let with = try report(days, costs: [own, shared], against: baseline())
        let figure = try #require(with.figures.first { $0.name == .trainingHours })
        #expect(abs(figure.measured - 3.5) < 1e-9)
        #expect(figure.baseline == 10)
        #expect(figure.target == 5)
        // 20 hours expected, 7 recorded, $40 each.
        let saved = with.netValue.estimate.minorUnits - without.netValue.estimate.minorUnits
        #expect(saved == 13 * 4_000)
    }

    @Test func agentsAreDrawnWhenThereAreTenAndTheirDaysOtherwise() throws {
        func unit(_ agents: Int) throws -> String {
            try report(days(agents: agents, count: 9) { _, _ in 1 }, against: baseline())
                .assumptions.joined()
        }
        #expect(try unit(10).contains("10 units by agent."))
        #expect(try unit(9).contains("81 units by agent and day, since"))
    }

    @Test func aTenantsCostIsSharedAmongItsAgents() throws {
        let software = try cost("s", .software, amount: usd(100_000))
        let report = try report(
            days(agents: 1, count: 10, coached: .zero) { _, _ in 1 }, costs: [software],
            against: baseline(), tenantAgents: 4)
        #expect(report.coachingCost == usd(25_000))
    }

    /// Nothing of what was spent is lost because somebody had no conversation in the period.
    @Test func aReportOnAllAgentsCarriesAllCosts() throws {
        let software = try cost("s", .software, amount: usd(100_000))
        let report = try report(
            days(agents: 2, count: 10, coached: .zero) { _, _ in 1 }, costs: [software],
            against: baseline(), coachedAgents: 8)
        #expect(report.coachingCost == usd(100_000))
    }

    @Test(arguments: [[1, 1, 1, 1], [2, 2], [3, 1], [4]])
    func sharesOfATenantsCostAddUp(parts: [Int]) throws {
        let software = try cost("s", .software, amount: usd(100_000))
        let sum = try parts.reduce(usd(0)) { sum, part in
            try sum.plus(
                report(
                    days(agents: 1, count: 10, coached: .zero) { _, _ in 1 }, costs: [software],
                    against: baseline(), tenantAgents: 4, coachedAgents: part
                ).coachingCost)
        }
        #expect(sum == usd(100_000))
    }

    @Test func nothingToReportOnIsRefused() throws {
        let idle = AgentActivity(agentID: "a", day: day(0), coachedTime: .seconds(60))
        for days in [[], [idle]] {
            #expect(throws: ROIRefusal.noConversations) { try report(days, against: baseline()) }
        }
    }

    @Test func costsInAnotherCurrencyAreRefused() throws {
        let euros = try cost("e", .software, amount: Money(minorUnits: 1, currency: "EUR"))
        #expect(throws: ROIRefusal.currencies(["EUR", "USD"])) {
            try report(days(agents: 1, count: 9) { _, _ in 1 }, costs: [euros], against: baseline())
        }
    }

    @Test func amountsBeyondSixtyFourBitsAreRefused() throws {
        let huge = try [1, 2].map { try cost("h\($0)", .software, amount: usd(.max)) }
        #expect(throws: ROIRefusal.amountTooLarge) {
            try report(days(agents: 1, count: 9) { _, _ in 1 }, costs: huge, against: baseline())
        }
    }

    @Test func anOverlapWithTheBaselineIsSaid() throws {
        let report = try report(
            days(agents: 1, count: 9) { _, _ in 1 }, against: baseline(period: march))
        #expect(report.assumptions.contains { $0.contains("overlaps") })
    }

    @Test func theOrderOfTheDaysChangesNothing() throws {
        let all = days(agents: 4, count: 8) { agent, number in (agent + number) % 3 }
        #expect(
            try report(all, against: baseline()) == report(all.reversed(), against: baseline()))
    }
}

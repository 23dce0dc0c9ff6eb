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
        #expect(without.assumptions.contains { $0.contains("what was saved is unknown") })
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

    /// However far ahead a period ends, what is saved is what the days until now would have needed.
    @Test func noTrainingIsSavedOnDaysThatHaveNotCome() throws {
        let days = days(agents: 2, count: 5) { _, _ in 1 }
        let training = try cost("t", .trainingHours, hours: 1)
        let now = day(10).start
        func saved(until end: Int) throws -> Money? {
            let period = try Period(start: march.start, end: day(end).start)
            let report = try report(
                days, costs: [training], against: baseline(), over: period, asOf: now)
            #expect(report.assumptions.contains { $0.contains("is not over") } == (end > 10))
            return report.accounts.first { $0.name == .trainingSaved }?.amount
        }
        // Ten of January's 31 days, ten hours each, two agents, an hour of theirs recorded, $40 each.
        let hours: Double = 200.0 / 31 - 1
        let expected = usd(Int64((hours * 4_000).rounded()))
        #expect(try saved(until: 10) == expected)
        #expect(try saved(until: 31) == expected)
        #expect(try saved(until: 3_000) == expected)
    }

    @Test func trainingIsComparedFromTheFirstSessionOn() throws {
        let days = days(agents: 2, count: 20) { _, _ in 1 }
        let before = try cost("b", .trainingHours, agent: "a0", hours: 5)
        let since = try cost("s", .trainingHours, agent: "a0", hours: 1, at: day(25).start)
        let report = try report(
            days, costs: [before, since], against: baseline(),
            coachedSince: day(21).start + .seconds(3_600))
        let figure = try #require(report.figures.first { $0.name == .trainingHours })
        // Ten days of coaching; what was recorded before them is not its doing.
        #expect(abs(figure.baseline - 10 * 10.0 / 31) < 1e-9)
        #expect(abs(figure.measured - 1) < 1e-9)
    }

    @Test func oneAgentsHoursSayNothingOfTheOthers() throws {
        let own = try cost("t", .trainingHours, agent: "a0", hours: 3)
        let report = try report(
            days(agents: 5, count: 5) { _, _ in 1 }, costs: [own], against: baseline())
        let saved = report.accounts.first { $0.name == .trainingSaved }?.amount
        #expect(saved == usd((10 - 3) * 4_000))
        #expect(report.figures.first { $0.name == .trainingHours }?.observations == 1)
        #expect(report.assumptions.contains { $0.contains("known of 1 of 5 agents") })
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
        let stray = try cost("u", .people, agent: "joe", amount: usd(20_000))
        let sum = try parts.reduce(usd(0)) { sum, part in
            try sum.plus(
                report(
                    days(agents: 1, count: 10, coached: .zero) { _, _ in 1 }, costs: [software],
                    against: baseline(), tenantAgents: 4, coachedAgents: part,
                    strayCosts: [stray]
                ).coachingCost)
        }
        #expect(sum == usd(120_000))
    }

    @Test func costsOfAgentsWhoWereNeverCoachedAreTheTenants() throws {
        let stray = try cost("u", .people, agent: "joe", amount: usd(20_000))
        let report = try report(
            days(agents: 2, count: 10, coached: .zero) { _, _ in 1 }, against: baseline(),
            strayCosts: [stray])
        #expect(report.coachingCost == usd(20_000))
        #expect(report.agents == 2)
        #expect(report.assumptions.contains { $0.contains("never coached (1)") })
    }

    /// What the formulas say is what the lines say: no line takes up what others were rounded by.
    @Test func eachLineIsItsFormulaRounded() throws {
        let days = days(agents: 3, count: 10, coached: .milliseconds(777_777)) { agent, number in
            (agent + number) % 3
        }
        let report = try report(
            days, costs: [try cost("t", .trainingHours, agent: "a0", hours: 1.0 / 3)],
            against: baseline(conversionRate: 1.0 / 7))
        let lines = Dictionary(uniqueKeysWithValues: report.accounts.map { ($0.name, $0.amount) })
        let won = Double(days.reduce(0) { $0 + $1.successes })
        let extra = (won - 150 * 2.0 / 7) * 100_000
        #expect(lines[.extraValue] == usd(Int64(extra.rounded())))
        #expect(lines[.trainingSaved] == usd(Int64(((10 - 1.0 / 3) * 4_000).rounded())))
        let hours = 30 * 777.777 / 3_600
        #expect(lines[.timeInSessions] == usd(-Int64((hours * 4_000).rounded())))
    }

    @Test func whatDrivesAReportStandsInIt() throws {
        let report = try report(days(agents: 3, count: 9) { _, _ in 1 }, against: baseline())
        let text = report.assumptions.joined()
        for figure in ["USD 40.00 an hour", "10 hours of training", "USD 1,000.00 a success"] {
            #expect(text.contains(figure), "\(figure)")
        }
    }

    @Test(arguments: [(-1, false), (0, false), (5, true), (40, true)])
    func aBaselineOfAfterTheStartIsSaid(recordedOn number: Int, isLate: Bool) throws {
        let sample = try baseline()
        let late = try Baseline(
            period: sample.period, trainingHours: 10, conversationsPerHour: 2, conversionRate: 0.1,
            valuePerSuccess: sample.valuePerSuccess, hourlyCost: sample.hourlyCost,
            source: sample.source, recordedAt: day(number).start)
        let report = try report(days(agents: 3, count: 9) { _, _ in 1 }, against: late)
        let told = try #require(report.assumptions.first { $0.contains("was recorded on") })
        #expect(told.contains("after the report's period had begun") == isLate)
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

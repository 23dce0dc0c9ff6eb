import Identifiers
import ROIDomain
import ROISamples
import Statistics
import Testing

@Suite struct ReportDocumentTests {
    private func sample() throws -> (ReturnOnCoaching, Projection) {
        let days = days(agents: 12, count: 20) { agent, number in (agent + number) % 3 + 1 }
        let software = try cost("s", .software, amount: usd(100_000))
        let training = try cost("t", .trainingHours, hours: 70)
        let report = try report(days, costs: [software, training], against: baseline())
        let projection = try #require(
            try Projection(report, against: baseline(), seed: 1))
        return (report, projection)
    }

    /// Every object stands where the table says, and the same report is the same file.
    @Test func aDocumentIsAWholeFileAndTheSameEachTime() throws {
        let (report, projection) = try sample()
        let files = (0..<2).map { _ in
            ReportDocument(
                tenant: "agency (north)", subject: "all teams", period: march, asOf: march.end,
                report: report,
                projection: projection, hash: "ab12"
            ).pdf()
        }
        #expect(files[0] == files[1])
        let text = String(decoding: files[0], as: UTF8.self)
        #expect(text.hasPrefix("%PDF-1.4\n"))
        #expect(text.hasSuffix("%%EOF\n"))
        #expect(text.contains("agency \\(north\\)"))
        let table = try #require(text.split(separator: "xref\n").dropFirst().first)
        for (number, line) in table.split(separator: "\n").dropFirst(2).enumerated() {
            guard line.hasSuffix(" n "), let offset = Int(line.prefix(10)) else { break }
            let object = String(decoding: files[0][offset...].prefix(12), as: UTF8.self)
            #expect(object.hasPrefix("\(number + 1) 0 obj"))
        }
    }

    @Test func textIsWrappedByItsWidth() {
        let lines = PDFDocument.wrapped(
            String(repeating: "coaching pays ", count: 40), width: 200, size: 10)
        #expect(lines.count > 10)
        #expect(lines.allSatisfy { PDFDocument.width(of: $0, size: 10) <= 200 })
    }

    @Test func theWidestBarComesFirstAndTheMeanLiesInside() throws {
        let (_, projection) = try sample()
        #expect(projection.tornado.map(\.width) == projection.tornado.map(\.width).sorted(by: >))
        #expect(projection.interval.lower < projection.estimate)
        #expect(projection.estimate < projection.interval.upper)
        #expect(projection.inputs.allSatisfy { !$0.source.isEmpty })
    }

    /// At the rate of break-even the year brings nothing.
    @Test func breakEvenIsWhereTheYearBringsNothing() throws {
        let (report, projection) = try sample()
        let rate = try #require(projection.breakEvenRate)
        let measured = try #require(report.figures.first { $0.name == .conversionRate }).measured
        let there = try #require(
            try Projection(
                report, against: baseline(), scenario: [.conversionRate: rate / measured], seed: 1))
        #expect(abs(there.estimate) < 0.1 * (there.interval.upper - there.interval.lower))
        #expect(there.chanceOfLoss > 0.3 && there.chanceOfLoss < 0.7)
    }

    @Test func noYearFollowsFromWhatIsTooEarlyToTell() throws {
        let few = days(agents: 2, count: 2) { _, _ in 2 }
        let report = try report(few, costs: [], against: baseline())
        #expect(report.conclusion.isTooEarly)
        #expect(
            try Projection(report, against: baseline(), seed: 1) == nil)
    }

    @Test func manyAgentsAreDrawnInGroups() throws {
        var generator = SplitMix64(seed: 8)
        let activity = (0..<5_000).map { agent in
            AgentActivity(
                agentID: AgentID("a\(agent)"), conversations: 50, knownOutcomes: 50,
                successes: generator.binomial(count: 50, probability: 0.1), activeQuarters: 100)
        }
        let report = try ReturnOnCoaching(
            Measurement(
                period: march, activity: activity, costs: [], coachedAgentCount: 5_000,
                tenantAgentCount: 5_000),
            against: baseline(), using: &generator)
        #expect(report.assumptions.contains { $0.contains("at random from 5000 agents") })
        let rate = try #require(report.figures.first { $0.name == .conversionRate })
        let known = 2 * 1.96 * (0.09 / 250_000).squareRoot()
        #expect(abs((rate.interval.upper - rate.interval.lower) / known - 1) < 0.15)
    }
}

import Identifiers
import Statistics
import Testing

@testable import ROIDomain

@Suite struct ExperimentFindingsTests {
    private func design(
        _ metrics: [AgentOutcomes.Metric] = [.conversionRate], isByTeam: Bool = false,
        isStratified: Bool = false
    ) -> ExperimentDesign {
        ExperimentDesign(
            arms: ["control", "treated"], shares: [1, 1], metrics: metrics, isByTeam: isByTeam,
            isStratified: isStratified)
    }

    /// `rate` of 100 conversations are won, one more or less by the agent.
    private func agent(
        _ number: Int, _ arm: String, rate: Int, team: String? = nil, stratum: String? = nil
    ) -> AgentOutcomes {
        AgentOutcomes(
            unit: "agent-\(number)", arm: arm, team: team, stratum: stratum, conversations: 100,
            knownOutcomes: 100, successes: rate + number % 3 - 1, activeHours: 50)
    }

    /// Agents in turn in the two arms.
    private func agents(_ count: Int, control: Int, treated: Int) -> [AgentOutcomes] {
        (0..<count).map {
            agent($0, $0 % 2 == 0 ? "control" : "treated", rate: $0 % 2 == 0 ? control : treated)
        }
    }

    @Test(arguments: [
        (10, 20, "effect: the conversion rate of treated is between"),
        (20, 10, "harm: the conversion rate of treated is between"),
        (10, 10, "no detectable effect: the conversion rate of treated lies between"),
    ])
    func theConclusionIsOfTheFirstMetricInItsOwnUnit(control: Int, treated: Int, begins: String) {
        let found = ExperimentFindings(agents(60, control: control, treated: treated), design())
        #expect(found.conclusion.hasPrefix(begins), "\(found.conclusion)")
        #expect(found.conclusion.contains("percentage points"))
        #expect(found.conclusion.hasSuffix("however often one looked"))
        #expect(found.arms.map(\.units) == [30, 30] && found.arms.map(\.share) == [0.5, 0.5])
    }

    @Test func tooFewAreTooEarly() {
        let few = ExperimentFindings(agents(18, control: 10, treated: 90), design())
        #expect(few.conclusion == "too early: treated has 9 units, at least 10 are needed")
        let nobody = ExperimentFindings([], design())
        #expect(nobody.conclusion.hasPrefix("too early: nobody was exposed"))
        #expect(nobody.arms.map(\.agents) == [0, 0] && nobody.effects.isEmpty)
    }

    /// The first metric's own p stands; the others are adjusted among themselves.
    @Test func theOtherMetricsAreAdjustedTogether() throws {
        let found = ExperimentFindings(
            agents(60, control: 10, treated: 14),
            design([.conversionRate, .conversationsPerHour, .conversations]))
        let lines = found.effects.filter { $0.method == .alwaysValid }
        #expect(
            lines.map(\.outcome) == design(AgentOutcomes.Metric.allCases).metrics.map(\.rawValue))
        #expect(lines.map { $0.adjustedPValue != nil } == [false, true, true])
    }

    /// Five agents a team who all do as their team does: fifty agents are ten teams.
    @Test func teamsAreCountedWhereTeamsWereDrawn() {
        let agents = (0..<100).map { number -> AgentOutcomes in
            let team = number / 5
            return agent(
                number, team % 2 == 0 ? "control" : "treated", rate: 10 + team % 4,
                team: "team-\(team)")
        }
        let found = ExperimentFindings(agents, design(isByTeam: true))
        #expect(found.arms.map(\.units) == [10, 10] && found.arms.map(\.agents) == [50, 50])
        #expect(found.effects.allSatisfy { $0.armCount == 10 && $0.controlCount == 10 })
    }

    @Test func effectsByTenureAreLeads() {
        let agents = (0..<80).map { number -> AgentOutcomes in
            let isTreated = number % 2 == 1
            let isNew = number % 4 < 2
            return agent(
                number, isTreated ? "treated" : "control",
                rate: (isNew ? 10 : 30) + (isTreated && isNew ? 12 : 0),
                stratum: isNew ? "first_year" : "over_three_years")
        }
        let found = ExperimentFindings(agents, design(isStratified: true))
        let parts = found.effects.filter { $0.subgroup != nil }
        #expect(parts.map(\.subgroup) == ["tenure=first_year", "tenure=over_three_years"])
        #expect(abs(parts[0].estimate - 0.12) < 0.01 && abs(parts[1].estimate) < 0.01)
        #expect(parts[0].sentence.contains("treated (tenure=first_year)"))
        // Half of the spread was tenure's.
        let allowed = found.effects.first { $0.method == .postStratified }
        let plain = found.effects.first { $0.method == .ratioDelta }
        #expect((allowed?.standardError ?? 1) < 0.5 * (plain?.standardError ?? 0))
        #expect(
            !ExperimentFindings(agents, design()).effects.contains { $0.method == .postStratified })
    }

    // MARK: - Checks

    private func check(
        _ name: ExperimentCheck.Name, _ agents: [AgentOutcomes], isByTeam: Bool = false,
        metOther: Int = 0
    ) -> ExperimentCheck? {
        ExperimentCheck.all(agents, design(isByTeam: isByTeam), metOther: metOther)
            .first { $0.name == name }
    }

    @Test func whatSpoilsAnExperimentIsTold() {
        let even = agents(60, control: 10, treated: 10)
        #expect(check(.sampleRatio, even)?.state == .passed)
        #expect(check(.contamination, even)?.state == .passed)
        #expect(check(.spillover, even) == nil)
        let uneven = (0..<60).map { agent($0, $0 % 6 == 0 ? "control" : "treated", rate: 10) }
        #expect(check(.sampleRatio, uneven)?.state == .failed)
        #expect(check(.contamination, even, metOther: 2)?.words.contains("2 of 60") == true)
        let teams = (0..<60).map {
            agent($0, $0 % 2 == 0 ? "control" : "treated", rate: 10, team: "team-\($0 / 2)")
        }
        #expect(check(.spillover, teams)?.words.hasPrefix("30 of 30 teams") == true)
        #expect(check(.spillover, teams, isByTeam: true) == nil)
    }

    // MARK: - The course

    private let start = Instant(microseconds: 1_790_000_000_000_000)

    @Test(arguments: [(60, 30), (3 * 86_400, 30), (400 * 86_400, 30), (400 * 86_400, 50_000)])
    func looksAreInOrderAndEndNow(seconds: Int, agents: Int) {
        let end = start + .seconds(seconds)
        let times = ExperimentCourse.times(from: start, to: end, agents: agents)
        #expect(times.last == end && times == times.sorted() && Set(times).count == times.count)
        #expect(times.count <= (agents > 30 ? 5 : 30))
        #expect(times.dropLast().allSatisfy { $0 > start && $0.microseconds % 900_000_000 == 0 })
    }

    @Test func theCourseEndsWithTheFindings() throws {
        let agents = agents(40, control: 10, treated: 16)
        let times = (1...4).map { start + .seconds($0 * 86_400) }
        let stages = times.indices.flatMap { look in
            agents.map { ExperimentCourse.Stage(look: look, outcomes: $0) }
        }
        let course = ExperimentCourse(stages, at: times, design())
        #expect(course.looks.count == 4 && course.agents.count == 40)
        #expect(course.agents.allSatisfy { $0.conversations == 400 })
        let found = ExperimentFindings(course.agents, design())
        let line = try #require(found.effects.first { $0.method == .alwaysValid })
        let last = try #require(course.looks.last)
        #expect(abs(last.estimate - line.estimate) < 1e-9)
        #expect(abs(last.interval.lower - line.interval.lower) < 1e-9)
    }

    /// Agents differ, the arms do not; each day brings conversations and a look. However many days,
    /// at most 5 % of such experiments may ever claim an effect.
    @Test(arguments: [10, 40])
    func lookingEveryDayAtARateRaisesNoFalseAlarms(perArm: Int) {
        let seed: UInt64 = 20_261_122
        var generator = SplitMix64(seed: seed)
        let test = AnytimeTest()
        var alarms = 0
        let runs = 400
        for _ in 0..<runs {
            let rates = (0..<2 * perArm).map { _ in
                min(0.9, max(0.02, generator.normal(mean: 0.2, standardDeviation: 0.08)))
            }
            var units = rates.indices.map {
                AgentOutcomes(
                    unit: "\($0)", arm: $0 < perArm ? "control" : "treated", team: nil,
                    stratum: nil, conversations: 0, knownOutcomes: 0, successes: 0, activeHours: 0)
            }
            let isAlarm = (0..<40).contains { _ in
                for place in units.indices {
                    let talks = Int.random(in: 0...4, using: &generator)
                    let won = (0..<talks).count { _ in
                        Double.random(in: 0..<1, using: &generator) < rates[place]
                    }
                    units[place].add(
                        AgentOutcomes(
                            unit: "", arm: "", team: nil, stratum: nil, conversations: talks,
                            knownOutcomes: talks, successes: won, activeHours: 0))
                }
                let metric = AgentOutcomes.Metric.conversionRate
                return test.evidence(
                    metric.moments(of: Array(units.suffix(perArm))),
                    metric.moments(of: Array(units.prefix(perArm)))) >= 20
            }
            if isAlarm { alarms += 1 }
        }
        #expect(Double(alarms) / Double(runs) <= 0.05, "\(alarms) of \(runs), seed \(seed)")
    }

    // MARK: - Plans

    @Test func anUnevenPlanFindsLess() {
        let even = StudyPlan().answer(meanPerArm: 50)
        let uneven = StudyPlan(share: 0.1).answer(meanPerArm: 50)
        #expect(even.treated == 50 && even.control == 50)
        #expect(uneven.treated == 10 && uneven.control == 90)
        #expect(uneven.effectInSD > even.effectInSD)
        #expect(StudyPlan(share: 0.001).answer(meanPerArm: 5).treated == 2)
    }

    @Test func anEffectIsToldInTheMetricsUnit() throws {
        let units = agents(20, control: 10, treated: 30)
        let usual = try #require(UsualOutcomes(.conversionRate, of: units))
        #expect(usual.units == 20 && abs(usual.mean - 0.2) < 0.01)
        let words = usual.words(detecting: StudyPlan().answer(perArm: 10))
        #expect(words.contains("the conversion rate was") && words.contains("percentage points"))
        #expect(UsualOutcomes(.conversionRate, of: Array(units.prefix(2))) == nil)
        let teams = UsualOutcomes.byTeam(
            units, teams: [("north", ["agent-1", "agent-2"]), ("south", ["agent-3", "nobody"])])
        #expect(teams.map(\.unit) == ["north", "south"] && teams.map(\.agents) == [2, 1])
    }
}

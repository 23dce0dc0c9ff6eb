import CoachingContract
import GatewayDomain
import Identifiers
import ROIContract

/// A manager's page of what coaching returned, how sure that is, and how it was found out.
struct ReturnsPage: PageView {
    let person: Person
    let stretch: Stretch
    let subject: ReturnSubject
    let teams: Panel<[Team]>
    /// Those whom the person leads.
    let agents: Panel<[AgentLine]>
    let scenario: [ScenarioFactor]
    let report: Panel<ROIReport>
    let projection: Panel<ReturnProjection>
    let adoption: Panel<Adoption>
    let metrics: Panel<CoachingMetrics>
    let experiments: Panel<[ExperimentState]>
    /// Of the figure that was asked for.
    let explanation: Panel<FigureExplanation>?
    let kept: Panel<[KeptReport]>
    let schedule: Panel<ReportSchedule>

    /// What a projection depends on, in the order of the sliders.
    static let inputs = [
        "conversations_per_hour", "conversion_rate", "value_per_success", "active_hours",
        "annual_cost",
    ]

    var values: [String: Any] {
        let missing = [
            report.missing, projection.missing, adoption.missing, metrics.missing,
            teams.missing, agents.missing, experiments.missing, explanation?.missing,
            kept.missing, schedule.missing,
        ]
        var values = PageFrame(
            title: "Return on coaching", person: person, place: .returns,
            missing: missing.compactMap { $0 }
        ).values
        values["from"] = "\(stretch.first)"
        values["to"] = "\(stretch.last)"
        values["period"] = "from=\(stretch.first)&to=\(stretch.last)" + subjectQuery
        putSubjects(in: &values)
        report.put("report", in: &values) { ReturnReportView($0).values }
        projection.put("projection", in: &values) {
            ProjectionView($0, scenario, agents: report.value?.agents).values
        }
        adoption.put("adoption", in: &values) { AdoptionView($0, metrics.value).values }
        explanation?.put("explanation", in: &values) { ExplanationView($0).values }
        putExperiments(in: &values)
        putReports(in: &values)
        return values
    }

    private var subjectQuery: String {
        subject == .everybody ? "" : "&whom=\(urlEncoded(subject.words))"
    }

    /// A list that is longer helps nobody; the address takes any agent.
    static let agentsMax = 500

    private func putSubjects(in values: inout [String: Any]) {
        func choice(_ candidate: ReturnSubject, _ name: String) -> [String: Any] {
            ["value": candidate.words, "name": name, "isChosen": candidate == subject]
        }
        let teams = teams.value ?? []
        var known = (agents.value ?? []).map(\.agent).sorted().prefix(Self.agentsMax)
        if let agent = subject.agent, !known.contains(agent) { known.append(agent) }
        values["whomValue"] = subject.words
        values["teams"] = teams.map { choice(.team($0.teamID), $0.name) }
        values["hasTeams"] = !teams.isEmpty
        values["agents"] = known.map { choice(.agent($0), $0.rawValue) }
        values["hasAgents"] = !known.isEmpty
        switch subject {
        case .everybody: break
        case .team(let id):
            values["whom"] = ", " + (teams.first { $0.teamID == id }?.name ?? id.rawValue)
        case .agent(let agent): values["whom"] = ", \(agent)"
        }
    }

    private func putExperiments(in values: inout [String: Any]) {
        let all = experiments.value ?? []
        values["experiments"] = all.map(ExperimentView.line)
        values["hasExperiments"] = !all.isEmpty
        values["hasNoExperiment"] = all.isEmpty && experiments.missing == nil
    }

    private func putReports(in values: inout [String: Any]) {
        let reports = kept.value ?? []
        values["reports"] = reports.map { report in
            [
                "hash": report.hash, "short": String(report.hash.prefix(12)),
                "period": Words.days(from: report.periodStart, to: report.periodEnd),
                "subject": report.agentID?.rawValue
                    ?? report.teamID.map { "Team \($0)" } ?? "All agents",
                "made": Words.dateAndClock(report.createdAt)
                    + (report.isScheduled ? ", by schedule" : ""),
            ]
        }
        values["hasReports"] = !reports.isEmpty
        guard let schedule = schedule.value else { return }
        values["cadences"] = ["never", "weekly", "monthly"].map {
            ["value": $0, "name": Words.title($0), "isChosen": $0 == schedule.cadence]
        }
        values["hasSchedule"] = true
        values["next"] = schedule.nextAt.map {
            "The next is made when \($0.description.prefix(10)) has begun."
        }
        if !schedule.problem.isEmpty {
            values["scheduleProblem"] = "The last could not be made: \(schedule.problem)"
        }
    }
}

extension Words {
    /// `2026-03-01 to 2026-03-31`: whole days, the last one said and not left out.
    static func days(from start: Instant, to end: Instant) -> String {
        let last = Instant(microseconds: end.microseconds - 1)
        return "\(start.description.prefix(10)) to \(last.description.prefix(10))"
    }
}

import CoachingContract
import GatewayDomain
import Identifiers
import Wire

/// A manager's page: what wants attention, how the week was, what to do, and what came of it.
struct TeamPage: PageView {
    let person: Person
    let teams: Panel<[Team]>
    let escalations: Panel<[Escalation]>
    let summary: Panel<TeamSummary>
    let metrics: Panel<CoachingMetrics>
    /// `REACHED-MISSED` of a message that was just sent.
    let report: String?

    var values: [String: Any] {
        let missing = [teams.missing, escalations.missing, summary.missing, metrics.missing]
        var values = PageFrame(
            title: "Team", person: person, place: .team, missing: missing.compactMap { $0 }
        ).values
        let inbox = escalations.value ?? []
        values["escalations"] = EscalationCard.cards(of: inbox).map(\.values)
        values["hasEscalations"] = !inbox.isEmpty
        values["isQuiet"] = inbox.isEmpty && escalations.missing == nil
        let chosen = summary.value?.teamID
        let all = teams.value ?? []
        values["teams"] = all.map {
            [
                "id": urlEncoded($0.teamID.rawValue), "name_id": $0.teamID.rawValue,
                "name": $0.name,
                "isChosen": $0.teamID == chosen,
            ]
        }
        values["hasSeveral"] = all.count > 1
        if let summary = summary.value { values["summary"] = TeamWeekView(summary).values }
        if case .notYet(let reason) = summary { values["summaryGap"] = reason }
        if let metrics = metrics.value { values["metrics"] = Self.figures(metrics) }
        values["sent"] = report.flatMap(Self.sentence)
        return values
    }

    private static func figures(_ metrics: CoachingMetrics) -> [[String: Any]] {
        var change = "–"
        if let points = metrics.qualityChange, let lower = metrics.qualityLower,
            let upper = metrics.qualityUpper
        {
            change =
                "\(Words.number(points, signed: true)) (\(Words.number(lower, signed: true)) to "
                + "\(Words.number(upper, signed: true)))"
        }
        return [
            ("Sessions", Words.grouped(metrics.sessions)),
            ("Prompts", Words.grouped(metrics.alerts)),
            ("Accepted", Words.share(metrics.accepted, of: metrics.alerts)),
            ("Acted on", Words.share(metrics.actedOn, of: metrics.accepted)),
            ("Overridden", Words.grouped(metrics.overridden)),
            ("Modules completed", Words.percent(metrics.trainingCompletionRate)),
            ("Agents who improved", Words.percent(metrics.improvedShare)),
            ("Quality, change", change),
        ].map { ["name": $0.0, "value": $0.1] }
    }

    private static func sentence(_ report: String) -> String? {
        let counts = report.split(separator: "-").compactMap { Int($0) }
        guard counts.count == 2 else { return nil }
        return "Shown to \(Words.plural(counts[0], "agent")) now; "
            + "\(counts[1]) will find it when they are back."
    }
}

/// A team's week as its manager reads it.
struct TeamWeekView {
    let summary: TeamSummary

    init(_ summary: TeamSummary) { self.summary = summary }

    var values: [String: Any] {
        let team = urlEncoded(summary.teamID.rawValue)
        return [
            "id": summary.teamID.rawValue, "name": summary.name, "week": "\(summary.weekStart)",
            "before": "?team=\(team)&day=\(summary.weekStart.adding(days: -7))",
            "after": "?team=\(team)&day=\(summary.weekStart.adding(days: 7))",
            "sentence": sentence, "agents": summary.agents.map(agent),
            "hasAgents": !summary.agents.isEmpty, "advice": summary.recommended.map(advice),
            "hasAdvice": !summary.recommended.isEmpty, "followed": summary.followed.map(outcome),
            "hasFollowed": !summary.followed.isEmpty,
        ]
    }

    private var sentence: String {
        let talks = summary.agents.map(\.conversations).reduce(0, +)
        let compared = summary.agents.compactMap { agent in
            agent.quality.flatMap { now in agent.qualityBefore.map { now - $0 } }
        }
        let better =
            compared.isEmpty
            ? "no agent talked in both this week and the week before"
            : "\(compared.count { $0 > 0 }) of \(Words.plural(compared.count, "agent")) who talked in "
                + "both better than the week before"
        return "\(Words.plural(talks, "conversation")), \(better), "
            + "\(Words.plural(summary.openEscalations, "escalation")) not resolved."
    }

    private func agent(_ week: AgentWeek) -> [String: Any] {
        var change = "–"
        if let now = week.quality, let before = week.qualityBefore {
            change = Words.number(now - before, signed: true)
        }
        return [
            "agent": week.agentID.rawValue, "path": urlEncoded(week.agentID.rawValue),
            "conversations": week.conversations, "score": Words.score(week.quality),
            "band": band(week.quality), "change": change, "prompts": week.alerts,
            "adherence": Words.share(week.alertsAccepted, of: week.alerts),
            "escalations": week.escalations,
            "modules": week.modulesCompleted,
        ]
    }

    private func advice(_ advice: Intervention) -> [String: Any] {
        [
            "agent": advice.agentID.rawValue, "path": urlEncoded(advice.agentID.rawValue),
            "type": Words.title(advice.type.known?.rawValue ?? ""), "reason": advice.reason,
            "action": advice.action,
        ]
    }

    private func outcome(_ outcome: InterventionOutcome) -> [String: Any] {
        var change = "–"
        if let before = outcome.meanBefore, let after = outcome.meanAfter,
            let lower = outcome.lower, let upper = outcome.upper
        {
            change =
                "\(Words.number(after - before, signed: true)) "
                + "(\(Words.number(lower, signed: true)) to \(Words.number(upper, signed: true)))"
        }
        return [
            "agent": outcome.agentID.rawValue, "week": "\(outcome.week)",
            "area": Words.title(outcome.area),
            "type": Words.title(outcome.type.known?.rawValue ?? ""), "change": change,
            "verdict": Self.words(outcome.verdict.known),
        ]
    }

    private static func words(_ verdict: InterventionVerdict?) -> String {
        switch verdict {
        case .worked: "Worked"
        case .worse: "Worse afterwards"
        case .noDifference: "No difference to tell"
        case .tooEarly, nil: "Too early to tell"
        }
    }
}

import AnalyzerContract
import CoachingContract
import GatewayDomain
import Identifiers
import Wire

/// A conversation with a simulated client, and its scorecard when it is over.
struct RolePlayPage: PageView {
    let person: Person
    let play: RolePlay

    var values: [String: Any] {
        var values = PageFrame(title: play.brief.title, person: person, place: .training).values
        let isActive = play.status.known == .active
        values["id"] = play.rolePlayID.description
        values["title"] = play.brief.title
        values["client"] = play.brief.client
        values["situation"] = play.brief.situation
        values["goal"] = play.brief.goal
        values["agent"] = play.agentID.rawValue
        values["module"] = urlEncoded(play.moduleID.rawValue)
        values["moduleID"] = play.moduleID.rawValue
        values["scenario"] = play.brief.scenarioID
        values["agentQuery"] = "?agent=\(urlEncoded(play.agentID.rawValue))"
        values["isActive"] = isActive
        values["turn"] = play.lines.count { $0.role.known == .agent }
        values["state"] = Self.words(play.status.known)
        values["partner"] =
            play.partner.known == .claude ? "played by Claude" : "played from a script"
        values["lines"] = play.lines.enumerated().map(line)
        if let scorecard = play.scorecard {
            values["scorecard"] = ScorecardView(scorecard, of: play).values
        }
        return values
    }

    static func words(_ status: RolePlayStatus?) -> String {
        switch status {
        case .active, nil: "Under way"
        case .won: "The client agreed"
        case .lost: "The client left"
        case .ended: "Ended early"
        }
    }

    private func line(_ place: Int, _ line: RolePlayLine) -> [String: Any] {
        let isAgent = line.role.known == .agent
        let agent = play.agentID == person.agent ? "You" : play.agentID.rawValue
        return [
            "role": isAgent ? "agent" : "client", "name": isAgent ? agent : play.brief.client,
            "text": line.text, "isNewest": place == play.lines.count - 1,
        ]
    }
}

/// How a role-play went, as a person reads it.
struct ScorecardView {
    let scorecard: Scorecard
    let play: RolePlay

    init(_ scorecard: Scorecard, of play: RolePlay) {
        self.scorecard = scorecard
        self.play = play
    }

    var values: [String: Any] {
        let areas = (scorecard.qualityScores + scorecard.expertiseScores).map {
            AgentProfile.Score(name: $0.area, score: $0.score, conversations: 1)
        }.sorted { ($1.score, $0.name) < ($0.score, $1.name) }
        let reached = scorecard.goals.count { $0.isReached }
        return [
            "isScored": !scorecard.isTooShort, "note": scorecard.note,
            "hasNote": !scorecard.note.isEmpty,
            "score": Words.score(scorecard.overallScore), "band": band(scorecard.overallScore),
            "sentence":
                "\(RolePlayPage.words(play.status.known)). "
                + "\(reached) of \(Words.plural(scorecard.goals.count, "goal")) reached, "
                + "\(Words.plural(scorecard.questionsAsked, "question")) asked\(objections).",
            "hasAreas": !areas.isEmpty,
            "chart": areas.isEmpty
                ? "" : Charts.bars("scorecard", title: "Scores by area", areas),
            "summary": Charts.summary(of: areas),
            "goals": scorecard.goals.map(goal), "moments": scorecard.moments.map(moment),
            "hasMoments": !scorecard.moments.isEmpty, "advice": scorecard.advice,
            "compliance": scorecard.compliance.map {
                ["phrase": $0.phrase, "guidance": $0.guidance]
            },
            "hasCompliance": !scorecard.compliance.isEmpty,
        ]
    }

    /// Only where the client raised one.
    private var objections: String {
        guard scorecard.objectionsIdentified > 0 else { return "" }
        return ", \(scorecard.objectionsResolved) of "
            + "\(Words.plural(scorecard.objectionsIdentified, "objection")) resolved"
    }

    private func goal(_ goal: ScenarioGoal) -> [String: Any] {
        ["name": goal.name, "isReached": goal.isReached, "example": goal.example]
    }

    private func moment(_ moment: ScorecardMoment) -> [String: Any] {
        [
            "line": moment.line, "area": Words.title(moment.area), "reason": moment.reason,
            "points": Words.number(moment.points, signed: true),
            "direction": moment.points < 0 ? "against" : "for",
        ]
    }
}

import CoachingContract
import GatewayDomain
import Identifiers
import ROIContract

/// The list of agents.
struct AgentsPage: PageView {
    let person: Person
    let agents: Panel<[AgentLine]>
    /// Who has a page open; nil when that is not known.
    let online: Set<AgentID>?

    var values: [String: Any] {
        let lines = agents.value ?? []
        var values = PageFrame(
            title: "Agents", person: person, place: .agents,
            missing: agents.missing.map { [$0] } ?? []
        ).values
        values["hasAgents"] = !lines.isEmpty
        values["isEmpty"] = lines.isEmpty && agents.missing == nil
        values["agents"] = lines.map(line)
        return values
    }

    private func line(_ line: AgentLine) -> [String: Any] {
        [
            "isOnline": online?.contains(line.agent) ?? false,
            "agent": line.agent.rawValue, "path": urlEncoded(line.agent.rawValue),
            "score": Words.score(line.averageQuality), "band": band(line.averageQuality),
            "conversations": Words.grouped(line.conversations),
            "alerts": Words.grouped(line.alertsSent),
            "session": line.hasActiveSession ? "On" : "Off",
            "last": line.lastMessageAt.map(Words.dateAndClock) ?? "–",
        ]
    }
}

/// One agent: how they do and where that goes, what to learn next, how their latest conversation will
/// probably end, their points, and what coaching them returned.
struct AgentPage: PageView {
    let person: Person
    let agent: AgentID
    let profile: Panel<AgentProfile>
    let skill: Panel<SkillView>
    let plan: Panel<TrainingPlan>
    let outlook: Panel<Outlook>
    let standing: Panel<Standing>
    /// Nil for an agent.
    let coachingReturn: Panel<ReturnView>?
    /// The month's question; nil for everybody but the agent.
    var survey: Panel<SurveyReceipt>?

    var values: [String: Any] {
        let missing = [
            profile.missing, skill.missing, plan.missing, outlook.missing, standing.missing,
            coachingReturn?.missing,
        ]
        var values = PageFrame(
            title: agent.rawValue, person: person, place: .agents,
            missing: missing.compactMap { $0 }
        ).values
        values["agent"] = agent.rawValue
        values["agentPath"] = urlEncoded(agent.rawValue)
        profile.put("profile", in: &values) { ProfileView($0).values }
        skill.put("skill", in: &values) { SkillPanel($0).values }
        plan.put("next", in: &values) { PlanView($0.next).values }
        outlook.put("outlook", in: &values) { OutlookView($0).values }
        standing.put("standing", in: &values) { StandingView($0, of: agent).values }
        values["showsReturn"] = coachingReturn != nil
        coachingReturn?.put("return", in: &values) { ReturnPanel($0).values }
        survey?.put("survey", in: &values, Self.survey)
        return values
    }

    private static let surveyWords = [
        "Not at all", "Little", "Somewhat", "Satisfied", "Very satisfied",
    ]

    private static func survey(_ receipt: SurveyReceipt) -> [String: Any] {
        [
            "isAnswered": receipt.score != nil,
            "choices": surveyWords.enumerated().map { place, words in
                ["score": place + 1, "words": words, "isChosen": receipt.score == place + 1]
            },
        ]
    }
}

import AnalyzerContract
import CoachingContract
import CoachingDomain
import Identifiers
import RPC
import Wire

/// Has the Analyzer read a role-play, which keeps nothing of it: practice is no performance.
struct RolePlayJudge: Sendable {
    let analyzer: AnalyzerPeer

    /// Throws `unavailable` when the Analyzer does not answer; the line was then not said.
    func analysis(
        of play: RolePlay, _ tenant: TenantID
    ) async throws(RPCError) -> ConversationAnalysis {
        try await analyzer.analyze(
            Conversation(
                tenantID: tenant, conversationID: ConversationID("role-play-\(play.rolePlayID)"),
                agentID: play.agentID, category: "housing", startedAt: play.startedAt,
                messages: play.lines.enumerated().map { place, line in
                    Message(
                        messageID: MessageID("\(place)"), role: line.role, action: Open(.message),
                        text: line.text, sentAt: line.saidAt)
                }))
    }

    /// What the newest line did.
    func lastLine(of analysis: ConversationAnalysis) -> ScriptedClient.Line {
        let newest = analysis.messages.last
        return ScriptedClient.Line(
            acts: Set(newest?.acts.compactMap(\.known) ?? []),
            isComplianceBreach: analysis.compliance.contains {
                $0.messageID == newest?.messageID
            })
    }
}

extension Scorecard {
    /// More than these nobody reads.
    private static let momentCountMax = 6
    /// Where the level proficient begins; below it an area is named as what to practise.
    private static let proficientMin = 70.0

    /// - Parameter raised: The objections before the client's last words, which nobody can answer.
    init(
        _ analysis: ConversationAnalysis, _ play: RolePlay, _ script: ScriptedClient, raised: Int
    ) {
        let practice = PracticeScore(
            quality: analysis.overallQualityScore,
            lines: play.lines.filter { $0.role.known == .agent }.map(\.text),
            breaches: analysis.compliance.count, isWon: play.status.known == .won)
        let isScored = practice.score != nil
        let quality = analysis.qualityScores.compactMap {
            isScored ? AreaScore($0.area.known?.rawValue, $0.score) : nil
        }
        let expertise = analysis.expertiseScores.compactMap {
            isScored ? AreaScore($0.area.known?.rawValue, $0.score) : nil
        }
        let goals = script.scenario.stages.map {
            ScenarioGoal(
                name: $0.name, isReached: script.reached.contains($0.name), example: $0.example)
        }
        self.init(
            overallScore: practice.score ?? 0, qualityScores: quality,
            expertiseScores: expertise, goals: goals, questionsAsked: analysis.questionsAsked,
            objectionsIdentified: max(raised, analysis.objectionsResolved),
            objectionsResolved: analysis.objectionsResolved,
            moments: Self.moments(of: analysis, play), compliance: analysis.compliance,
            advice: Self.advice(goals, analysis) + Self.practice(quality + expertise),
            note: practice.note, isTooShort: !isScored)
    }

    private static func moments(
        of analysis: ConversationAnalysis, _ play: RolePlay
    ) -> [ScorecardMoment] {
        let quality = analysis.qualityScores.flatMap { area in
            area.evidence.map { (area.area.known?.rawValue ?? "", $0) }
        }
        let expertise = analysis.expertiseScores.flatMap { area in
            area.evidence.map { (area.area.known?.rawValue ?? "", $0) }
        }
        let evidence = quality + expertise
        let moments = evidence.compactMap { area, found -> ScorecardMoment? in
            guard let place = Int(found.messageID.rawValue), play.lines.indices.contains(place),
                play.lines[place].role.known == .agent
            else { return nil }
            return ScorecardMoment(
                line: play.lines[place].text, area: area, reason: found.reason,
                points: found.points)
        }
        return Array(
            moments.sorted {
                (abs($1.points), $0.line, $0.area) < (abs($0.points), $1.line, $1.area)
            }.prefix(momentCountMax))
    }

    private static func advice(
        _ goals: [ScenarioGoal], _ analysis: ConversationAnalysis
    ) -> [String] {
        let breached = analysis.opportunities.filter(\.isCompliance).map(\.suggestedAction)
        var advice = analysis.compliance.map(\.guidance)
        let missed = goals.filter { !$0.isReached }
        advice += missed.prefix(2).map { "\($0.name): try “\($0.example)”" }
        advice += analysis.opportunities.map(\.suggestedAction).filter { !breached.contains($0) }
            .prefix(2)
        if advice.isEmpty { advice = ["Everything that the client waited for was said. Keep it."] }
        var said: Set<String> = []
        return advice.filter { said.insert($0).inserted }
    }

    /// The area that came out lowest, unless that is good as well.
    private static func practice(_ areas: [AreaScore]) -> [String] {
        guard let lowest = areas.min(by: { ($0.score, $0.area) < ($1.score, $1.area) }),
            lowest.score < proficientMin
        else { return [] }
        let name = lowest.area.replacing("_", with: " ")
        return ["Your lowest area was \(name), \(Int(lowest.score.rounded())) of 100."]
    }
}

extension AreaScore {
    /// Nil for an area that only a newer Analyzer knows, or that the talk showed nothing of.
    fileprivate init?(_ area: String?, _ score: Double?) {
        guard let area, let score else { return nil }
        self.init(area: area, score: score, conversations: 1)
    }
}

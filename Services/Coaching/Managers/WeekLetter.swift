import CoachingContract
import Identifiers
import Wire

/// A team's week in words, as a mail brings it.
struct WeekLetter {
    /// More are for the page.
    static let adviceCountMax = 8

    let summary: TeamSummary

    init(_ summary: TeamSummary) { self.summary = summary }

    var text: String {
        var lines = summary.agents.map(line)
        let advice = summary.recommended.prefix(Self.adviceCountMax)
        if !advice.isEmpty {
            lines += ["", "What to do"]
            lines += advice.map { "- \($0.agentID): \($0.reason) \($0.action)" }
        }
        let told = summary.followed.filter { $0.verdict.known != .tooEarly }
        if !told.isEmpty {
            lines += ["", "Whether the last advice worked"]
            lines += told.prefix(Self.adviceCountMax).map(line)
            lines.append("Scores before and after; a comparison, not a proof of cause.")
        }
        if summary.openEscalations > 0 {
            lines += ["", "Escalations not resolved: \(summary.openEscalations)."]
        }
        return lines.joined(separator: "\n")
    }

    private func line(_ week: AgentWeek) -> String {
        guard let quality = week.quality else { return "\(week.agentID): no conversation." }
        let talks =
            week.conversations == 1 ? "1 conversation" : "\(week.conversations) conversations"
        let before = week.qualityBefore.map { ", \(whole($0)) the week before" } ?? ""
        let kept =
            week.adherence.map { ", \(whole($0 * 100)) % of answered prompts accepted" } ?? ""
        return "\(week.agentID): \(talks), quality \(whole(quality))\(before)\(kept)."
    }

    private func line(_ outcome: InterventionOutcome) -> String {
        let area = outcome.area.replacing("_", with: " ")
        let scores =
            if let before = outcome.meanBefore, let after = outcome.meanAfter {
                " (\(whole(before)) to \(whole(after)))"
            } else {
                ""
            }
        let verdict =
            switch outcome.verdict.known {
            case .worked: "worked"
            case .worse: "was followed by worse scores"
            default: "made no difference that can be told"
            }
        return "- \(outcome.agentID), \(area), week of \(outcome.week): \(verdict)\(scores)."
    }

    private func whole(_ number: Double) -> Int { Int(number.rounded()) }
}

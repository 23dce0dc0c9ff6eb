import CoachingContract
import GatewayDomain
import Identifiers
import Wire

/// Where the quality of an agent's conversations goes, in sentences, a chart and a table.
struct SkillPanel {
    private static let daysShown = [7, 30]

    let skill: SkillView

    init(_ skill: SkillView) { self.skill = skill }

    var values: [String: Any] {
        [
            "score": Words.score(skill.current), "band": band(skill.current), "sentence": sentence,
            "chart": Charts.forecast("skill", title: "Skill forecast", skill),
            "caption": Charts.summary(of: skill), "milestone": milestone,
            "basis": basis,
            "rows": skill.days.filter { Self.daysShown.contains($0.days) }.map(Self.row),
        ]
    }

    private var sentence: String {
        var text = """
            of 100 is where the skill stands (80\u{00A0}%: \(Words.score(skill.lower)) to \
            \(Words.score(skill.upper)))
            """
        if let trend = skill.trend, let chance = skill.trendChance {
            text += "; trend: \(Words.title(trend).lowercased()) (\(Words.percent(chance)) likely)"
        }
        return text + "."
    }

    private var milestone: String {
        guard let next = skill.milestone else {
            return "The highest level is reached: the goal is to stay there."
        }
        let level = "\(Words.title(next.level)) (from \(Words.score(next.score)) on)"
        let chance = "\(Words.percent(next.chanceIn30Days)) likely within 30 days"
        guard let expected = next.expected else {
            return "\(level): \(chance), and less likely than not within a year at this pace."
        }
        let until = next.latest.map { "by \(day($0))" } ?? "later than in a year"
        let from = next.earliest.map(day) ?? day(expected)
        return """
            \(level): as likely as not by \(day(expected)); one chance in ten by \(from), nine in \
            ten \(until). \(chance).
            """
    }

    private var basis: String {
        let pace =
            skill.pooledAgents == 0
            ? "a usual agent's pace" : "the pace of \(Words.plural(skill.pooledAgents, "agent"))"
        return """
            From \(Words.plural(skill.history.count, "conversation")) and \(pace). The bands hold \
            the score of a single conversation.
            """
    }

    private func day(_ instant: Instant) -> String { "\(instant.description.prefix(10))" }

    private static func row(_ day: SkillView.Day) -> [String: Any] {
        [
            "days": Words.plural(day.days, "day"), "median": Words.score(day.median),
            "inner": "\(Words.score(day.lower80)) to \(Words.score(day.upper80))",
            "outer": "\(Words.score(day.lower95)) to \(Words.score(day.upper95))",
        ]
    }
}

extension TrainingPlan {
    /// What comes next of it, at a glance; the rest is on the training page.
    var next: TrainingPlan {
        var next = self
        next.modules = Array(
            modules.filter { $0.progress.status.known != .completed }.prefix(3))
        return next
    }
}

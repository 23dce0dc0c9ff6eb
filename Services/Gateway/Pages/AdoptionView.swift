import CoachingContract
import Identifiers
import ROIContract

/// Whether coaching is used, and what the agents say of it; targets stand beside results.
struct AdoptionView {
    let adoption: Adoption
    /// Of the same days, from Coaching.
    let metrics: CoachingMetrics?

    init(_ adoption: Adoption, _ metrics: CoachingMetrics?) {
        self.adoption = adoption
        self.metrics = metrics
    }

    var values: [String: Any] {
        [
            "agents": Words.plural(adoption.agents, "coached agent"),
            "prompts": Words.grouped(adoption.prompts),
            "unlocks": Words.grouped(adoption.unlocks), "shares": shares,
            "hasWeeks": !adoption.weeks.isEmpty, "chart": chart, "notes": adoption.notes,
            "hasNotes": !adoption.notes.isEmpty,
        ]
    }

    private var shares: [[String: Any]] {
        var shares = [
            share("Prompts accepted", adoption.accepted, of: "answered prompts"),
            share("Prompts acted on", adoption.actedOn, of: "prompts that could be followed up"),
            share("Agents who passed a module", adoption.trained, of: "agents"),
            share("Agents who unlocked an achievement", adoption.unlocking, of: "agents"),
            share("Agents who answered the survey", adoption.responding, of: "agents"),
            share("Satisfied (4 or 5 of 5)", adoption.satisfied, of: "answers"),
        ]
        if let completed = metrics?.trainingCompletionRate {
            shares.insert(
                [
                    "name": "Begun modules that were completed", "value": Words.percent(completed),
                    "interval": "–", "count": "–", "target": "–",
                ], at: 2)
        }
        return shares
    }

    private func share(_ name: String, _ share: AdoptionShare, of things: String) -> [String: Any] {
        let isKnown = share.total > 0
        return [
            "name": name,
            "value": isKnown ? Words.percent(Double(share.count) / Double(share.total)) : "–",
            "interval": isKnown
                ? "\(Words.percent(share.lower)) to \(Words.percent(share.upper))" : "–",
            "count": "\(Words.grouped(share.count)) of \(Words.grouped(share.total)) \(things)",
            "target": share.target.map { "over \(Words.percent($0))" } ?? "–",
        ]
    }

    private var chart: String {
        let weeks = adoption.weeks.map { week in
            (
                name: "\(week.start)\(week.isRunning == true ? ", so far" : "")",
                share: week.agents > 0 ? Double(week.activeAgents) / Double(week.agents) : 0
            )
        }
        let last = adoption.weeks.last
        return Charts.weeks(
            "weeks", title: "Agents who used the coaching, by week",
            summary: last.map {
                """
                \($0.activeAgents) of \(Words.plural($0.agents, "agent")) in the week of \($0.start)\
                \($0.isRunning == true ? ", which is not over" : "").
                """
            } ?? "No week yet.", weeks)
    }
}

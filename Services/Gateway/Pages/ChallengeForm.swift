import GatewayDomain
import Identifiers

/// What a manager fills in to make a challenge.
struct ChallengeForm {
    let now: Instant

    /// What agents bring about by talking well; the rest that points are given for can be asked for
    /// by RPC.
    private static let activities = [
        "appointment_set", "lead_advanced", "next_step_agreed", "objection_resolved",
        "open_question_asked", "need_asked", "market_evidence_given", "conversation_coached",
        "quality_reached", "alert_acted_on", "session_completed",
    ]

    private static let tenures = ["first_year", "one_to_three_years", "over_three_years"]

    var values: [String: Any] {
        let today = Stretch(endingAt: now).last
        return [
            // A form that is sent twice makes one challenge.
            "new": "\(UUIDv7(at: now))", "tomorrow": "\(today.adding(days: 1))",
            "inAWeek": "\(today.adding(days: 7))",
            "kinds": ChallengeKind.allCases.map { Self.option($0.rawValue) },
            "activities": Self.activities.map(Self.option),
            "tenures": Self.tenures.map(Self.option),
        ]
    }

    private static func option(_ word: String) -> [String: String] {
        ["id": word, "name": Words.title(word)]
    }
}

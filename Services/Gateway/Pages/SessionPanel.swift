import CoachingContract
import GatewayDomain
import Identifiers
import Wire

/// Whether an agent is coached now, and the buttons that change it.
struct SessionPanel {
    let agent: AgentID
    /// Nil when the agent has no session that is active or paused.
    let session: CoachingSession?
    /// The reader is the agent.
    let isOwn: Bool

    var values: [String: Any] {
        var values: [String: Any] = [
            "agent": agent.rawValue, "sentence": sentence, "isClosed": session == nil,
            "intensities": Self.intensities.map { intensity, words in
                ["name": intensity.rawValue, "words": words, "isUsual": intensity == .moderate]
            },
            "channels": Self.channels.map { ["name": $0.rawValue, "words": $1] },
        ]
        if let session {
            let isPaused = session.status.known == .paused
            values["open"] = [
                "id": session.sessionID.description, "isPaused": isPaused,
                "turn": isPaused ? "resume" : "pause",
                "turnLabel": isPaused ? "Resume coaching" : "Pause coaching",
            ]
        }
        return values
    }

    private var sentence: String {
        let who = isOwn ? "You are" : "\(agent) is"
        guard let session else { return "\(who) not being coached: no prompts are shown." }
        let since = Words.dateAndClock(session.startedAt)
        let intensity = Words.title(session.intensity.text).lowercased()
        return session.status.known == .paused
            ? "Coaching is paused: messages are read, and no prompts are shown."
            : "\(who) being coached (\(intensity)) since \(since): "
                + "\(Words.plural(session.alertsSent, "prompt")) so far."
    }

    private static let intensities: [(CoachingIntensity, String)] = [
        (.lightTouch, "Light touch: only what is critical"),
        (.moderate, "Moderate: what is critical, and talks that go badly"),
        (.intensive, "Intensive: what is of high priority, too"),
        (.critical, "Critical: everything, and the manager is told"),
    ]

    /// Beside the live page, which every session has.
    private static let channels: [(NotificationChannel, String)] = [
        (.email, "Email"), (.sms, "SMS"), (.pushNotification, "Push"),
        (.inAppMessage, "In-app message"), (.ghlTask, "CRM task"), (.ghlWorkflow, "CRM workflow"),
    ]
}

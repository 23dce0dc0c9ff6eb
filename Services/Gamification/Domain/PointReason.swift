import Identifiers

/// What points are paid for.
package enum PointReason: String, Vocabulary {
    case conversationCoached = "conversation_coached"
    case qualityReached = "quality_reached"
    case objectionResolved = "objection_resolved"
    case appointmentSet = "appointment_set"
    case alertAccepted = "alert_accepted"
    case alertActedOn = "alert_acted_on"
    case achievementUnlocked = "achievement_unlocked"
}

/// How much one thing pays, and how often in a day.
package struct PointRule: Hashable, Sendable {
    package let points: Int64
    /// Entries that pay on one day of the agent's calendar; the first ones count, nil for all.
    package let dailyLimit: Int?

    package init(points: Int64, dailyLimit: Int?) {
        self.points = points
        self.dailyLimit = dailyLimit
    }
}

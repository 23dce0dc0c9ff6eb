import Identifiers

/// What notifications tell of, as far as people choose what of it reaches them beyond their screen.
package enum NotificationSubject: String, Vocabulary {
    case alert
    case feedback
    case escalation
    case weeklySummary = "weekly_summary"
    case licence

    /// An agent is told of their own work, a manager of what wants their attention, both of a week.
    package func concerns(_ role: PersonRole) -> Bool {
        switch self {
        case .alert, .feedback, .licence: role == .agent
        case .escalation: role != .agent
        case .weeklySummary: true
        }
    }
}

extension PersonRole {
    /// The ways in which somebody of this role is told something, as far as they may do without them:
    /// prompts on the live page are the product, and its messages to managers are to all of them.
    package var choosableChannels: [NotificationChannel] {
        switch self {
        case .agent: [.inAppMessage, .email, .sms, .pushNotification, .ghlTask, .ghlWorkflow]
        case .manager, .admin: [.email, .pushNotification]
        }
    }
}

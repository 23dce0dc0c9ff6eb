import Identifiers

/// Something that a coach could speak to, as far as deciding goes.
package struct Opportunity: Hashable, Sendable {
    /// The same opportunity has the same key within a conversation.
    package var key: String
    package var priority: CoachingPriority
    /// 0–1.
    package var confidence: Double
    /// Said whatever else is held back.
    package var isCompliance: Bool
    /// How grave a breach is; 0 for what is none.
    package var gravity: Int

    package init(
        key: String, priority: CoachingPriority, confidence: Double, isCompliance: Bool = false,
        gravity: Int = 0
    ) {
        self.key = key
        self.priority = priority
        self.confidence = confidence
        self.isCompliance = isCompliance
        self.gravity = gravity
    }

    /// The whole conversation is going badly, and no single message shows why.
    package static let lowQuality = Opportunity(
        key: "overall_quality.low", priority: .medium, confidence: 0.5)

    /// Lower priority first, then lower confidence, then the lesser breach; the key settles a tie,
    /// so that the choice does not depend on the order of arrival.
    static func isLessPressing(_ left: Opportunity, _ right: Opportunity) -> Bool {
        if left.priority != right.priority { return left.priority < right.priority }
        if left.confidence != right.confidence { return left.confidence < right.confidence }
        if left.gravity != right.gravity { return left.gravity < right.gravity }
        return left.key > right.key
    }
}

/// A message and what its analysis found.
package struct HeardMessage: Hashable, Sendable {
    package var sentAt: Instant
    /// Of the conversation with this message.
    package var messageCount: Int
    /// 0–100, with this message.
    package var overallQuality: Double
    /// Those that this message raised.
    package var opportunities: [Opportunity]

    package init(
        sentAt: Instant, messageCount: Int, overallQuality: Double, opportunities: [Opportunity]
    ) {
        self.sentAt = sentAt
        self.messageCount = messageCount
        self.overallQuality = overallQuality
        self.opportunities = opportunities
    }
}

/// What has been said to the agent in a conversation.
package struct ConversationState: Hashable, Sendable {
    /// When the message was sent that the last prompt was about.
    package var lastPromptAt: Instant?
    /// The same of the agent's last prompt in any conversation.
    package var agentPromptAt: Instant?
    /// The opportunities that were raised.
    package var raisedKeys: Set<String>

    package init(
        lastPromptAt: Instant? = nil, agentPromptAt: Instant? = nil, raisedKeys: Set<String> = []
    ) {
        self.lastPromptAt = lastPromptAt
        self.agentPromptAt = agentPromptAt
        self.raisedKeys = raisedKeys
    }
}

/// What of a session decides whether an alert goes out.
package struct SessionState: Hashable, Sendable {
    package var status: CoachingSessionStatus
    package var intensity: CoachingIntensity
    package var isRealTimeEnabled: Bool

    package init(
        status: CoachingSessionStatus, intensity: CoachingIntensity, isRealTimeEnabled: Bool = true
    ) {
        self.status = status
        self.intensity = intensity
        self.isRealTimeEnabled = isRealTimeEnabled
    }
}

package enum AlertDecision: Hashable, Sendable {
    /// Tell the agent, and the manager as well when it is escalated.
    case raise(Opportunity, isEscalated: Bool)
    case stayQuiet(QuietReason)
}

/// Why no alert goes out.
package enum QuietReason: Hashable, Sendable {
    case noSession, sessionPaused, realTimeOff
    /// Nothing was found that the session's intensity lets through.
    case nothingToSay
    /// All of it was said before in this conversation.
    case alreadyRaised
    /// The last prompt is too fresh.
    case tooSoon

    /// The agent is not being coached, whatever was said: what breaks a rule is still for their
    /// manager to know.
    package var isUncoached: Bool {
        switch self {
        case .noSession, .sessionPaused, .realTimeOff: true
        case .nothingToSay, .alreadyRaised, .tooSoon: false
        }
    }
}

import Identifiers

/// Something that a live view shows as it happens.
package enum LiveEvent: Hashable, Sendable {
    case messageObserved(LiveMessage)
    case alertRaised(LiveAlert)
    case alertAnswered(LiveAnswer)
    case sessionChanged(LiveSession)
    case notified(LiveNotification)
    case unlocked(LiveUnlock)

    /// Whom it is about.
    package var agent: AgentID {
        switch self {
        case .messageObserved(let message): message.agent
        case .alertRaised(let alert): alert.agent
        case .alertAnswered(let answer): answer.agent
        case .sessionChanged(let session): session.agent
        case .notified(let notification): notification.agent ?? Self.nobody
        case .unlocked(let unlock): unlock.agent
        }
    }

    package var isUnlock: Bool { if case .unlocked = self { true } else { false } }

    /// The name that browsers know it by; an alert's is the one that the product's plan settled.
    package var type: String {
        switch self {
        case .messageObserved: "CONVERSATION_MESSAGE"
        case .alertRaised: "BEHAVIORAL_INSIGHT"
        case .alertAnswered: "ALERT_RESPONSE"
        case .sessionChanged: "COACHING_SESSION"
        case .notified: "NOTIFICATION"
        case .unlocked: "UNLOCK"
        }
    }

    /// No agent has an empty id: only those who lead agents hear of such an event.
    private static let nobody: AgentID = ""
}

/// One message of a conversation, and how the conversation stood after it.
package struct LiveMessage: Hashable, Sendable {
    package var conversation: ConversationID
    package var agent: AgentID
    package var lead: LeadID?
    package var category: String
    package var id: MessageID
    package var role: String
    package var action: String
    package var text: String
    package var sentAt: Instant
    package var messageCount: Int
    /// 0–100.
    package var qualityScore: Double
    package var outcome: String

    package init(
        conversation: ConversationID, agent: AgentID, lead: LeadID? = nil, category: String = "",
        id: MessageID, role: String, action: String = "message", text: String, sentAt: Instant,
        messageCount: Int, qualityScore: Double, outcome: String = "in_progress"
    ) {
        self.conversation = conversation
        self.agent = agent
        self.lead = lead
        self.category = category
        self.id = id
        self.role = role
        self.action = action
        self.text = text
        self.sentAt = sentAt
        self.messageCount = messageCount
        self.qualityScore = qualityScore
        self.outcome = outcome
    }
}

/// A prompt as the agent reads it.
package struct LiveAlert: Hashable, Sendable {
    package var id: AlertID
    package var agent: AgentID
    package var conversation: ConversationID
    package var message: MessageID
    package var type: String
    /// Nil for a priority that this version does not know; shown as the calmest.
    package var priority: CoachingPriority?
    /// 0–1.
    package var confidence: Double
    package var title: String
    package var text: String
    package var suggestedAction: String
    package var evidence: [String]
    package var createdAt: Instant
    package var isEscalated: Bool
    package var isCompliance: Bool
    /// 0–1; nil when nobody foresaw it in time.
    package var successProbability: Double?
    /// When it is to reach the agent.
    package var timing: InterventionTiming
    package var answer: LiveAnswer?

    package init(
        id: AlertID, agent: AgentID, conversation: ConversationID, message: MessageID, type: String,
        priority: CoachingPriority?, confidence: Double, title: String, text: String,
        suggestedAction: String, evidence: [String] = [], createdAt: Instant,
        isEscalated: Bool = false, isCompliance: Bool = false, successProbability: Double? = nil,
        timing: InterventionTiming = .immediate, answer: LiveAnswer? = nil
    ) {
        self.id = id
        self.agent = agent
        self.conversation = conversation
        self.message = message
        self.type = type
        self.priority = priority
        self.confidence = confidence
        self.title = title
        self.text = text
        self.suggestedAction = suggestedAction
        self.evidence = evidence
        self.createdAt = createdAt
        self.isEscalated = isEscalated
        self.isCompliance = isCompliance
        self.successProbability = successProbability
        self.timing = timing
        self.answer = answer
    }
}

/// What an agent did with a prompt.
package struct LiveAnswer: Hashable, Sendable {
    package var alert: AlertID
    package var agent: AgentID
    /// `accepted`, `dismissed` or `overridden`.
    package var response: String
    package var actedOn: Bool?

    package init(alert: AlertID, agent: AgentID, response: String, actedOn: Bool? = nil) {
        self.alert = alert
        self.agent = agent
        self.response = response
        self.actedOn = actedOn
    }
}

/// A coaching session that started, paused or ended.
package struct LiveSession: Hashable, Sendable {
    package var id: SessionID
    package var agent: AgentID
    package var status: String

    package init(id: SessionID, agent: AgentID, status: String) {
        self.id = id
        self.agent = agent
        self.status = status
    }
}

/// Something that an agent, or every manager, is told on their page.
package struct LiveNotification: Hashable, Sendable {
    package var id: NotificationID
    /// Nil for the managers.
    package var agent: AgentID?
    /// One manager; nil for an agent and for every manager.
    package var userName: String?
    /// The agent of whom managers are told; nil when it is about none.
    package var about: AgentID?
    package var kind: String
    package var priority: CoachingPriority?
    package var title: String
    package var body: String
    package var subject: String
    package var createdAt: Instant

    package init(
        id: NotificationID, agent: AgentID?, userName: String?, about: AgentID? = nil, kind: String,
        priority: CoachingPriority?, title: String, body: String, subject: String,
        createdAt: Instant
    ) {
        self.id = id
        self.agent = agent
        self.userName = userName
        self.about = about
        self.kind = kind
        self.priority = priority
        self.title = title
        self.body = body
        self.subject = subject
        self.createdAt = createdAt
    }
}

import Identifiers

/// Who did something, when, and which day that was for them.
package struct AgentMoment: Hashable, Sendable {
    package let agentID: AgentID
    package let instant: Instant
    /// The day in the time zone that the event carries.
    package let day: CalendarDate

    package init(agentID: AgentID, instant: Instant, day: CalendarDate) {
        self.agentID = agentID
        self.instant = instant
        self.day = day
    }
}

/// Something that an agent did once, read off an event.
///
/// Its id follows from what was done and to what, so an event that is delivered again proves the
/// same fact; of several proofs the earliest counts.
package struct Fact: Hashable, Sendable {
    package let activity: PointReason
    /// The conversation, alert or session that it happened in.
    package let subject: String
    package let moment: AgentMoment
    /// How much of it, for criteria that sum; 1 for most.
    package let value: Int

    package init(
        _ activity: PointReason, of subject: String, in moment: AgentMoment, value: Int = 1
    ) {
        self.activity = activity
        self.subject = subject
        self.moment = moment
        self.value = value
    }

    package var id: String { "\(activity):\(subject)" }
}

/// A message that was heard in a coaching session.
package struct CoachedMessage: Hashable, Sendable {
    package let conversationID: ConversationID
    package let moment: AgentMoment

    package init(conversationID: ConversationID, moment: AgentMoment) {
        self.conversationID = conversationID
        self.moment = moment
    }
}

/// How a conversation stood after a message.
package struct AnalyzedMessage: Hashable, Sendable {
    package let conversationID: ConversationID
    package let moment: AgentMoment
    /// 1 for the first message of the conversation.
    package let ordinal: Int
    /// 0–100.
    package let overallQuality: Double
    /// In the conversation so far.
    package let objectionsResolved: Int
    package let isAppointmentSet: Bool
    package let isComplianceBreach: Bool
    package let isLeadAdvanced: Bool
    /// What the agent did in this message; empty when it is the lead's.
    package let acts: Set<MessageAct>
    /// From the first key to sending, where the agent wrote it and that is known.
    package let timeToWrite: Duration?

    package init(
        conversationID: ConversationID, moment: AgentMoment, ordinal: Int, overallQuality: Double,
        objectionsResolved: Int, isAppointmentSet: Bool, isComplianceBreach: Bool,
        isLeadAdvanced: Bool = false, acts: Set<MessageAct> = [], timeToWrite: Duration? = nil
    ) {
        self.conversationID = conversationID
        self.moment = moment
        self.ordinal = ordinal
        self.overallQuality = overallQuality
        self.objectionsResolved = objectionsResolved
        self.isAppointmentSet = isAppointmentSet
        self.isComplianceBreach = isComplianceBreach
        self.isLeadAdvanced = isLeadAdvanced
        self.acts = acts
        self.timeToWrite = timeToWrite
    }
}

/// What an agent did with an alert.
package struct AnsweredAlert: Hashable, Sendable {
    package let alertID: AlertID
    package let moment: AgentMoment
    package let isAccepted: Bool
    package let isActedOn: Bool

    package init(alertID: AlertID, moment: AgentMoment, isAccepted: Bool, isActedOn: Bool) {
        self.alertID = alertID
        self.moment = moment
        self.isAccepted = isAccepted
        self.isActedOn = isActedOn
    }
}

/// A coaching session that its agent completed.
package struct CompletedSession: Hashable, Sendable {
    package let sessionID: SessionID
    package let moment: AgentMoment
    /// Pauses left out.
    package let coachedTime: Duration

    package init(sessionID: SessionID, moment: AgentMoment, coachedTime: Duration) {
        self.sessionID = sessionID
        self.moment = moment
        self.coachedTime = coachedTime
    }
}

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

    package init(
        conversationID: ConversationID, moment: AgentMoment, ordinal: Int, overallQuality: Double,
        objectionsResolved: Int, isAppointmentSet: Bool, isComplianceBreach: Bool
    ) {
        self.conversationID = conversationID
        self.moment = moment
        self.ordinal = ordinal
        self.overallQuality = overallQuality
        self.objectionsResolved = objectionsResolved
        self.isAppointmentSet = isAppointmentSet
        self.isComplianceBreach = isComplianceBreach
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

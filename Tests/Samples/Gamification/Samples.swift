import GamificationDomain
import Identifiers

/// 2026-03-02T09:00:00Z.
package let start = Instant(microseconds: 1_772_442_000_000_000)

package func moment(_ agent: AgentID = "a", after seconds: Int = 0) -> AgentMoment {
    let instant = start + .seconds(seconds)
    return AgentMoment(
        agentID: agent, instant: instant,
        day: CalendarDate(daysSinceEpoch: Int(instant.microseconds / 86_400_000_000)))
}

package func analyzed(
    _ conversation: ConversationID = "c", after seconds: Int = 0, ordinal: Int = 10,
    quality: Double = 0, objections: Int = 0, appointment: Bool = false, breach: Bool = false
) -> AnalyzedMessage {
    AnalyzedMessage(
        conversationID: conversation, moment: moment(after: seconds), ordinal: ordinal,
        overallQuality: quality, objectionsResolved: objections, isAppointmentSet: appointment,
        isComplianceBreach: breach)
}

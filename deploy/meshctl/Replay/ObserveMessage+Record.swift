import AnalyzerContract
import Identifiers
import Wire

extension ObserveMessage {
    /// A line of a file as a live message, its times moved by `shift`.
    init(
        _ record: ConversationRecord, _ message: MessageRecord, plan: ReplayPlan,
        shiftedBy shift: Duration
    ) {
        self.init(
            tenantID: plan.tenant ?? record.tenantID,
            conversationID: plan.conversationID(of: record), agentID: record.agentID,
            leadID: record.leadID, category: record.category,
            context: ConversationContext(
                listingTitle: record.context.listingTitle ?? "",
                listPrice: record.context.listPrice),
            message: Message(
                messageID: message.messageID, role: Open(message.role),
                action: Open(message.action), text: message.text,
                sentAt: message.sentAt + shift,
                typingStartedAt: message.typingStartedAt.map { $0 + shift }, price: message.price))
    }
}

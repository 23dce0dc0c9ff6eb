import AnalyzerContract
import CoachingContract
import GatewayDomain
import HTTPTypes
import Hummingbird
import Identifiers
import Wire

/// Serves `POST /api/messages`: the authenticated way in for a team's own chat or softphone.
///
/// The same message id again changes nothing and is answered the same.
struct MessageHandler: Sendable {
    let coaching: CoachingPeer
    let now: @Sendable () -> Instant

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        let message = try await request.decoded(MessageBody.self)
            .checked(for: person, at: now())
        let observation = try await coaching.observe(message, for: person)
        return try JSONAnswer.response(ObservationJSON(observation))
    }
}

/// One message as it comes in.
struct MessageBody: Decodable {
    /// The wire's own limit for a message.
    static let textBytesMax = 16 << 10

    let conversation_id: String
    let agent_id: String
    let lead_id: String?
    let category: String?
    let message_id: String
    let role: String
    let action: String?
    let text: String?
    /// RFC 3339; now when it is missing.
    let sent_at: String?
    let price: Double?
    let listing_title: String?
    let list_price: Double?

    /// The message as Coaching takes it; a problem that names the field otherwise.
    func checked(for person: Person, at now: Instant) throws(Problem) -> ObserveMessage {
        for (name, id) in [
            ("conversation_id", conversation_id), ("agent_id", agent_id),
            ("message_id", message_id), ("lead_id", lead_id ?? "-"), ("category", category ?? "-"),
        ] where !(1...256).contains(id.utf8.count) || id.utf8.contains(0) {
            throw .invalid("\(name) must be 1 to 256 bytes long, without a NUL character.")
        }
        guard let role = MessageRole(rawValue: role) else {
            throw .invalid("role must be agent or client.")
        }
        guard let action = MessageAction(rawValue: action ?? MessageAction.message.rawValue) else {
            throw .invalid("action must be message, offer, accept, reject or quit.")
        }
        let text = text ?? ""
        guard text.utf8.count <= Self.textBytesMax else {
            throw .invalid("text must be at most 16,384 bytes long.")
        }
        guard !text.isEmpty || action != .message else { throw .invalid("text is missing.") }
        guard let sentAt = sent_at.map({ Instant($0) }) ?? now else {
            throw .invalid("sent_at must be a time as in RFC 3339.")
        }
        guard sentAt <= now + CRMMessage.aheadMax else {
            throw .invalid("sent_at must be at most a day ahead of now.")
        }
        let agent = AgentID(agent_id)
        guard person.maySee(agent) else { throw .forbidden }
        return ObserveMessage(
            tenantID: person.tenant, conversationID: ConversationID(conversation_id),
            agentID: agent, leadID: lead_id.map { LeadID($0) }, category: category ?? "",
            context: listing_title == nil && list_price == nil
                ? nil
                : ConversationContext(listingTitle: listing_title ?? "", listPrice: list_price),
            message: Message(
                messageID: MessageID(message_id), role: Open(role), action: Open(action),
                text: text,
                sentAt: sentAt, price: price))
    }
}

/// What came of a message.
private struct ObservationJSON: Encodable {
    let conversationId: String
    let messageCount: Int
    let overallQualityScore: Double
    let outcome: String
    let alert: AlertJSON?

    init(_ observation: Observation) {
        conversationId = observation.analysis.conversationID.rawValue
        messageCount = observation.analysis.messageCount
        overallQualityScore = observation.analysis.overallQualityScore
        outcome = observation.analysis.outcome.text
        alert = observation.alert.map { AlertJSON(LiveAlert($0)) }
    }
}

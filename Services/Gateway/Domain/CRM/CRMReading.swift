import Identifiers

/// What a webhook means to the mesh.
package enum CRMReading: Hashable, Sendable {
    /// Somebody said or wrote something.
    case message(CRMMessage)
    /// A call, or a picture without a word: nothing that could be coached before its transcript.
    case wordless
    /// An agent is in charge of a contact; nobody is, when there is none.
    case assignment(LeadID, by: Assigner, AgentID?)
    /// The contact is gone.
    case forgotten(LeadID)
    /// Nothing that coaching needs.
    case noted

    /// Which record of the CRM says who is in charge: the contact's own goes before its
    /// opportunities'.
    package enum Assigner: Hashable, Sendable { case contact, opportunity }
}

/// A message of a conversation that the CRM holds.
package struct CRMMessage: Hashable, Sendable {
    /// A message is not of a later time than this ahead of its arrival: clocks and time zones differ
    /// by less than a day, and what lies further ahead would be everybody's latest for ever.
    package static let aheadMax = Duration.seconds(86_400)

    /// Nil when the payload names none: it is the contact's latest then.
    package var conversation: ConversationID?
    package var contact: LeadID
    package var id: MessageID
    package var role: MessageRole
    package var text: String
    package var sentAt: Instant
    /// `sms`, `email`, `call`, …
    package var category: String
    /// The agent whom the payload itself names; else the one in charge of the contact.
    package var agent: AgentID?
    /// The payload's own time lies too far ahead; `sentAt` is when it was received.
    package var isDatedByReceipt = false
}

extension CRMReading {
    /// Reads a payload that was received at `receivedAt` under `deliveryID`.
    package init(_ payload: CRMPayload, deliveryID: String, receivedAt: Instant) {
        if let message = Spoken(payload) {
            self = message.reading(of: payload, deliveryID: deliveryID, receivedAt: receivedAt)
        } else if payload.type == "ContactDelete", let contact = payload.contact {
            self = .forgotten(contact)
        } else if let assigned = payload.assignedTo, let contact = payload.contact,
            let assigner = Assigner(payload.type)
        {
            let isOver = payload.type == "OpportunityDelete"
            self = .assignment(
                contact, by: assigner, assigned.isEmpty || isOver ? nil : AgentID(assigned))
        } else {
            self = .noted
        }
    }
}

extension CRMReading.Assigner {
    /// Nil for a record whose owner is not the contact's: a task may be anybody's.
    fileprivate init?(_ type: String) {
        if type.hasPrefix("Contact") {
            self = .contact
        } else if type.hasPrefix("Opportunity") {
            self = .opportunity
        } else {
            return nil
        }
    }
}

/// How a payload of a message is to be read.
///
/// The CRM's own examples print `OutboundMessage` on an incoming call and `direction: inbound` on an
/// outgoing SMS. So a call goes by its direction, and anything else by its type. A payload that goes
/// to a provider has the channel as its type and is always the agent's.
private struct Spoken {
    let role: MessageRole
    let channel: String

    init?(_ payload: CRMPayload) {
        let isInbound: Bool
        switch payload.type {
        case "InboundMessage": isInbound = true
        case "OutboundMessage": isInbound = false
        case let type
        where payload.messageID != nil && payload.messageType == nil
            && Self.providerTypes.contains(type.lowercased()):
            role = .agent
            channel = type.lowercased()
            return
        default: return nil
        }
        channel = (payload.messageType ?? "sms").lowercased()
        if ["call", "voicemail"].contains(channel), let direction = payload.direction {
            role = direction == "inbound" ? .client : .agent
        } else {
            role = isInbound ? .client : .agent
        }
    }

    private static let providerTypes: Set<String> = [
        "sms", "email", "whatsapp", "gmb", "fb", "ig", "live_chat", "custom",
    ]

    func reading(
        of payload: CRMPayload, deliveryID: String, receivedAt: Instant
    ) -> CRMReading {
        guard let contact = payload.contact else { return .noted }
        let text = words(of: payload)
        guard !text.isEmpty else { return .wordless }
        let said = payload.dateAdded ?? payload.timestamp ?? receivedAt
        let isAhead = said > receivedAt + CRMMessage.aheadMax
        return .message(
            CRMMessage(
                conversation: payload.conversationID.map { ConversationID($0) }, contact: contact,
                id: MessageID(payload.messageID ?? "webhook-\(deliveryID)"), role: role,
                text: text, sentAt: isAhead ? receivedAt : said, category: channel,
                agent: payload.userID.flatMap { $0.isEmpty ? nil : AgentID($0) },
                isDatedByReceipt: isAhead))
    }

    private func words(of payload: CRMPayload) -> String {
        let body = payload.body ?? ""
        let isMail = channel == "email"
        let words = PlainText.of(body, isHTML: payload.isHTML || isMail, isMail: isMail)
        return words.isEmpty && isMail ? PlainText.of(payload.subject ?? "") : words
    }
}

import Foundation
import Identifiers

/// One conversation as a line of a JSONL file has it; unknown fields are ignored.
package struct ConversationRecord: Decodable, Sendable {
    package private(set) var conversationID: ConversationID
    package let tenantID: TenantID
    package let agentID: AgentID
    package let leadID: LeadID?
    package let category: String
    package let startedAt: Instant
    package let context: Context
    package let messages: [MessageRecord]
    package let outcome: Outcome?

    package struct Context: Decodable, Sendable {
        let listingTitle: String?
        let listPrice: Double?
        /// An IANA name; UTC unless said.
        let timeZone: String?

        enum CodingKeys: String, CodingKey {
            case listingTitle = "listing_title"
            case listPrice = "list_price"
            case timeZone = "time_zone"
        }
    }

    /// What the source says of the end: whatever it counted or named; `SuccessRule` judges it.
    package struct Outcome: Decodable, Sendable {
        /// One fact about the end.
        enum Value: Hashable, Sendable {
            case truth(Bool)
            case number(Double)
            case text(String)

            var truth: Bool? {
                switch self {
                case .truth(let truth): truth
                case .number(let number): number != 0
                case .text: nil
                }
            }

            var number: Double? {
                if case .number(let number) = self { number } else { nil }
            }

            var text: String {
                switch self {
                case .truth(let truth): "\(truth)"
                case .number(let number): Int(exactly: number).map(String.init) ?? "\(number)"
                case .text(let text): text
                }
            }
        }

        /// Facts of other forms are left out.
        let values: [String: Value]

        package init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            values = try container.decode([String: Slot].self).compactMapValues(\.value)
        }

        /// Nil where a fact has another form.
        private struct Slot: Decodable {
            let value: Value?

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                value =
                    (try? container.decode(Bool.self)).map(Value.truth)
                    ?? (try? container.decode(Double.self)).map(Value.number)
                    ?? (try? container.decode(String.self)).map(Value.text)
            }
        }
    }

    enum CodingKeys: String, CodingKey {
        case conversationID = "conversation_id"
        case tenantID = "tenant_id"
        case agentID = "agent_id"
        case leadID = "lead_id"
        case category, context, messages, outcome
        case startedAt = "started_at"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        conversationID = try container.decode(ConversationID.self, forKey: .conversationID)
        tenantID = try container.decodeIfPresent(TenantID.self, forKey: .tenantID) ?? "default"
        agentID = try container.decodeIfPresent(AgentID.self, forKey: .agentID) ?? "agent"
        leadID = try container.decodeIfPresent(LeadID.self, forKey: .leadID)
        category = try container.decodeIfPresent(String.self, forKey: .category) ?? ""
        context =
            try container.decodeIfPresent(Context.self, forKey: .context)
            ?? Context(listingTitle: nil, listPrice: nil, timeZone: nil)
        outcome = try? container.decodeIfPresent(Outcome.self, forKey: .outcome)
        let started = try container.decodeIfPresent(Instant.self, forKey: .startedAt)
        var list = try container.nestedUnkeyedContainer(forKey: .messages)
        var messages: [MessageRecord] = []
        while !list.isAtEnd {
            messages.append(
                try MessageRecord(
                    from: try list.superDecoder(), of: conversationID, after: messages.last,
                    startedAt: started))
        }
        self.messages = messages
        startedAt = started ?? messages.first?.sentAt ?? Instant(microseconds: 0)
    }
}

extension ConversationRecord {
    /// The same conversation under another id.
    package func renamed(_ suffix: String) -> ConversationRecord {
        var copy = self
        copy.conversationID = ConversationID("\(conversationID)-\(suffix)")
        return copy
    }
}

/// One message of a conversation file.
///
/// Who speaks must be said. A message without an id is known by its place, one without a time was
/// sent with the one before, and one without text says nothing.
package struct MessageRecord: Sendable {
    package let messageID: MessageID
    package let role: MessageRole
    package let action: MessageAction
    package let text: String
    package let sentAt: Instant
    package let typingStartedAt: Instant?
    package let price: Double?

    enum CodingKeys: String, CodingKey {
        case messageID = "message_id"
        case role, action, text, price
        case sentAt = "sent_at"
        case typingStartedAt = "typing_started_at"
    }

    fileprivate init(
        from decoder: any Decoder, of conversation: ConversationID, after last: MessageRecord?,
        startedAt: Instant?
    ) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let place = decoder.codingPath.last?.intValue ?? 0
        messageID =
            try container.decodeIfPresent(MessageID.self, forKey: .messageID)
            ?? MessageID("\(conversation)-\(place)")
        role = try Self.role(in: container)
        // Sources name actions that the mesh has no word for; what was said counts all the same.
        action =
            try container.decodeIfPresent(String.self, forKey: .action)
            .flatMap(MessageAction.init(rawValue:)) ?? .message
        text = try container.decodeIfPresent(String.self, forKey: .text) ?? ""
        sentAt =
            try container.decodeIfPresent(Instant.self, forKey: .sentAt)
            ?? last?.sentAt ?? startedAt ?? Instant(microseconds: 0)
        typingStartedAt = try container.decodeIfPresent(Instant.self, forKey: .typingStartedAt)
        price = try container.decodeIfPresent(Double.self, forKey: .price)
    }

    private static func role(
        in container: KeyedDecodingContainer<CodingKeys>
    ) throws -> MessageRole {
        let word = try container.decode(String.self, forKey: .role)
        guard let role = MessageRole(rawValue: word) else {
            throw DecodingError.dataCorruptedError(
                forKey: .role, in: container,
                debugDescription: "\"\(word.prefix(wordCountMax))\" is neither agent nor client")
        }
        return role
    }

    /// An error quotes no more of a wrong word.
    private static let wordCountMax = 40
}

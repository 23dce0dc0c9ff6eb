import Foundation
import Identifiers
import SwiftProtobuf
import Wire

/// One way to turn the conversation into bytes and back.
struct Codec {
    var name: String
    var byteCount: Int
    var encode: () throws -> Int
    var decode: () throws -> Int
}

/// Every codec, each checked to read back what it wrote.
func codecs(for conversation: Conversation) throws -> [Codec] {
    [try wire(conversation), try protobuf(ProtoConversation(conversation)), try json(conversation)]
}

private func wire(_ conversation: Conversation) throws -> Codec {
    let bytes = conversation.wireBytes()
    let copy = try Conversation(wireBytes: bytes)
    precondition(copy == conversation)
    return Codec(
        name: "wire", byteCount: bytes.count,
        encode: { conversation.wireBytes().count },
        decode: { try Conversation(wireBytes: bytes).messages.count })
}

private func protobuf(_ conversation: ProtoConversation) throws -> Codec {
    let bytes: [UInt8] = try conversation.serializedBytes()
    let copy = try ProtoConversation(serializedBytes: bytes)
    precondition(copy == conversation)
    return Codec(
        name: "swift-protobuf", byteCount: bytes.count,
        encode: {
            let bytes: [UInt8] = try conversation.serializedBytes()
            return bytes.count
        },
        decode: { try ProtoConversation(serializedBytes: bytes).messages.count })
}

private func json(_ conversation: Conversation) throws -> Codec {
    let (encoder, decoder) = (JSONEncoder(), JSONDecoder())
    let bytes = try encoder.encode(conversation)
    let copy = try decoder.decode(Conversation.self, from: bytes)
    precondition(copy == conversation)
    return Codec(
        name: "json", byteCount: bytes.count,
        encode: { try encoder.encode(conversation).count },
        decode: { try decoder.decode(Conversation.self, from: bytes).messages.count })
}

extension ProtoConversation {
    fileprivate init(_ conversation: Conversation) {
        self.init()
        tenantID = conversation.tenantID.rawValue
        conversationID = conversation.conversationID.rawValue
        agentID = conversation.agentID.rawValue
        if let lead = conversation.leadID { leadID = lead.rawValue }
        category = conversation.category
        startedAt = conversation.startedAt.microseconds
        if let source = conversation.context {
            context.listingTitle = source.listingTitle
            if let price = source.listPrice { context.listPrice = price }
        }
        messages = conversation.messages.map(ProtoMessage.init)
    }
}

extension ProtoMessage {
    fileprivate init(_ message: Message) {
        self.init()
        messageID = message.messageID.rawValue
        role = ProtoRole(rawValue: Int(message.role.number)) ?? .agent
        action = ProtoAction(rawValue: Int(message.action.number)) ?? .message
        text = message.text
        sentAt = message.sentAt.microseconds
        if let typing = message.typingStartedAt { typingStartedAt = typing.microseconds }
        if let offered = message.price { price = offered }
    }
}

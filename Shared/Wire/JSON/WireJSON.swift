/// Messages as JSON, for people and scripts: `snake_case` names, vocabulary names, RFC 3339 times,
/// UUIDs as text, bytes in base64, durations as `1.5s`.
///
/// It works from the schema alone, so a tool can call a method whose types it knows only by name.
public enum WireJSON {
    /// The JSON text of a message's bytes; keys that the schema does not know are left out.
    public static func text(
        of bytes: [UInt8], as schema: WireSchema, isIndented: Bool = false
    ) throws(WireJSONError) -> String {
        let item: CBORValue
        do {
            item = try CBORValue(decoding: bytes)
        } catch {
            throw WireJSONError(path: "", reason: "not a message: \(error)")
        }
        return try ItemToJSON.message(item, schema, at: "").text(isIndented: isIndented)
    }

    /// The message's bytes that a JSON text describes.
    public static func bytes(
        of text: String, as schema: WireSchema
    ) throws(WireJSONError) -> [UInt8] {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: text)
        } catch {
            throw WireJSONError(path: "", reason: "not JSON: \(error)")
        }
        return try JSONToItem.message(value, schema, at: "").encoded
    }

    /// The JSON text of a message.
    public static func text<Message: WireMessage>(
        of message: Message, isIndented: Bool = false
    ) throws(WireJSONError) -> String {
        try text(of: message.wireBytes(), as: Message.wireSchema, isIndented: isIndented)
    }

    /// The message that a JSON text describes.
    public static func message<Message: WireMessage>(
        _ type: Message.Type, of text: String
    ) throws(WireJSONError) -> Message {
        let bytes = try bytes(of: text, as: Message.wireSchema)
        do {
            return try Message(wireBytes: bytes)
        } catch {
            throw WireJSONError(path: "", reason: "\(error)")
        }
    }
}

/// Why JSON and a message do not fit, and at which field.
public struct WireJSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Such as `messages[3].sent_at`; empty for the whole.
    public var path: String
    public var reason: String

    public var description: String { path.isEmpty ? reason : "\(path): \(reason)" }
}

/// `path` with a field's name behind it.
func joined(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

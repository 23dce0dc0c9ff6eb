import Wire

/// Bytes as CBOR diagnostic notation (RFC 8949 §8), with the names that a schema knows as comments.
///
///     {0 /agent_id/: "ada", 3 /intensity/: 2 /intensive/}
enum MessageText {
    static func text(_ bytes: [UInt8], _ schema: WireSchema?) -> String {
        do throws(WireError) {
            let value = try CBORValue(decoding: bytes)
            return schema.map { text(value, $0) } ?? "\(value)"
        } catch {
            return "h'\(hexText(bytes))' /\(error)/"
        }
    }

    private static func text(_ value: CBORValue, _ schema: WireSchema) -> String {
        guard case .map(let pairs) = value else { return "\(value)" }
        let fields = pairs.map { pair in
            guard case .unsigned(let key) = pair.key,
                let field = schema.fields.first(where: { $0.key == key })
            else { return "\(pair.key): \(pair.value)" }
            return "\(key) /\(field.name)/: \(text(pair.value, field.type))"
        }
        return "{\(fields.joined(separator: ", "))}"
    }

    private static func text(_ value: CBORValue, _ type: WireType) -> String {
        switch (type, value) {
        case (.message(let message), _): text(value, message.wireSchema)
        case (.array(let element), .array(let items)):
            "[\(items.map { text($0, element) }.joined(separator: ", "))]"
        case (.dictionary(let element), .map(let pairs)):
            "{\(pairs.map { "\($0.key): \(text($0.value, element))" }.joined(separator: ", "))}"
        case (.vocabulary(_, let words), .unsigned(let number)) where number < words.count:
            "\(number) /\(words[Int(number)])/"
        default: "\(value)"
        }
    }
}

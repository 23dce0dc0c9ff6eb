import Identifiers

/// Makes JSON of CBOR, by a schema.
enum ItemToJSON {
    static func message(
        _ item: CBORValue, _ schema: WireSchema, at path: String
    ) throws(WireJSONError) -> JSONValue {
        guard case .map = item else { throw wrong(item, "a map (\(schema.name))", path) }
        var members: [JSONValue.Member] = []
        for field in schema.fields {
            let fieldPath = joined(path, field.name)
            guard let value = item[.unsigned(UInt64(field.key))] else {
                guard field.presence == .required else { continue }
                throw WireJSONError(path: fieldPath, reason: "\(schema.name) needs it")
            }
            members.append(
                JSONValue.Member(field.name, try self.value(value, field.type, at: fieldPath)))
        }
        return .object(members)
    }

    static func value(
        _ item: CBORValue, _ type: WireType, at path: String
    ) throws(WireJSONError) -> JSONValue {
        switch (type, item) {
        case (.boolean, .boolean(let flag)): return .boolean(flag)
        case (.signed, .unsigned), (.signed, .negative), (.unsigned, .unsigned):
            return .number(item.description)
        case (.float, .float(let number)):
            return number.isFinite ? .number("\(number)") : .string(item.description)
        case (.text, .text(let text)), (.date, .text(let text)): return .string(text)
        case (.bytes, .bytes(let bytes)): return .string(Base64.text(of: bytes))
        case (.uuid, .bytes(let bytes)) where bytes.count == 16: return .string(uuid(bytes))
        case (.instant, _): return try time(item, at: path) { instant($0) }
        case (.duration, _): return try time(item, at: path) { DurationText.text(of: $0) }
        case (.vocabulary(_, let words), .unsigned(let number)):
            return number < UInt64(words.count) ? .string(words[Int(number)]) : .number("\(number)")
        case (.array(let element), .array(let items)):
            return .array(try values(items, element, at: path))
        case (.dictionary(let element), .map(let pairs)):
            return .object(try members(pairs, element, at: path))
        case (.message(let message), _): return try self.message(item, message.wireSchema, at: path)
        default: throw wrong(item, "\(type)", path)
        }
    }

    private static func values(
        _ items: [CBORValue], _ element: WireType, at path: String
    ) throws(WireJSONError) -> [JSONValue] {
        var values: [JSONValue] = []
        for (index, item) in items.enumerated() {
            values.append(try value(item, element, at: "\(path)[\(index)]"))
        }
        return values
    }

    private static func members(
        _ pairs: [CBORValue.Pair], _ element: WireType, at path: String
    ) throws(WireJSONError) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        for pair in pairs {
            guard case .text(let name) = pair.key else { throw wrong(pair.key, "a text key", path) }
            members.append(
                JSONValue.Member(name, try value(pair.value, element, at: joined(path, name))))
        }
        return members
    }

    private static func uuid(_ bytes: [UInt8]) -> String {
        func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
        return UUIDv7(high: word(bytes[..<8]), low: word(bytes[8...])).description
    }

    private static func time(
        _ item: CBORValue, at path: String, _ text: (Int64) -> String?
    ) throws(WireJSONError) -> JSONValue {
        let microseconds: Int64? =
            switch item {
            case .unsigned(let value): Int64(exactly: value)
            case .negative(let value): Int64(exactly: value).map { ~$0 }
            default: nil
            }
        guard let microseconds else { throw wrong(item, "microseconds", path) }
        return text(microseconds).map(JSONValue.string) ?? .number("\(microseconds)")
    }

    /// RFC 3339 to the microsecond; nil for a year that it cannot say.
    private static func instant(_ microseconds: Int64) -> String? {
        let instant = Instant(microseconds: microseconds)
        let text = instant.description
        let below = ((microseconds % 1_000) + 1_000) % 1_000
        guard below != 0 else { return Instant(text) == instant ? text : nil }
        let digits = String(below)
        let padding = String(repeating: "0", count: 3 - digits.count)
        let precise = text.dropLast() + padding + digits + "Z"
        return Instant(precise) == instant ? String(precise) : nil
    }

    private static func wrong(
        _ item: CBORValue, _ expected: String, _ path: String
    ) -> WireJSONError {
        WireJSONError(path: path, reason: "expected \(expected), found \(item)")
    }
}

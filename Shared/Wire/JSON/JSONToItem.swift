import Identifiers

/// Makes CBOR of JSON, by a schema.
enum JSONToItem {
    static func message(
        _ value: JSONValue, _ schema: WireSchema, at path: String
    ) throws(WireJSONError) -> CBORValue {
        guard case .object(let members) = value else {
            throw wrong(value, "an object (\(schema.name))", path)
        }
        let known = Set(schema.fields.map(\.name))
        if let stray = members.first(where: { !known.contains($0.name) }) {
            let names = schema.fields.map(\.name).joined(separator: ", ")
            throw WireJSONError(
                path: joined(path, stray.name),
                reason: "\(schema.name) has no such field; it has \(names)")
        }
        var pairs: [CBORValue.Pair] = []
        for field in schema.fields {
            let fieldPath = joined(path, field.name)
            guard let member = value[field.name], member != .null else {
                guard field.presence == .required else { continue }
                throw WireJSONError(path: fieldPath, reason: "\(schema.name) needs it")
            }
            let item = try item(member, field.type, at: fieldPath)
            pairs.append(CBORValue.Pair(.unsigned(UInt64(field.key)), item))
        }
        return .map(pairs)
    }

    static func item(
        _ value: JSONValue, _ type: WireType, at path: String
    ) throws(WireJSONError) -> CBORValue {
        switch type {
        case .boolean: try boolean(value, at: path)
        case .signed(let bits): try signed(value, bits: bits, at: path)
        case .unsigned(let bits): try unsigned(value, bits: bits, at: path)
        case .float: try float(value, at: path)
        case .text: .text(try string(value, "text", at: path))
        case .bytes:
            try read(value, "base64", at: path) { Base64.bytes(of: $0).map(CBORValue.bytes) }
        case .uuid: try read(value, "a UUID", at: path) { UUIDv7($0).map(uuid) }
        case .date: try read(value, "a date such as 2026-01-05", at: path) { date($0) }
        case .instant: try time(value, "an RFC 3339 time", at: path) { Instant($0)?.microseconds }
        case .duration:
            try time(value, "seconds such as 1.5s", at: path) { DurationText.microseconds(of: $0) }
        case .vocabulary(let name, let words): try word(value, of: name, words, at: path)
        case .array(let element): try array(value, element, at: path)
        case .dictionary(let element): try dictionary(value, element, at: path)
        case .message(let message): try self.message(value, message.wireSchema, at: path)
        }
    }

    // MARK: - Numbers

    private static func boolean(
        _ value: JSONValue, at path: String
    ) throws(WireJSONError) -> CBORValue {
        guard case .boolean(let flag) = value else { throw wrong(value, "true or false", path) }
        return .boolean(flag)
    }

    private static func signed(
        _ value: JSONValue, bits: Int, at path: String
    ) throws(WireJSONError) -> CBORValue {
        let bound = Int64.max >> (64 - bits)
        guard case .number(let digits) = value, let number = Int64(digits),
            ~bound...bound ~= number
        else { throw wrong(value, "an integer of \(bits) bits", path) }
        return .integer(number)
    }

    private static func unsigned(
        _ value: JSONValue, bits: Int, at path: String
    ) throws(WireJSONError) -> CBORValue {
        guard case .number(let digits) = value, let number = UInt64(digits),
            number <= UInt64.max >> (64 - bits)
        else { throw wrong(value, "an unsigned integer of \(bits) bits", path) }
        return .unsigned(number)
    }

    private static func float(
        _ value: JSONValue, at path: String
    ) throws(WireJSONError) -> CBORValue {
        switch value {
        case .number(let digits):
            if let number = Double(digits) { return .float(number) }
        case .string("NaN"): return .float(.nan)
        case .string("Infinity"): return .float(.infinity)
        case .string("-Infinity"): return .float(-.infinity)
        default: break
        }
        throw wrong(value, "a number", path)
    }

    // MARK: - Text

    private static func string(
        _ value: JSONValue, _ expected: String, at path: String
    ) throws(WireJSONError) -> String {
        guard case .string(let text) = value else { throw wrong(value, expected, path) }
        return text
    }

    private static func read(
        _ value: JSONValue, _ expected: String, at path: String, _ parse: (String) -> CBORValue?
    ) throws(WireJSONError) -> CBORValue {
        guard let item = parse(try string(value, expected, at: path)) else {
            throw wrong(value, expected, path)
        }
        return item
    }

    private static func uuid(_ uuid: UUIDv7) -> CBORValue {
        .bytes(
            [uuid.high, uuid.low].flatMap { word in
                stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
            })
    }

    private static func date(_ text: String) -> CBORValue? {
        CalendarDate(text).map { .text($0.description) }
    }

    /// Microseconds, from text or, beyond the years that text can say, from an integer.
    private static func time(
        _ value: JSONValue, _ expected: String, at path: String, _ parse: (String) -> Int64?
    ) throws(WireJSONError) -> CBORValue {
        if case .number = value { return try signed(value, bits: 64, at: path) }
        return try read(value, expected, at: path) { parse($0).map(CBORValue.integer) }
    }

    /// A word's number; a bare number stands for a word that the schema does not know.
    private static func word(
        _ value: JSONValue, of name: String, _ words: [String], at path: String
    ) throws(WireJSONError) -> CBORValue {
        if case .number = value { return try unsigned(value, bits: 64, at: path) }
        let expected = "a \(name): \(words.joined(separator: ", "))"
        let text = try string(value, expected, at: path)
        guard let number = words.firstIndex(of: text) else { throw wrong(value, expected, path) }
        return .unsigned(UInt64(number))
    }

    // MARK: - Containers

    private static func array(
        _ value: JSONValue, _ element: WireType, at path: String
    ) throws(WireJSONError) -> CBORValue {
        guard case .array(let values) = value else { throw wrong(value, "an array", path) }
        var items: [CBORValue] = []
        for (index, value) in values.enumerated() {
            items.append(try item(value, element, at: "\(path)[\(index)]"))
        }
        return .array(items)
    }

    private static func dictionary(
        _ value: JSONValue, _ element: WireType, at path: String
    ) throws(WireJSONError) -> CBORValue {
        guard case .object(let members) = value else { throw wrong(value, "an object", path) }
        var pairs: [CBORValue.Pair] = []
        for member in members {
            let item = try item(member.value, element, at: joined(path, member.name))
            pairs.append(CBORValue.Pair(.text(member.name), item))
        }
        return .map(pairs)
    }

    private static func wrong(
        _ value: JSONValue, _ expected: String, _ path: String
    ) -> WireJSONError {
        let found = value.text()
        let shown = found.count > 60 ? "\(found.prefix(60))…" : found
        return WireJSONError(path: path, reason: "expected \(expected), found \(shown)")
    }
}

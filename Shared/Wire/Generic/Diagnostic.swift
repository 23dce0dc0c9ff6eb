extension CBORValue: CustomStringConvertible {
    /// Diagnostic notation (RFC 8949 §8), on one line.
    public var description: String {
        switch self {
        case .unsigned(let value): "\(value)"
        case .negative(.max): "-18446744073709551616"
        case .negative(let value): "-\(value + 1)"
        case .bytes(let bytes): "h'\(bytes.map(Self.hex).joined())'"
        case .text(let text): JSONText.quoted(text)
        case .array(let items): "[\(items.map(\.description).joined(separator: ", "))]"
        case .map(let pairs):
            "{\(pairs.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}"
        case .tagged(let tag, let item): "\(tag)(\(item))"
        case .boolean(let flag): "\(flag)"
        case .null: "null"
        case .undefined: "undefined"
        case .simple(let value): "simple(\(value))"
        case .float(let value): Self.number(value)
        }
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
        return "\(value)"
    }
}

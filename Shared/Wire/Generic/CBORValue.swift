/// Any CBOR data item (RFC 8949 §2), for tools that do not know the message.
public indirect enum CBORValue: Hashable, Sendable {
    case unsigned(UInt64)
    /// −1 − n.
    case negative(UInt64)
    case bytes([UInt8])
    case text(String)
    case array([CBORValue])
    /// In the order of the input; written in the order of their encoded keys.
    case map([Pair])
    case tagged(UInt64, CBORValue)
    case boolean(Bool)
    case null
    case undefined
    case simple(UInt8)
    case float(Double)

    public struct Pair: Hashable, Sendable {
        public var key: CBORValue
        public var value: CBORValue

        public init(_ key: CBORValue, _ value: CBORValue) {
            self.key = key
            self.value = value
        }
    }

    /// The integer as an item.
    public static func integer(_ value: Int64) -> CBORValue {
        value < 0 ? .negative(UInt64(bitPattern: ~value)) : .unsigned(UInt64(value))
    }

    /// The value of `key`, when this is a map that has it.
    public subscript(key: CBORValue) -> CBORValue? {
        guard case .map(let pairs) = self else { return nil }
        return pairs.first { $0.key == key }?.value
    }
}

// MARK: - Writing

extension CBORValue {
    /// The item in deterministic CBOR.
    public var encoded: [UInt8] {
        var encoder = WireEncoder(minimumCapacity: 64)
        encode(into: &encoder)
        return encoder.bytes
    }

    /// Writes the item in deterministic CBOR; a map's keys are to be distinct.
    public func encode(into encoder: inout WireEncoder) {
        switch self {
        case .unsigned(let value): encoder.write(value)
        case .negative(let value): encoder.writeHead(major: 1, value)
        case .bytes(let bytes): bytes.withUnsafeBytes { encoder.write(bytes: $0) }
        case .text(let text): encoder.write(text)
        case .array(let items):
            encoder.beginArray(items.count)
            for item in items { item.encode(into: &encoder) }
        case .map(let pairs):
            encoder.beginMap(pairs.count)
            for (key, value) in pairs.map({ ($0.key.encoded, $0.value) }).sorted(by: Self.byKey) {
                key.withUnsafeBytes { encoder.append(encoded: $0) }
                value.encode(into: &encoder)
            }
        case .tagged(let tag, let item):
            encoder.writeHead(major: 6, tag)
            item.encode(into: &encoder)
        case .boolean(let flag): encoder.write(flag)
        case .null: encoder.writeHead(major: 7, 22)
        case .undefined: encoder.writeHead(major: 7, 23)
        case .simple(let value): encoder.writeHead(major: 7, UInt64(value))
        case .float(let value): encoder.write(value)
        }
    }

    private static func byKey(
        _ left: ([UInt8], CBORValue), _ right: ([UInt8], CBORValue)
    ) -> Bool {
        left.0.lexicographicallyPrecedes(right.0)
    }
}

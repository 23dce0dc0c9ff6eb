extension CBORValue {
    /// What a reader of generic CBOR accepts.
    public enum Rules: Sendable {
        /// What the wire accepts: deterministic CBOR only (RFC 8949 §4.2.1).
        case deterministic
        /// Anything well-formed with distinct keys and UTF-8 text; for tools, never for the wire.
        case lenient
    }

    /// Reads exactly one item.
    public init(
        decoding bytes: [UInt8], rules: Rules = .deterministic, limits: WireLimits = WireLimits()
    ) throws(WireError) {
        switch rules {
        case .deterministic:
            self = try bytes.span.bytes.withUnsafeBytes { buffer throws(WireError) in
                var decoder = WireDecoder(buffer, limits: limits)
                let value = try CBORValue(from: &decoder)
                try decoder.finish()
                return value
            }
        case .lenient:
            var reader = LenientReader(bytes, limits: limits)
            self = try reader.readWhole()
        }
    }

    /// Reads one item of deterministic CBOR; the depth limit bounds the recursion.
    public init(from decoder: inout WireDecoder) throws(WireError) {
        switch try decoder.peek() >> 5 {
        case 0: self = .unsigned(try decoder.readUInt64())
        case 1: self = .negative(try decoder.argument(1, .negative))
        case 2: self = .bytes(try decoder.readBytes())
        case 3: self = .text(try decoder.readString())
        case 4:
            var items: [CBORValue] = []
            for _ in 0..<(try decoder.beginArray()) { items.append(try CBORValue(from: &decoder)) }
            decoder.endArray()
            self = .array(items)
        case 5: self = .map(try Self.pairs(from: &decoder))
        case 6:
            let head = decoder.cursor
            let tag = try decoder.argument(6, .tag)
            try decoder.descend(head)
            self = .tagged(tag, try CBORValue(from: &decoder))
            decoder.endArray()
        default: self = try Self.simple(from: &decoder)
        }
    }

    private static func pairs(from decoder: inout WireDecoder) throws(WireError) -> [Pair] {
        var pairs: [Pair] = []
        var lastKey: UnsafeRawBufferPointer?
        for _ in 0..<(try decoder.beginPairs()) {
            let keyStart = decoder.cursor
            let key = try CBORValue(from: &decoder)
            lastKey = try decoder.keyEnded(keyStart, after: lastKey)
            pairs.append(Pair(key, try CBORValue(from: &decoder)))
        }
        decoder.endArray()
        return pairs
    }

    private static func simple(from decoder: inout WireDecoder) throws(WireError) -> CBORValue {
        let byte = try decoder.peek()
        switch byte {
        case 0xF4, 0xF5: return .boolean(try decoder.readBool())
        case 0xF9...0xFB: return .float(try decoder.readDouble())
        default: break
        }
        let number = try decoder.readSimple()
        switch number {
        case 22: return .null
        case 23: return .undefined
        default: return .simple(number)
        }
    }
}

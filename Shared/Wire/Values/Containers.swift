extension WireValue {
    public static var wireArrayType: WireType { .array(wireType) }

    @inlinable
    public static func encodeArray(_ values: [Self], into encoder: inout WireEncoder) {
        encoder.beginArray(values.count)
        // In place: `for value in values` would retain what every element holds.
        let elements = values.span
        for index in elements.indices { elements[index].encode(into: &encoder) }
    }

    @inlinable
    public static func decodeArray(from decoder: inout WireDecoder) throws(WireError) -> [Self] {
        let count = try decoder.beginArray()
        var values: [Self] = []
        let reservedMax = max(1, WireLimits.reservedByteCountMax / MemoryLayout<Self>.stride)
        values.reserveCapacity(min(count, reservedMax))
        for _ in 0..<count { values.append(try Self(from: &decoder)) }
        decoder.endArray()
        return values
    }
}

extension Array: WireValue where Element: WireValue {
    public static var wireType: WireType { Element.wireArrayType }

    @inlinable
    public func encode(into encoder: inout WireEncoder) {
        Element.encodeArray(self, into: &encoder)
    }

    @inlinable
    public init(from decoder: inout WireDecoder) throws(WireError) {
        self = try Element.decodeArray(from: &decoder)
    }
}

/// A map with text keys, sorted by their encoding: shorter keys first, then by bytes.
extension Dictionary: WireValue where Key == String, Value: WireValue {
    public static var wireType: WireType { .dictionary(Value.wireType) }

    public func encode(into encoder: inout WireEncoder) {
        encoder.beginMap(count)
        for key in keys.sorted(by: String.precedesInEncoding) {
            guard let value = self[key] else { continue }
            encoder.write(key)
            value.encode(into: &encoder)
        }
    }

    public init(from decoder: inout WireDecoder) throws(WireError) {
        self.init()
        var last: String?
        for _ in 0..<(try decoder.beginPairs()) {
            let keyStart = decoder.offset
            let key = try decoder.readString()
            if let last, !String.precedesInEncoding(last, key) {
                // Not `==`, which holds canonically equivalent texts equal.
                let isRepeated = last.utf8.elementsEqual(key.utf8)
                throw WireError(isRepeated ? .duplicateKey : .unsortedKeys, at: keyStart)
            }
            guard updateValue(try Value(from: &decoder), forKey: key) == nil else {
                throw WireError(.duplicateKey, at: keyStart)
            }
            last = key
        }
        decoder.endArray()
    }
}

extension String {
    /// Whether `left` comes before `right` as a map key in deterministic CBOR.
    static func precedesInEncoding(_ left: String, _ right: String) -> Bool {
        let (leftCount, rightCount) = (left.utf8.count, right.utf8.count)
        guard leftCount == rightCount else { return leftCount < rightCount }
        return left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}

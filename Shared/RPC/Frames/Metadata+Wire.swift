import Wire

/// On the wire a CBOR map from text to text: the pairs are kept in its order, so that nothing is
/// sorted or hashed for a call.
extension Metadata: WireValue {
    public static var wireType: WireType { .dictionary(.text) }

    public func encode(into encoder: inout WireEncoder) {
        encoder.beginMap(count)
        for pair in pairs {
            encoder.write(pair.name)
            encoder.write(pair.value)
        }
    }

    public init(from decoder: inout WireDecoder) throws(WireError) {
        self.init()
        for _ in 0..<(try decoder.beginPairs()) {
            let nameStart = decoder.offset
            let name = try decoder.readString()
            if let last = pairs.last, !Self.precedes(last.name, name) {
                // Not `==`, which holds canonically equivalent texts equal.
                let isRepeated = last.name.utf8.elementsEqual(name.utf8)
                throw WireError(isRepeated ? .duplicateKey : .unsortedKeys, at: nameStart)
            }
            pairs.append(Pair(name: name, value: try decoder.readString()))
        }
        decoder.endArray()
    }
}

/// The same map through `Codable`.
extension Metadata: Codable {
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(
            // Names that differ in bytes alone are one key of a dictionary.
            Dictionary(pairs.lazy.map { ($0.name, $0.value) }) { $1 })
    }

    public init(from decoder: any Decoder) throws {
        self.init()
        for (name, value) in try decoder.singleValueContainer().decode([String: String].self) {
            self[name] = value
        }
    }
}

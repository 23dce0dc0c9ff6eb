/// Short words that travel beside a message: at most 64 pairs and 8 KiB on the wire.
///
/// Names are unique and compare exactly. Kept sorted by name, which is their order on the wire.
public struct Metadata: Sendable, Hashable {
    package internal(set) var pairs: [Pair]

    package struct Pair: Sendable, Hashable {
        package let name: String
        package let value: String
    }

    public init() { pairs = [] }

    public var isEmpty: Bool { pairs.isEmpty }
    public var count: Int { pairs.count }

    /// The value of `name`; assigning nil removes it. O(count).
    public subscript(name: String) -> String? {
        get { pairs.first { $0.name == name }?.value }
        set {
            pairs.removeAll { $0.name == name }
            guard let newValue else { return }
            let pair = Pair(name: name, value: newValue)
            let place = pairs.firstIndex { Self.precedes(name, $0.name) } ?? pairs.endIndex
            pairs.insert(pair, at: place)
        }
    }

    /// The order of deterministic CBOR: shorter names first, then by bytes (RFC 8949 §4.2.1).
    package static func precedes(_ left: String, _ right: String) -> Bool {
        let (leftBytes, rightBytes) = (left.utf8, right.utf8)
        guard leftBytes.count == rightBytes.count else { return leftBytes.count < rightBytes.count }
        return leftBytes.lexicographicallyPrecedes(rightBytes)
    }
}

extension Metadata: ExpressibleByDictionaryLiteral {
    /// The last value of a repeated name stays.
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init()
        for (name, value) in elements { self[name] = value }
    }
}

extension Metadata: Sequence {
    public func makeIterator() -> some IteratorProtocol<(name: String, value: String)> {
        pairs.lazy.map { (name: $0.name, value: $0.value) }.makeIterator()
    }
}

extension Limits {
    /// Nil when the metadata is within its bounds.
    package func refusal(of metadata: Metadata) -> RPCError? {
        guard metadata.count <= metadataPairs else {
            return .limitMet(
                "metadataPairs", metadataPairs, "the metadata has \(metadata.count) pairs")
        }
        let byteCount = metadata.pairs.reduce(0) {
            $0 + $1.name.utf8.count + $1.value.utf8.count + 6
        }
        guard byteCount <= metadataBytes else {
            return .limitMet("metadataBytes", metadataBytes, "the metadata has \(byteCount) bytes")
        }
        return nil
    }
}

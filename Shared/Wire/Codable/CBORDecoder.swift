/// Decodes any `Decodable` with `CodingKeys: Int` from deterministic CBOR, as strictly as the macro's
/// decoder does.
public struct CBORDecoder: Sendable {
    public var limits: WireLimits

    public init(limits: WireLimits = WireLimits()) { self.limits = limits }

    public func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
        try read(type, CBORValue(decoding: bytes, limits: limits), at: [])
    }
}

private protocol TextKeyed {
    static func read(_ entries: [CBORValue.Pair], at path: [any CodingKey]) throws -> Self
}

extension Dictionary: TextKeyed where Key == String, Value: Decodable {
    fileprivate static func read(
        _ entries: [CBORValue.Pair], at path: [any CodingKey]
    ) throws -> Self {
        var dictionary: Self = [:]
        for entry in entries {
            guard case .text(let key) = entry.key else {
                throw mismatch(Self.self, path, "a key that is not text")
            }
            let valuePath = path + [PathKey(stringValue: key)]
            let value = try Wire.read(Value.self, entry.value, at: valuePath)
            guard dictionary.updateValue(value, forKey: key) == nil else {
                throw mismatch(Self.self, path, "two keys that are the same text")
            }
        }
        return dictionary
    }
}

/// Reads a value of `type` from an item of the tree.
func read<Value: Decodable>(
    _ type: Value.Type, _ item: CBORValue, at path: [any CodingKey]
) throws -> Value {
    if let leaf = type as? any WireLeaf.Type {
        return try cast(readLeaf(leaf, item, at: path), at: path)
    }
    if type == [UInt8].self {
        guard case .bytes(let bytes) = item else { throw mismatch(type, path, "not a byte string") }
        return try cast(bytes, at: path)
    }
    if let dictionary = type as? any TextKeyed.Type {
        guard case .map(let entries) = item else { throw mismatch(type, path, "not a map") }
        return try cast(dictionary.read(entries, at: path), at: path)
    }
    return try Value(from: ItemDecoder(item: item, codingPath: path))
}

private func readLeaf<Leaf: WireLeaf>(
    _ type: Leaf.Type, _ item: CBORValue, at path: [any CodingKey]
) throws -> Leaf {
    do throws(WireError) {
        return try item.encoded.span.bytes.withUnsafeBytes { buffer throws(WireError) in
            var decoder = WireDecoder(buffer)
            return try Leaf(from: &decoder)
        }
    } catch {
        throw DecodingError.dataCorrupted(
            .init(
                codingPath: path, debugDescription: error.description, underlyingError: error))
    }
}

private func cast<Value>(_ value: Any, at path: [any CodingKey]) throws -> Value {
    guard let value = value as? Value else {
        throw mismatch(Value.self, path, "\(type(of: value))")
    }
    return value
}

func mismatch(_ type: Any.Type, _ path: [any CodingKey], _ why: String) -> DecodingError {
    .typeMismatch(type, .init(codingPath: path, debugDescription: why))
}

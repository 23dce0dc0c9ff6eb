/// Encodes any `Encodable` with `CodingKeys: Int` to the same bytes as `@WireMessage` would.
///
/// The slow way, for types without the macro, and the oracle that the macro is tested against.
public struct CBOREncoder: Sendable {
    public init() {}

    public func encode(_ value: some Encodable) throws -> [UInt8] {
        let slot = EncodedSlot()
        try slot.fill(value, at: [])
        return try slot.value(at: []).encoded
    }
}

/// Text-keyed dictionaries: `Dictionary`'s own `Codable` would write "1" as the integer 1.
private protocol TextKeyed {
    func fill(_ slot: EncodedSlot, at path: [any CodingKey]) throws
}

extension Dictionary: TextKeyed where Key == String, Value: Encodable {
    fileprivate func fill(_ slot: EncodedSlot, at path: [any CodingKey]) throws {
        slot.beginMap()
        for (key, value) in self {
            try slot.entry(.text(key)).fill(value, at: path + [PathKey(stringValue: key)])
        }
    }
}

/// A place in the tree that an `Encodable` fills through one of its containers.
final class EncodedSlot {
    private enum Content {
        case empty
        case value(CBORValue)
        case array([EncodedSlot])
        case map([(key: CBORValue, slot: EncodedSlot)])
    }

    private var content = Content.empty

    func fill(_ leaf: any WireLeaf) throws {
        var encoder = WireEncoder(minimumCapacity: 64)
        leaf.encode(into: &encoder)
        content = .value(try CBORValue(decoding: encoder.bytes))
    }

    func fill(_ value: CBORValue) { content = .value(value) }

    func fill<Value: Encodable>(_ value: Value, at path: [any CodingKey]) throws {
        // Asked of the type, since any empty array passes for an array of bytes.
        if Value.self == [UInt8].self, let bytes = value as? [UInt8] {
            fill(.bytes(bytes))
        } else if let leaf = value as? any WireLeaf {
            try fill(leaf)
        } else if Value.self is any TextKeyed.Type, let dictionary = value as? any TextKeyed {
            try dictionary.fill(self, at: path)
        } else {
            try value.encode(to: SlotEncoder(slot: self, codingPath: path))
        }
    }

    // MARK: - Containers

    func beginMap() { if case .map = content {} else { content = .map([]) } }

    func beginArray() { if case .array = content {} else { content = .array([]) } }

    var count: Int {
        if case .array(let slots) = content { slots.count } else { 0 }
    }

    func entry(_ key: CBORValue) -> EncodedSlot {
        guard case .map(var entries) = content else { return EncodedSlot() }
        let slot = EncodedSlot()
        entries.removeAll { $0.key == key }
        entries.append((key, slot))
        content = .map(entries)
        return slot
    }

    func appended() -> EncodedSlot {
        guard case .array(var slots) = content else { return EncodedSlot() }
        let slot = EncodedSlot()
        slots.append(slot)
        content = .array(slots)
        return slot
    }

    func value(at path: [any CodingKey]) throws -> CBORValue {
        switch content {
        case .empty:
            throw EncodingError.invalidValue(
                self, .init(codingPath: path, debugDescription: "a value that encoded nothing"))
        case .value(let value): return value
        case .array(let slots): return .array(try slots.map { try $0.value(at: path) })
        case .map(let entries):
            return .map(try entries.map { CBORValue.Pair($0.key, try $0.slot.value(at: path)) })
        }
    }
}

/// A key of a coding path that no type declares.
struct PathKey: CodingKey {
    var stringValue: String
    var intValue: Int?

    init(stringValue: String) { self.stringValue = stringValue }

    init(intValue: Int) {
        stringValue = String(intValue)
        self.intValue = intValue
    }
}

extension CBORValue {
    /// A coding key on the wire: its number where it has one.
    init(_ key: some CodingKey) {
        self = key.intValue.map { .integer(Int64($0)) } ?? .text(key.stringValue)
    }
}

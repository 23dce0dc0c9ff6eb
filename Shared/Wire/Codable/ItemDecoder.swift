/// `Decoder` over one item of the tree.
struct ItemDecoder: Decoder {
    let item: CBORValue
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .map(let pairs) = item else { throw mismatch(type, codingPath, "not a map") }
        if type is any RawRepresentable<Int>.Type, !pairs.allSatisfy({ Self.isFieldNumber($0.key) })
        {
            throw mismatch(type, codingPath, "a key that is not a field's number")
        }
        return KeyedDecodingContainer(KeyedItems(pairs: pairs, codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let items) = item else {
            throw mismatch([Any].self, codingPath, "not an array")
        }
        return UnkeyedItems(items: items, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        SingleItem(item: item, codingPath: codingPath)
    }

    private static func isFieldNumber(_ key: CBORValue) -> Bool {
        if case .unsigned(let number) = key { number <= UInt64(Int64.max) } else { false }
    }
}

private struct KeyedItems<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let items: [CBORValue: CBORValue]
    let codingPath: [any CodingKey]

    init(pairs: [CBORValue.Pair], codingPath: [any CodingKey]) {
        items = Dictionary(pairs.map { ($0.key, $0.value) }) { first, _ in first }
        self.codingPath = codingPath
    }

    var allKeys: [Key] {
        items.keys.compactMap { key in
            switch key {
            case .unsigned(let number): Int(exactly: number).flatMap(Key.init(intValue:))
            case .text(let name): Key(stringValue: name)
            default: nil
            }
        }
    }

    func contains(_ key: Key) -> Bool { items[CBORValue(key)] != nil }

    private func item(_ key: some CodingKey) throws -> CBORValue {
        guard let item = items[CBORValue(key)] else {
            throw DecodingError.keyNotFound(
                key,
                .init(codingPath: codingPath, debugDescription: "\(key.stringValue) is missing"))
        }
        return item
    }

    private func decoder(_ key: some CodingKey) throws -> ItemDecoder {
        ItemDecoder(item: try item(key), codingPath: codingPath + [key])
    }

    /// Never: on the wire nil is absence, and a null is a value of the wrong type.
    func decodeNil(forKey key: Key) throws -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try read(type, item(key), at: codingPath + [key])
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try decoder(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { try decoder(PathKey(intValue: 0)) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }
}

private struct UnkeyedItems: UnkeyedDecodingContainer {
    let items: [CBORValue]
    let codingPath: [any CodingKey]
    var currentIndex = 0

    init(items: [CBORValue], codingPath: [any CodingKey]) {
        self.items = items
        self.codingPath = codingPath
    }

    var count: Int? { items.count }
    var isAtEnd: Bool { currentIndex == items.count }

    private mutating func nextDecoder() throws -> ItemDecoder {
        guard !isAtEnd else { throw mismatch(Any.self, codingPath, "no more items") }
        defer { currentIndex += 1 }
        return ItemDecoder(
            item: items[currentIndex], codingPath: codingPath + [PathKey(intValue: currentIndex)])
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, items[currentIndex] == .null else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let next = try nextDecoder()
        return try read(type, next.item, at: next.codingPath)
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        try nextDecoder().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try nextDecoder().unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder { try nextDecoder() }
}

private struct SingleItem: SingleValueDecodingContainer {
    let item: CBORValue
    let codingPath: [any CodingKey]

    func decodeNil() -> Bool { item == .null }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try read(type, item, at: codingPath)
    }
}

/// `Encoder` over one slot of the tree.
struct SlotEncoder: Encoder {
    let slot: EncodedSlot
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        slot.beginMap()
        return KeyedEncodingContainer(KeyedSlots(slot: slot, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        slot.beginArray()
        return UnkeyedSlots(slot: slot, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleSlot(slot: slot, codingPath: codingPath)
    }
}

private struct KeyedSlots<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let slot: EncodedSlot
    let codingPath: [any CodingKey]

    private func encoder(_ key: some CodingKey) -> SlotEncoder {
        SlotEncoder(slot: slot.entry(CBORValue(key)), codingPath: codingPath + [key])
    }

    func encodeNil(forKey key: Key) throws { slot.entry(CBORValue(key)).fill(.null) }

    func encode(_ value: some Encodable, forKey key: Key) throws {
        try slot.entry(CBORValue(key)).fill(value, at: codingPath + [key])
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        encoder(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder(key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { encoder(PathKey(intValue: 0)) }
    func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }
}

private struct UnkeyedSlots: UnkeyedEncodingContainer {
    let slot: EncodedSlot
    let codingPath: [any CodingKey]
    var count: Int { slot.count }

    private func encoder() -> SlotEncoder {
        let path = codingPath + [PathKey(intValue: count)]
        return SlotEncoder(slot: slot.appended(), codingPath: path)
    }

    func encodeNil() throws { slot.appended().fill(.null) }

    func encode(_ value: some Encodable) throws {
        let path = codingPath + [PathKey(intValue: count)]
        try slot.appended().fill(value, at: path)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) -> KeyedEncodingContainer<Nested> {
        encoder().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder().unkeyedContainer() }
    func superEncoder() -> any Encoder { encoder() }
}

private struct SingleSlot: SingleValueEncodingContainer {
    let slot: EncodedSlot
    let codingPath: [any CodingKey]

    func encodeNil() throws { slot.fill(.null) }
    func encode(_ value: some Encodable) throws { try slot.fill(value, at: codingPath) }
}

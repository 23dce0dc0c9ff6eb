/// A message's map while it is read: keys come in ascending order, so one pass finds every field.
public struct WireMap {
    @usableFromInline var keysLeft: Int
    /// The last key that was passed; −1 before the first.
    @usableFromInline var lastKey: Int64 = -1

    @usableFromInline
    init(keysLeft: Int) { self.keysLeft = keysLeft }
}

extension WireDecoder {
    /// Enters an array and says how many items follow; `endArray()` leaves it.
    @inlinable
    public mutating func beginArray() throws(WireError) -> Int {
        try enter(major: 4, .array, itemsPerEntry: 1)
    }

    /// Leaves an array or a map.
    @inlinable
    public mutating func endArray() { depthLeft += 1 }

    /// Enters a map and says how many pairs follow; `endArray()` leaves it.
    @inlinable
    public mutating func beginPairs() throws(WireError) -> Int {
        try enter(major: 5, .map, itemsPerEntry: 2)
    }

    /// Enters a message's map; `endMap(_:)` leaves it.
    @inlinable
    public mutating func beginMap() throws(WireError) -> WireMap {
        WireMap(keysLeft: try beginPairs())
    }

    @inlinable
    mutating func enter(
        major: UInt8, _ kind: WireKind, itemsPerEntry: UInt64
    ) throws(WireError) -> Int {
        let head = cursor
        let count = try countedArgument(major, kind, itemsPerEntry: itemsPerEntry)
        try descend(head)
        return count
    }

    /// Goes one level down; `endArray()` comes back.
    @inlinable
    mutating func descend(_ head: UnsafeRawPointer) throws(WireError) {
        guard depthLeft > 0 else { throw error(.nestedTooDeep(limit: limits.depthMax), at: head) }
        depthLeft -= 1
    }

    /// The declared count of an array or map, which draws its items from the budget.
    @inlinable
    mutating func countedArgument(
        _ major: UInt8, _ kind: WireKind, itemsPerEntry: UInt64
    ) throws(WireError) -> Int {
        let head = cursor
        let count = try argument(major, kind)
        // An item takes a byte at least, so a greater count cannot be true. Checked before it is
        // multiplied, so that the product cannot overflow.
        guard count <= UInt64(end - cursor), count * itemsPerEntry <= UInt64(end - cursor) else {
            throw lengthBeyondInput(count, head)
        }
        itemsLeft -= Int(count * itemsPerEntry)
        guard itemsLeft >= 0 else {
            throw error(.tooManyItems(limit: limits.itemCountMax), at: head)
        }
        return Int(count)
    }

    /// Moves to the value of `key` when the map has it, skipping smaller keys; ask in ascending order.
    @inlinable @inline(__always)
    public mutating func find(_ key: UInt, in map: inout WireMap) throws(WireError) -> Bool {
        guard map.keysLeft > 0 else { return false }
        if key < 24, cursor < end, cursor.load(as: UInt8.self) == UInt8(truncatingIfNeeded: key) {
            cursor += 1
            map.keysLeft -= 1
            map.lastKey = Int64(key)
            return true
        }
        return try seek(key, in: &map)
    }

    @usableFromInline @inline(never)
    mutating func seek(_ key: UInt, in map: inout WireMap) throws(WireError) -> Bool {
        while map.keysLeft > 0 {
            let keyStart = cursor
            let found = try readKey(after: map.lastKey)
            if found > UInt64(key) {
                cursor = keyStart
                return false
            }
            map.keysLeft -= 1
            // The key is at most `key`, which is a field's number and far from the edge of Int64.
            map.lastKey = Int64(found)
            if found == UInt64(key) { return true }
            unknownKeyCount += 1
            try skip()
        }
        return false
    }

    /// Leaves a message's map, skipping the keys that are left.
    @inlinable
    public mutating func endMap(_ map: consuming WireMap) throws(WireError) {
        if map.keysLeft > 0 { try skipRest(of: map) }
        depthLeft += 1
    }

    @usableFromInline @inline(never)
    mutating func skipRest(of map: WireMap) throws(WireError) {
        var lastKey = map.lastKey
        for _ in 0..<map.keysLeft {
            let keyStart = offset
            let key = try readKey(after: lastKey)
            guard let position = Int64(exactly: key) else {
                throw WireError(.outOfRange, at: keyStart)
            }
            lastKey = position
            unknownKeyCount += 1
            try skip()
        }
    }

    private mutating func readKey(after lastKey: Int64) throws(WireError) -> UInt64 {
        let keyStart = offset
        let key = try readUInt64()
        guard lastKey < 0 || key > UInt64(lastKey) else {
            let isRepeated = key == UInt64(lastKey)
            throw WireError(isRepeated ? .duplicateKey : .unsortedKeys, at: keyStart)
        }
        return key
    }
}

// MARK: - Fields

extension WireDecoder {
    /// The value of a key that must be there.
    @inlinable @inline(__always)
    public mutating func required<Value: WireValue>(
        _ key: UInt, _ name: StaticString, of message: StaticString, in map: inout WireMap
    ) throws(WireError) -> Value {
        guard try find(key, in: &map) else { throw missing(key, name, message) }
        return try Value(from: &self)
    }

    /// The value of a key that may be absent.
    @inlinable @inline(__always)
    public mutating func optional<Value: WireValue>(
        _ key: UInt, in map: inout WireMap
    ) throws(WireError) -> Value? {
        guard try find(key, in: &map) else { return nil }
        return try Value(from: &self)
    }

    @usableFromInline @inline(never)
    func missing(_ key: UInt, _ name: StaticString, _ message: StaticString) -> WireError {
        error(.missingField(message: "\(message)", name: "\(name)", key: key))
    }
}

/// Reads deterministic CBOR from a region that outlives it; anything else is a `WireError`.
///
/// One cursor serves a whole message. Nothing that the input declares sizes an allocation: strings
/// are copied only after their bytes are known to be there, arrays grow as elements arrive, and
/// declared counts draw from one budget of items.
public struct WireDecoder: ~Copyable {
    @usableFromInline let start: UnsafeRawPointer
    @usableFromInline var cursor: UnsafeRawPointer
    @usableFromInline let end: UnsafeRawPointer
    @usableFromInline var itemsLeft: Int
    @usableFromInline var depthLeft: Int
    @usableFromInline let limits: WireLimits

    /// Keys that the message types did not know, skipped with their values.
    public internal(set) var unknownKeyCount = 0

    /// Reads `bytes`, which must stay where they are while the decoder is used.
    @inlinable
    public init(_ bytes: UnsafeRawBufferPointer, limits: WireLimits = WireLimits()) {
        // An empty buffer may have no address; any will do, since nothing is read from it.
        start = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
        cursor = start
        end = start + bytes.count
        itemsLeft = limits.itemCountMax
        depthLeft = limits.depthMax
        self.limits = limits
    }

    /// Where the next item starts.
    @inlinable public var offset: Int { cursor - start }
    @inlinable public var remainingByteCount: Int { end - cursor }
    @inlinable public var isAtEnd: Bool { cursor == end }

    /// Throws when anything follows the message.
    @inlinable
    public func finish() throws(WireError) {
        guard cursor == end else { throw error(.trailingBytes(end - cursor)) }
    }

    // MARK: - Errors

    /// An error at the next item.
    @inlinable
    public func error(_ reason: WireError.Reason) -> WireError { WireError(reason, at: offset) }

    @usableFromInline @inline(never)
    func error(_ reason: WireError.Reason, at place: UnsafeRawPointer) -> WireError {
        WireError(reason, at: place - start)
    }

    @usableFromInline @inline(never)
    func unexpected(_ expected: WireKind) -> WireError {
        guard cursor < end else { return error(.truncated) }
        let byte = cursor.load(as: UInt8.self)
        if byte & 0x1F == 31, 2...5 ~= byte >> 5 { return error(.indefiniteLength) }
        if 28...31 ~= byte & 0x1F { return error(.reserved) }
        return error(.unexpected(found: WireKind(initialByte: byte), expected: expected))
    }

    // MARK: - Heads

    @inlinable @inline(__always)
    func peek() throws(WireError) -> UInt8 {
        guard cursor < end else { throw error(.truncated) }
        return cursor.load(as: UInt8.self)
    }

    /// The argument of the next head, which must be of `major`, and passes it.
    @inlinable @inline(__always)
    mutating func argument(_ major: UInt8, _ expected: WireKind) throws(WireError) -> UInt64 {
        let byte = try peek()
        guard byte >> 5 == major else { throw unexpected(expected) }
        let information = byte & 0x1F
        if information < 24 {
            cursor += 1
            return UInt64(information)
        }
        return try longArgument(information)
    }

    /// The argument behind an initial byte with additional information of 24 or more.
    @usableFromInline
    mutating func longArgument(_ information: UInt8) throws(WireError) -> UInt64 {
        guard information <= 27 else {
            throw error(information == 31 ? .indefiniteLength : .reserved)
        }
        let width = 1 << Int(information - 24)
        guard end - cursor > width else { throw error(.truncated) }
        let value: UInt64
        let minimum: UInt64
        switch information {
        case 24: (value, minimum) = (UInt64((cursor + 1).load(as: UInt8.self)), 24)
        case 25: (value, minimum) = (UInt64(word(at: 1, as: UInt16.self)), 1 << 8)
        case 26: (value, minimum) = (UInt64(word(at: 1, as: UInt32.self)), 1 << 16)
        default: (value, minimum) = (word(at: 1, as: UInt64.self), 1 << 32)
        }
        guard value >= minimum else { throw error(.notShortestForm) }
        cursor += 1 + width
        return value
    }

    /// A big-endian word; the caller has checked that it is there.
    @inlinable @inline(__always)
    func word<Word: FixedWidthInteger>(at distance: Int, as type: Word.Type) -> Word {
        Word(bigEndian: (cursor + distance).loadUnaligned(as: type))
    }
}

// MARK: - Scalars

extension WireDecoder {
    @inlinable
    public mutating func readUInt64() throws(WireError) -> UInt64 { try argument(0, .unsigned) }

    @inlinable
    public mutating func readInt64() throws(WireError) -> Int64 {
        let itemStart = offset
        let isNegative = try peek() >> 5 == 1
        let value = try argument(isNegative ? 1 : 0, .integer)
        guard let magnitude = Int64(exactly: value) else {
            throw WireError(.outOfRange, at: itemStart)
        }
        return isNegative ? ~magnitude : magnitude
    }

    @inlinable
    public mutating func readBool() throws(WireError) -> Bool {
        let byte = try peek()
        guard byte | 1 == 0xF5 else { throw unexpected(.boolean) }
        cursor += 1
        return byte == 0xF5
    }

    /// A float in its shortest form.
    @inlinable
    public mutating func readDouble() throws(WireError) -> Double {
        let byte = try peek()
        guard 0xF9...0xFB ~= byte else { throw unexpected(.float) }
        let width = 2 << Int(byte - 0xF9)
        guard end - cursor > width else { throw error(.truncated) }
        let value: Double
        switch byte {
        case 0xF9:
            let half = word(at: 1, as: UInt16.self)
            value = HalfFloat.value(of: half)
            guard !value.isNaN || half == HalfFloat.notANumber else {
                throw error(.notShortestForm)
            }
        case 0xFA:
            let single = Float(bitPattern: word(at: 1, as: UInt32.self))
            guard !single.isNaN, HalfFloat.exactly(single) == nil else {
                throw error(.notShortestForm)
            }
            value = Double(single)
        default:
            value = Double(bitPattern: word(at: 1, as: UInt64.self))
            guard !value.isNaN, Double(Float(value)) != value else {
                throw error(.notShortestForm)
            }
        }
        cursor += 1 + width
        return value
    }
}

// MARK: - Strings

extension WireDecoder {
    /// The content of the next string of `major`, whose bytes are known to be there.
    @inlinable @inline(__always)
    mutating func content(
        _ major: UInt8, _ expected: WireKind
    ) throws(WireError) -> UnsafeRawBufferPointer {
        let head = cursor
        let count = try argument(major, expected)
        guard count <= UInt64(end - cursor) else { throw lengthBeyondInput(count, head) }
        let content = UnsafeRawBufferPointer(start: cursor, count: Int(count))
        cursor += Int(count)
        return content
    }

    @usableFromInline @inline(never)
    func lengthBeyondInput(_ declared: UInt64, _ head: UnsafeRawPointer) -> WireError {
        WireError(
            .lengthBeyondInput(declared: declared, available: end - cursor), at: head - start)
    }

    @inlinable
    public mutating func readString() throws(WireError) -> String {
        let itemStart = offset
        let content = try content(3, .text)
        guard
            let text = try? UTF8Span(validating: content.bindMemory(to: UInt8.self).span)
        else { throw WireError(.notUTF8, at: itemStart) }
        return String(copying: text)
    }

    @inlinable
    public mutating func readBytes() throws(WireError) -> [UInt8] {
        try Array(content(2, .bytes))
    }

    /// A byte string of exactly sixteen bytes, as two big-endian words.
    @inlinable
    mutating func readSixteenBytes() throws(WireError) -> (high: UInt64, low: UInt64) {
        let itemStart = offset
        let content = try content(2, .bytes)
        guard content.count == 16 else {
            throw WireError(.invalid("an id of \(content.count) bytes, not 16"), at: itemStart)
        }
        return (
            UInt64(bigEndian: content.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
            UInt64(bigEndian: content.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        )
    }
}

/// Writes deterministic CBOR (RFC 8949 §4.2.1) into one growing buffer.
///
/// It owns its memory and is reusable: `removeAll()` keeps the buffer. It may also begin in memory
/// of another's, which it leaves for its own when that is full. Map keys must come in ascending
/// order; generated code sees to that.
public struct WireEncoder: ~Copyable {
    @usableFromInline var start: UnsafeMutableRawPointer
    @usableFromInline var cursor: UnsafeMutableRawPointer
    @usableFromInline var end: UnsafeMutableRawPointer
    @usableFromInline var ownsMemory = true
    /// Long byte strings that are only noted where they belong, and copied once at the end.
    @usableFromInline var held: [(place: Int, content: [UInt8])] = []
    @usableFromInline let holdsLongStrings: Bool

    /// The longest head: an initial byte and eight more.
    @usableFromInline static let headByteCountMax = 9
    /// From here on noting a byte string costs less than making room for it and copying it twice.
    @usableFromInline static let heldByteCountMin = 4_096

    @inlinable
    public init(minimumCapacity: Int = 1_024) {
        let capacity = max(minimumCapacity, 64)
        start = .allocate(byteCount: capacity, alignment: 8)
        cursor = start
        end = start + capacity
        holdsLongStrings = false
    }

    /// Begins in `memory`, which must stay where it is while the encoder is used.
    @inlinable
    public init(beginningIn memory: UnsafeMutableRawBufferPointer) {
        self.init(beginningIn: memory, holdsLongStrings: false)
    }

    /// With `holdsLongStrings` only `bytes` tells all that was written.
    @inlinable
    init(beginningIn memory: UnsafeMutableRawBufferPointer, holdsLongStrings: Bool) {
        // An empty buffer may have no address; any will do, since nothing fits there.
        start = memory.baseAddress ?? UnsafeMutableRawPointer(bitPattern: 1).unsafelyUnwrapped
        cursor = start
        end = start + memory.count
        ownsMemory = false
        self.holdsLongStrings = holdsLongStrings
    }

    @inlinable
    deinit { if ownsMemory { start.deallocate() } }

    /// Everything that was written stands in the memory that the encoder began in.
    @inlinable public var isInPlace: Bool { !ownsMemory }

    @inlinable public var byteCount: Int { cursor - start }

    /// A copy of what was written.
    @inlinable
    public var bytes: [UInt8] { held.isEmpty ? withUnsafeBytes { Array($0) } : gathered() }

    /// What was written, with the strings that were held in their places. O(bytes).
    @usableFromInline
    func gathered() -> [UInt8] {
        let total = held.reduce(byteCount) { $0 + $1.content.count }
        return Array(unsafeUninitializedCapacity: total) { memory, count in
            var rest = UnsafeMutableRawBufferPointer(memory)
            func put(_ bytes: UnsafeRawBufferPointer) {
                rest.copyMemory(from: bytes)
                rest = UnsafeMutableRawBufferPointer(rebasing: rest[bytes.count...])
            }
            withUnsafeBytes { written in
                var copied = 0
                for (place, content) in held {
                    put(UnsafeRawBufferPointer(rebasing: written[copied..<place]))
                    content.withUnsafeBytes { put($0) }
                    copied = place
                }
                put(UnsafeRawBufferPointer(rebasing: written[copied...]))
            }
            count = total
        }
    }

    /// What was written, in place; the buffer is not to be used after `body` returns.
    @inlinable
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(start: start, count: byteCount))
    }

    /// Forgets what was written; keeps the buffer unless it has grown beyond `capacityKept`.
    public mutating func removeAll(capacityKept: Int = 65_536) {
        if ownsMemory, end - start > capacityKept {
            start.deallocate()
            start = .allocate(byteCount: capacityKept, alignment: 8)
            end = start + capacityKept
        }
        cursor = start
    }

    // MARK: - Room

    @inlinable @inline(__always)
    mutating func reserve(_ count: Int) {
        if end - cursor < count { grow(for: count) }
    }

    @usableFromInline @inline(never)
    mutating func grow(for count: Int) {
        let used = cursor - start
        // A small buffer grows in greater steps, so that a message of a page is copied once or twice.
        let factor = end - start < 16_384 ? 4 : 2
        let capacity = max((end - start) * factor, used + count)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
        larger.copyMemory(from: start, byteCount: used)
        if ownsMemory { start.deallocate() }
        ownsMemory = true
        start = larger
        cursor = larger + used
        end = larger + capacity
    }

    @inlinable @inline(__always)
    mutating func put<Word: FixedWidthInteger>(_ word: Word) {
        cursor.storeBytes(of: word.bigEndian, as: Word.self)
        cursor += MemoryLayout<Word>.size
    }

    /// A head without asking for room.
    @inlinable @inline(__always)
    mutating func putHead(_ major: UInt8, _ value: UInt64) {
        if value < 24 {
            put(major | UInt8(truncatingIfNeeded: value))
        } else {
            putLongHead(major, value)
        }
    }

    @usableFromInline
    mutating func putLongHead(_ major: UInt8, _ value: UInt64) {
        if value <= 0xFF {
            put(major | 24)
            put(UInt8(truncatingIfNeeded: value))
        } else if value <= 0xFFFF {
            put(major | 25)
            put(UInt16(truncatingIfNeeded: value))
        } else if value <= 0xFFFF_FFFF {
            put(major | 26)
            put(UInt32(truncatingIfNeeded: value))
        } else {
            put(major | 27)
            put(value)
        }
    }
}

// MARK: - Items

extension WireEncoder {
    @inlinable
    public mutating func writeHead(major: UInt8, _ value: UInt64) {
        reserve(Self.headByteCountMax)
        putHead(major << 5, value)
    }

    @inlinable
    public mutating func write(_ value: UInt64) {
        reserve(Self.headByteCountMax)
        putHead(0x00, value)
    }

    @inlinable
    public mutating func write(_ value: Int64) {
        reserve(Self.headByteCountMax)
        // −1 − n is the complement of n, and the sign picks the major type.
        putHead(value < 0 ? 0x20 : 0x00, UInt64(bitPattern: value < 0 ? ~value : value))
    }

    @inlinable
    public mutating func write(_ value: Bool) {
        reserve(1)
        put(value ? 0xF5 as UInt8 : 0xF4)
    }

    @inlinable
    public mutating func write(_ text: String) {
        let isWritten: Void? = text.utf8.withContiguousStorageIfAvailable {
            writeString(0x60, UnsafeRawBufferPointer($0))
        }
        guard isWritten == nil else { return }
        // A string of another runtime's: it is copied into contiguous UTF-8.
        var text = text
        text.withUTF8 { writeString(0x60, UnsafeRawBufferPointer($0)) }
    }

    @inlinable
    public mutating func write(bytes: UnsafeRawBufferPointer) { writeString(0x40, bytes) }

    @inlinable
    public mutating func write(_ bytes: [UInt8]) {
        guard holdsLongStrings, bytes.count >= Self.heldByteCountMin else {
            return bytes.withUnsafeBytes { writeString(0x40, $0) }
        }
        writeHead(major: 2, UInt64(bytes.count))
        held.append((byteCount, bytes))
    }

    @inlinable
    mutating func writeString(_ major: UInt8, _ content: UnsafeRawBufferPointer) {
        let count = content.count
        reserve(Self.headByteCountMax + count)
        putHead(major, UInt64(truncatingIfNeeded: count))
        if count > 0, let source = content.baseAddress {
            cursor.copyMemory(from: source, byteCount: count)
            cursor += count
        }
    }

    /// The start of an array of `count` items, which follow.
    @inlinable
    public mutating func beginArray(_ count: Int) {
        reserve(Self.headByteCountMax)
        putHead(0x80, UInt64(count))
    }

    /// The start of a map of `count` keys, each followed by its value, in ascending order of key.
    @inlinable
    public mutating func beginMap(_ count: Int) {
        reserve(Self.headByteCountMax)
        putHead(0xA0, UInt64(count))
    }

    /// Bytes that are CBOR already, such as a message encoded earlier.
    @inlinable
    public mutating func append(encoded: UnsafeRawBufferPointer) {
        reserve(encoded.count)
        if encoded.count > 0, let source = encoded.baseAddress {
            cursor.copyMemory(from: source, byteCount: encoded.count)
            cursor += encoded.count
        }
    }

    /// One key and its value; generated code calls it in ascending order of key.
    @inlinable @inline(__always)
    public mutating func field<Value: WireValue>(_ key: UInt, _ value: Value) {
        reserve(Self.headByteCountMax)
        putHead(0x00, UInt64(key))
        value.encode(into: &self)
    }

    /// One key and its value, or nothing.
    @inlinable @inline(__always)
    public mutating func field<Value: WireValue>(_ key: UInt, optional value: Value?) {
        if let value { field(key, value) }
    }
}

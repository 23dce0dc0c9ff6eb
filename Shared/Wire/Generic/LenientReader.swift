/// Reads any well-formed CBOR (RFC 8949 §3 and appendix C), as tools meet it in other systems.
struct LenientReader {
    private let bytes: [UInt8]
    private let limits: WireLimits
    private var position = 0
    private var depth = 0
    private var itemCount = 0

    init(_ bytes: [UInt8], limits: WireLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func readWhole() throws(WireError) -> CBORValue {
        let value = try readItem()
        guard position == bytes.count else {
            throw WireError(.trailingBytes(bytes.count - position), at: position)
        }
        return value
    }

    // MARK: - Heads

    private struct Head {
        var start: Int
        var major: UInt8
        var information: UInt8
        /// Nil for an indefinite length.
        var argument: UInt64?
    }

    private var isAtBreak: Bool { position < bytes.count && bytes[position] == 0xFF }

    private mutating func readHead() throws(WireError) -> Head {
        let start = position
        guard position < bytes.count else { throw WireError(.truncated, at: start) }
        let (major, information) = (bytes[position] >> 5, bytes[position] & 0x1F)
        position += 1
        switch information {
        case 0..<24:
            return Head(
                start: start, major: major, information: information, argument: UInt64(information))
        case 24...27:
            let width = 1 << Int(information - 24)
            guard bytes.count - position >= width else { throw WireError(.truncated, at: start) }
            let argument = bytes[position..<position + width].reduce(UInt64(0)) {
                $0 << 8 | UInt64($1)
            }
            position += width
            return Head(start: start, major: major, information: information, argument: argument)
        case 31 where 2...5 ~= major:
            return Head(start: start, major: major, information: information, argument: nil)
        default:
            throw WireError(.reserved, at: start)
        }
    }

    // MARK: - Items

    private mutating func readItem() throws(WireError) -> CBORValue {
        let head = try readHead()
        itemCount += 1
        guard itemCount <= limits.itemCountMax else {
            throw WireError(.tooManyItems(limit: limits.itemCountMax), at: head.start)
        }
        switch head.major {
        case 0: return .unsigned(head.argument ?? 0)
        case 1: return .negative(head.argument ?? 0)
        case 2: return .bytes(try readString(head))
        case 3: return .text(try readText(head))
        case 7: return try simple(head)
        default: return try readContainer(head)
        }
    }

    private mutating func readContainer(_ head: Head) throws(WireError) -> CBORValue {
        depth += 1
        guard depth <= limits.depthMax else {
            throw WireError(.nestedTooDeep(limit: limits.depthMax), at: head.start)
        }
        defer { depth -= 1 }
        switch head.major {
        case 4: return .array(try readItems(head))
        case 5: return .map(try readPairs(head))
        default: return .tagged(head.argument ?? 0, try readItem())
        }
    }

    private mutating func readItems(_ head: Head) throws(WireError) -> [CBORValue] {
        var items: [CBORValue] = []
        while try hasMore(head, after: items.count) { items.append(try readItem()) }
        return items
    }

    private mutating func readPairs(_ head: Head) throws(WireError) -> [CBORValue.Pair] {
        var pairs: [CBORValue.Pair] = []
        var keys: Set<[UInt8]> = []
        while try hasMore(head, after: pairs.count) {
            let keyStart = position
            let key = try readItem()
            guard keys.insert(key.encoded).inserted else {
                throw WireError(.duplicateKey, at: keyStart)
            }
            pairs.append(CBORValue.Pair(key, try readItem()))
        }
        return pairs
    }

    /// Whether another entry follows; passes the break of an indefinite length.
    private mutating func hasMore(_ head: Head, after count: Int) throws(WireError) -> Bool {
        if let declared = head.argument {
            guard declared <= UInt64(bytes.count - head.start) else { throw lengthBeyond(head) }
            return UInt64(count) < declared
        }
        guard isAtBreak else { return true }
        position += 1
        return false
    }

    private func lengthBeyond(_ head: Head) -> WireError {
        WireError(
            .lengthBeyondInput(declared: head.argument ?? 0, available: bytes.count - position),
            at: head.start)
    }

    // MARK: - Strings and simple values

    private mutating func readString(_ head: Head) throws(WireError) -> [UInt8] {
        guard let count = head.argument else {
            var whole: [UInt8] = []
            while !isAtBreak {
                let chunk = try readHead()
                guard chunk.major == head.major, chunk.argument != nil else {
                    throw WireError(
                        .invalid("a chunk of another kind in a string"), at: chunk.start)
                }
                let content = try readString(chunk)
                if head.major == 3 { _ = try text(content, at: chunk.start) }
                whole += content
            }
            position += 1
            return whole
        }
        guard count <= UInt64(bytes.count - position) else { throw lengthBeyond(head) }
        defer { position += Int(count) }
        return Array(bytes[position..<position + Int(count)])
    }

    private mutating func readText(_ head: Head) throws(WireError) -> String {
        try text(readString(head), at: head.start)
    }

    private func text(_ content: [UInt8], at start: Int) throws(WireError) -> String {
        guard let text = String(validating: content, as: UTF8.self) else {
            throw WireError(.notUTF8, at: start)
        }
        return text
    }

    private func simple(_ head: Head) throws(WireError) -> CBORValue {
        let argument = head.argument ?? 0
        switch head.information {
        case 20, 21: return .boolean(argument == 21)
        case 22: return .null
        case 23: return .undefined
        case 24 where argument < 32: throw WireError(.reserved, at: head.start)
        case 25: return .float(HalfFloat.value(of: UInt16(truncatingIfNeeded: argument)))
        case 26: return .float(Double(Float(bitPattern: UInt32(truncatingIfNeeded: argument))))
        case 27: return .float(Double(bitPattern: argument))
        default: return .simple(UInt8(truncatingIfNeeded: argument))
        }
    }
}

extension WireDecoder {
    /// Passes one item of any shape, however deep, without recursion, and holds it to the same rules
    /// as the fields that are read.
    public mutating func skip() throws(WireError) {
        var open: [OpenItem] = []
        repeat {
            let itemStart = cursor
            if let item = try skipHead() {
                try descend(itemStart)
                open.append(item)
            } else {
                try itemEnded(itemStart, in: &open)
            }
            while let item = open.last, item.itemsLeft == 0 {
                open.removeLast()
                depthLeft += 1
                try itemEnded(item.start, in: &open)
            }
        } while !open.isEmpty
    }

    /// An array, map or tag whose items are being passed.
    private struct OpenItem {
        var itemsLeft: Int
        var isMap = false
        var start: UnsafeRawPointer
        /// The encoding of the last key of a map.
        var lastKey: UnsafeRawBufferPointer?
    }

    /// Passes a scalar whole, or the head of a container, which is returned.
    private mutating func skipHead() throws(WireError) -> OpenItem? {
        let head = cursor
        switch try peek() >> 5 {
        case 0: _ = try argument(0, .unsigned)
        case 1: _ = try argument(1, .negative)
        case 2: _ = try content(2, .bytes)
        case 3: try skipText()
        case 4:
            let count = try countedArgument(4, .array, itemsPerEntry: 1)
            return OpenItem(itemsLeft: count, start: head)
        case 5:
            let count = try countedArgument(5, .map, itemsPerEntry: 2)
            return OpenItem(itemsLeft: count * 2, isMap: true, start: head)
        case 6:
            _ = try argument(6, .tag)
            return OpenItem(itemsLeft: 1, start: head)
        default:
            if 0xF9...0xFB ~= (try peek()) { _ = try readDouble() } else { _ = try readSimple() }
        }
        return nil
    }

    /// Counts an item that ended off its container, and holds a map's keys to their order.
    private mutating func itemEnded(
        _ itemStart: UnsafeRawPointer, in open: inout [OpenItem]
    ) throws(WireError) {
        guard !open.isEmpty else { return }
        let container = open.count - 1
        if open[container].isMap, open[container].itemsLeft.isMultiple(of: 2) {
            open[container].lastKey = try keyEnded(itemStart, after: open[container].lastKey)
        }
        open[container].itemsLeft -= 1
    }

    private mutating func skipText() throws(WireError) {
        let itemStart = cursor
        let content = try content(3, .text)
        let isText = (try? UTF8Span(validating: content.bindMemory(to: UInt8.self).span)) != nil
        guard isText else { throw error(.notUTF8, at: itemStart) }
    }
}

extension WireDecoder {
    /// The encoding of the key that starts at `keyStart` and has just been passed, when it comes after
    /// the key before it.
    func keyEnded(
        _ keyStart: UnsafeRawPointer, after lastKey: UnsafeRawBufferPointer?
    ) throws(WireError) -> UnsafeRawBufferPointer {
        let key = UnsafeRawBufferPointer(start: keyStart, count: cursor - keyStart)
        if let lastKey, !lastKey.lexicographicallyPrecedes(key) {
            throw error(lastKey.elementsEqual(key) ? .duplicateKey : .unsortedKeys, at: keyStart)
        }
        return key
    }

    /// The number of a simple value (RFC 8949 §3.3).
    mutating func readSimple() throws(WireError) -> UInt8 {
        let byte = try peek()
        switch byte {
        case 0xE0...0xF7:
            cursor += 1
            return byte & 0x1F
        case 0xF8:
            guard end - cursor > 1 else { throw error(.truncated) }
            let number = (cursor + 1).load(as: UInt8.self)
            // Numbers below 32 have a one-byte form or are reserved.
            guard number >= 32 else { throw error(.reserved) }
            cursor += 2
            return number
        default: throw unexpected(.simple)
        }
    }
}

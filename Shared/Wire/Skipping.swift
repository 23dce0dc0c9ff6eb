extension WireDecoder {
    /// Passes one item of any shape, however deep, without recursion, and holds it to the same rules
    /// as the fields that are read.
    public mutating func skip() throws(WireError) {
        var open: [OpenItem] = []
        while true {
            let itemStart = cursor
            if var item = try skipHead() {
                guard depthLeft > 0 else {
                    throw limitMet(.nestedTooDeep(limit: limits.depthMax), itemStart)
                }
                depthLeft -= 1
                item.start = itemStart
                open.append(item)
            } else {
                try itemEnded(itemStart, in: &open)
            }
            while let item = open.last, item.itemsLeft == 0 {
                open.removeLast()
                depthLeft += 1
                try itemEnded(item.start, in: &open)
            }
            if open.isEmpty { return }
        }
    }

    /// An array, map or tag whose items are being passed.
    private struct OpenItem {
        var itemsLeft: Int
        var isMap: Bool
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
            return OpenItem(itemsLeft: count, isMap: false, start: head)
        case 5:
            let count = try countedArgument(5, .map, itemsPerEntry: 2)
            return OpenItem(itemsLeft: count * 2, isMap: true, start: head)
        case 6:
            _ = try argument(6, .tag)
            return OpenItem(itemsLeft: 1, isMap: false, start: head)
        default: try skipSimple()
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
            let key = UnsafeRawBufferPointer(start: itemStart, count: cursor - itemStart)
            if let last = open[container].lastKey, !last.lexicographicallyPrecedes(key) {
                throw limitMet(last.elementsEqual(key) ? .duplicateKey : .unsortedKeys, itemStart)
            }
            open[container].lastKey = key
        }
        open[container].itemsLeft -= 1
    }

    private mutating func skipText() throws(WireError) {
        let itemStart = cursor
        let content = try content(3, .text)
        let isText = (try? UTF8Span(validating: content.bindMemory(to: UInt8.self).span)) != nil
        guard isText else { throw limitMet(.notUTF8, itemStart) }
    }

    private mutating func skipSimple() throws(WireError) {
        switch try peek() & 0x1F {
        case 25, 26, 27: _ = try readDouble()
        case 0..<24: cursor += 1
        case 24:
            guard end - cursor > 1 else { throw error(.truncated) }
            // Simple values below 32 have a one-byte form or are reserved (RFC 8949 §3.3).
            guard (cursor + 1).load(as: UInt8.self) >= 32 else { throw error(.reserved) }
            cursor += 2
        default: throw error(.reserved)
        }
    }
}

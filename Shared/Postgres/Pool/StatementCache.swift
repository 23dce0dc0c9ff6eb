/// Which statements a connection has prepared, the least recently used given up first.
struct StatementCache: Sendable {
    enum Use: Hashable, Sendable {
        case ready(name: String)
        case prepare(name: String, droppingFirst: String?)

        var name: String {
            switch self {
            case .ready(let name), .prepare(let name, _): name
            }
        }
    }

    private struct Entry {
        let name: String
        var lastUse: UInt64
    }

    let countMax: Int
    private var entries: [String: Entry] = [:]
    private var useCount: UInt64 = 0

    init(countMax: Int) { self.countMax = countMax }

    var count: Int { entries.count }

    /// A unit is about to be sent that runs `text`. O(countMax) when it evicts, else O(1).
    mutating func used(_ text: String) -> Use {
        useCount += 1
        if let name = touch(text) { return .ready(name: name) }
        var dropped: String?
        if entries.count >= countMax,
            let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })
        {
            entries[oldest.key] = nil
            dropped = oldest.value.name
        }
        let name = "s\(useCount)"
        entries[text] = Entry(name: name, lastUse: useCount)
        return .prepare(name: name, droppingFirst: dropped)
    }

    /// The server does not have it, or its plan is stale; returns the name it had.
    @discardableResult
    mutating func refused(_ text: String) -> String? { entries.removeValue(forKey: text)?.name }

    private mutating func touch(_ text: String) -> String? {
        guard let index = entries.index(forKey: text) else { return nil }
        entries.values[index].lastUse = useCount
        return entries.values[index].name
    }
}

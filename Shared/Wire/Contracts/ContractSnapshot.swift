/// The lines of a `contracts.lock` as the structure that they describe.
///
/// Two snapshots are compared by what crosses the wire, and by names only at the levels that say so.
public struct ContractSnapshot: Sendable {
    struct Method: Sendable {
        var kind: String
        var isIdempotent: Bool
        var request: String
        var response: String
    }

    struct Field: Sendable {
        var name: String
        var type: String
        var presence: String
    }

    private(set) var methods: [String: Method] = [:]
    /// The message of each event, by its kind.
    private(set) var events: [String: String] = [:]
    private(set) var messages: [String: [Int: Field]] = [:]
    private(set) var vocabularies: [String: [Int: String]] = [:]
    /// Numbers that were given up for good, by their message.
    private(set) var reserved: [String: Set<Int>] = [:]

    public init(_ contracts: [Contract]) { self.init(lockLines: ContractLock.lines(of: contracts)) }

    /// A line of another form says nothing: a newer build may have written it.
    public init(lockLines: some Sequence<String>) {
        for line in lockLines { read(line.split(separator: " ").map(String.init)) }
    }

    private mutating func read(_ words: [String]) {
        switch (words.first, words.count) {
        case ("method", 6):
            methods[words[1]] = Method(
                kind: words[2], isIdempotent: words[3] == "idempotent", request: words[4],
                response: words[5])
        case ("event", 3): events[words[1]] = words[2]
        case ("field", 6):
            guard let key = Int(words[2]) else { return }
            messages[words[1], default: [:]][key] = Field(
                name: words[3], type: words[4], presence: words[5])
        case ("word", 4):
            guard let number = Int(words[2]) else { return }
            vocabularies[words[1], default: [:]][number] = words[3]
        case ("reserved", 3):
            if let key = Int(words[2]) { reserved[words[1], default: []].insert(key) }
        default: break
        }
    }
}

/// Which statements a connection has prepared, the least recently used given up first.
struct StatementCache {
    /// A statement and whether the server has to be told of it before it is run.
    struct Use {
        let statement: PreparedStatement
        let isNew: Bool
        /// The name that the server frees in exchange.
        var dropped: String?
    }

    let countMax: Int
    private var entries: [String: PreparedStatement] = [:]
    private var useCount: UInt64 = 0

    init(countMax: Int) { self.countMax = countMax }

    var count: Int { entries.count }

    /// A unit is about to be sent that runs `text`. O(countMax) when it evicts, else O(1).
    mutating func used(_ text: String) -> Use {
        useCount += 1
        if let statement = entries[text] {
            statement.lastUse = useCount
            return Use(statement: statement, isNew: false)
        }
        var dropped: String?
        if entries.count >= countMax,
            let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })
        {
            entries[oldest.key] = nil
            dropped = oldest.value.name
        }
        let statement = PreparedStatement(name: "s\(useCount)", lastUse: useCount)
        entries[text] = statement
        return Use(statement: statement, isNew: true, dropped: dropped)
    }

    /// The statement with this text, if the server has it; that it was asked for is no use of it.
    func statement(_ text: String) -> PreparedStatement? { entries[text] }

    /// The server does not have it, or its plan is stale; returns the name it had.
    @discardableResult
    mutating func refused(_ text: String) -> String? { entries.removeValue(forKey: text)?.name }
}

/// One statement that a connection has prepared.
///
/// An object, so that an answer finds it without looking its text up once more.
final class PreparedStatement {
    /// Sixteen of these in a row are over before anybody notices.
    static let quickAnswerMax = Duration.milliseconds(2)
    /// Waiting for one of these costs less than what a write and a wake-up of its own would.
    static let briefAnswerMax = Duration.microseconds(500)
    /// How much of the newest answer goes into the usual one.
    private static let weightOfNewest = 0.25

    let name: String
    fileprivate(set) var lastUse: UInt64
    /// How long the server usually takes for it; nil before the first answer.
    private(set) var usualTime: Duration?

    init(name: String, lastUse: UInt64) {
        self.name = name
        self.lastUse = lastUse
    }

    /// It usually answers within `quickAnswerMax`.
    var isQuick: Bool { usualTime.map { $0 <= Self.quickAnswerMax } ?? false }
    /// It usually answers within `briefAnswerMax`.
    var isBrief: Bool { usualTime.map { $0 <= Self.briefAnswerMax } ?? false }

    /// The server has answered it within `time`.
    func answered(within time: Duration) {
        let usual = usualTime ?? time
        usualTime = usual + (time - usual) * Self.weightOfNewest
    }
}

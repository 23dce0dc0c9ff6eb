/// A margin that a model gave a conversation it had not learned from, and what came.
package struct ScoredRow: Hashable, Sendable {
    /// Log-odds, not yet calibrated.
    package var margin: Double
    package var succeeded: Bool
    /// Which conversation: rows of one conversation are no independent evidence.
    package var conversation: Int
    /// Whether an act that closes the conversation was heard.
    package var isClosed: Bool
    /// Above 0: the rows of one conversation weigh one together, so that a long one counts no more
    /// than a short one.
    package var weight: Double

    package init(
        margin: Double, succeeded: Bool, conversation: Int, isClosed: Bool = false,
        weight: Double = 1
    ) {
        self.margin = margin
        self.succeeded = succeeded
        self.conversation = conversation
        self.isClosed = isClosed
        self.weight = weight
    }
}

/// Everything that a model said of conversations that it had not learned from.
package struct Evidence: Hashable, Sendable {
    /// While it was open how the conversation would end.
    package var open: [ScoredRow]
    /// After the act that closed it.
    package var closed: [ScoredRow]

    package init(open: [ScoredRow], closed: [ScoredRow] = []) {
        self.open = open
        self.closed = closed
    }
}

/// A margin that a model gave a conversation it had not learned from, and what came.
package struct ScoredRow: Hashable, Sendable {
    /// Log-odds, not yet calibrated.
    package var margin: Double
    package var succeeded: Bool
    /// Which conversation: rows of one conversation are no independent evidence.
    package var conversation: Int

    package init(margin: Double, succeeded: Bool, conversation: Int) {
        self.margin = margin
        self.succeeded = succeeded
        self.conversation = conversation
    }
}

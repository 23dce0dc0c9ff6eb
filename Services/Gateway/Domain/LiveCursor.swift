/// A place in the live stream, the same across restarts and replicas of the gateway: the place of
/// the event in the log of the service that published it.
package struct LiveCursor: Hashable, Comparable, Sendable {
    package let transaction: UInt64
    package let position: Int64

    package init(transaction: UInt64, position: Int64) {
        self.transaction = transaction
        self.position = position
    }

    /// Before the first event.
    package static let start = LiveCursor(transaction: 0, position: 0)

    package static func < (left: LiveCursor, right: LiveCursor) -> Bool {
        (left.transaction, left.position) < (right.transaction, right.position)
    }
}

extension LiveCursor: LosslessStringConvertible {
    /// `transaction-position`: safe in a query without escaping.
    package var description: String { "\(transaction)-\(position)" }

    /// Nil when `text` is anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let transaction = UInt64(parts[0]), let position = Int64(parts[1])
        else { return nil }
        self.init(transaction: transaction, position: position)
    }
}

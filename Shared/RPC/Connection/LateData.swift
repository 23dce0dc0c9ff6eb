/// What clients may still send on streams that were answered before their requests ended.
///
/// Such DATA left before the answer arrived, so it is legal and costs nothing. All of it is on its
/// way at once: there is never more than the credit of those streams, nor more than the window of
/// the connection and one half-close for each call. What goes beyond comes from no honest client.
struct LateData: Sendable {
    private let most: Int
    private(set) var allowance = 0

    init(_ limits: Limits) {
        most = limits.connectionCredit + limits.concurrentCalls * Limits.smallestCharge
    }

    /// A stream was answered early; its client could still send `credit`, and a half-close.
    mutating func expect(_ credit: Int) {
        allowance = min(most, allowance + credit + Limits.smallestCharge)
    }

    /// DATA on a stream that is over arrived; false when no honest client sends it.
    mutating func arrived(_ charge: Int) -> Bool {
        let price = max(charge, Limits.smallestCharge)
        guard price <= allowance else { return false }
        allowance -= price
        return true
    }
}

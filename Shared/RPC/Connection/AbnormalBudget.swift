/// What a connection may still cost us in events that honest peers cause rarely.
///
/// A token bucket: floods of cancels, pings or bad frames end the connection, whoever is behind
/// them (CVE-2023-44487, CVE-2025-8671).
package struct AbnormalBudget: Sendable {
    private var tokens: Double
    private let capacity: Double
    private let tokensPerNanosecond: Double
    private var refilledAt: Deadline

    package init(_ limits: Limits, at now: Deadline) {
        capacity = Double(limits.abnormalEvents)
        tokens = capacity
        tokensPerNanosecond = Double(limits.abnormalEventsPerSecond) / 1e9
        refilledAt = now
    }

    /// Pays for one event; throws when nothing is left.
    package mutating func spend(_ price: Int = 1, at now: Deadline) throws(ProtocolFault) {
        let elapsed = Double(
            now.uptimeNanoseconds &- min(now.uptimeNanoseconds, refilledAt.uptimeNanoseconds))
        tokens = min(capacity, tokens + elapsed * tokensPerNanosecond)
        refilledAt = max(now, refilledAt)
        guard tokens >= Double(price) else { throw .abnormalEventsSpent }
        tokens -= Double(price)
    }
}

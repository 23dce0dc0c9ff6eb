/// From which beginnings of a conversation a model learns.
///
/// A model that answers live learns from `everyMessage`: there, the n-th message is the n-th message
/// of every conversation that got so far. `shares` is for judging files cut at known shares: where a
/// quarter of the messages are four, the conversation has sixteen, and a model may use that; live it
/// would be wrong (contracts/decisions/0030).
package enum PrefixPlan: Hashable, Sendable {
    case everyMessage
    case shares([Double])

    /// The prefix lengths of a conversation of `count` messages, ascending, each once.
    package func lengths(of count: Int) -> [Int] {
        guard count > 0 else { return [] }
        switch self {
        case .everyMessage: return Array(1...count)
        case .shares(let shares): return Set(shares.map { prefixCount($0, of: count) }).sorted()
        }
    }
}

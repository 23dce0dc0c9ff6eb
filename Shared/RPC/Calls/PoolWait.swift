import Synchronization

/// How long the handler of one call has waited for a connection of its database's pool, all its
/// statements together.
package final class PoolWait: Sendable {
    private let nanoseconds = Atomic<Int64>(0)

    package init() {}

    package func add(_ more: Int64) { nanoseconds.add(more, ordering: .relaxed) }

    /// As a stall ledger keeps it.
    package var microseconds: UInt32 {
        UInt32(clamping: nanoseconds.load(ordering: .relaxed) / 1_000)
    }
}

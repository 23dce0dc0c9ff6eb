import DequeModule
import RPC

/// The calls of one connection that wait until its server has room for them, first come first.
///
/// Whoever leaves it has the time in its ledger as `slot`.
struct SlotLine {
    private struct Waiting {
        let call: PendingCall
        let since: Deadline
    }

    private var waiting: Deque<Waiting> = []

    var isEmpty: Bool { waiting.isEmpty }
    var count: Int { waiting.count }

    mutating func add(_ call: PendingCall, at now: Deadline) {
        waiting.append(Waiting(call: call, since: now))
    }

    mutating func popFirst(at now: Deadline) -> PendingCall? {
        waiting.popFirst().map { Self.left($0, at: now) }
    }

    /// False when the call does not stand in line. O(calls).
    mutating func remove(_ call: PendingCall, at now: Deadline) -> Bool {
        guard let place = waiting.firstIndex(where: { $0.call === call }) else { return false }
        _ = Self.left(waiting.remove(at: place), at: now)
        return true
    }

    /// Calls whose deadline has passed. O(calls).
    mutating func removeExpired(at now: Deadline) -> [PendingCall] {
        let isOver = { (one: Waiting) in one.call.outgoing.deadline.map { $0 <= now } ?? false }
        let expired = waiting.filter(isOver)
        waiting.removeAll(where: isOver)
        return expired.map { Self.left($0, at: now) }
    }

    mutating func removeAll(at now: Deadline) -> [PendingCall] {
        defer { waiting = [] }
        return waiting.map { Self.left($0, at: now) }
    }

    /// O(calls).
    var earliestDeadline: Deadline? { waiting.lazy.compactMap(\.call.outgoing.deadline).min() }

    private static func left(_ one: Waiting, at now: Deadline) -> PendingCall {
        one.call.clock.waitedForSlot(from: one.since, until: now)
        return one.call
    }
}

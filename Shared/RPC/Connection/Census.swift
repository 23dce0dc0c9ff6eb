/// What one end of the layer holds at this moment: for tests, and for who looks into a service.
///
/// Once all calls are over everything but the credit is zero, and what one side may send is what the
/// other has granted.
public struct Census: Sendable, Hashable {
    /// Calls that are open or wait for a connection.
    public package(set) var calls = 0
    /// Handlers that run.
    public package(set) var handlers = 0
    /// Writers that wait for credit.
    public package(set) var writers = 0
    /// Scheduled deadlines. A connection has one for all its calls, which is not rescheduled when
    /// the call that it was for has ended: it goes when it fires.
    public package(set) var timers = 0
    /// Bytes of messages and frames that wait to be whole, read or written.
    public package(set) var bytes = 0
    /// Credit of messages that arrived and were not taken.
    public package(set) var heldCredit = 0
    /// What this side may send on its connections, and what it has granted its peers there.
    public package(set) var sendCredit = 0
    public package(set) var grantedCredit = 0

    package init() {}

    /// Nothing is left of any call.
    public var isQuiet: Bool {
        (calls, handlers, writers, timers) == (0, 0, 0, 0) && (bytes, heldCredit) == (0, 0)
    }

    package static func + (left: Census, right: Census) -> Census {
        var sum = left
        sum.calls += right.calls
        sum.handlers += right.handlers
        sum.writers += right.writers
        sum.timers += right.timers
        sum.bytes += right.bytes
        sum.heldCredit += right.heldCredit
        sum.sendCredit += right.sendCredit
        sum.grantedCredit += right.grantedCredit
        return sum
    }
}

extension ClientStreams {
    /// O(slots).
    package var census: Census {
        var census = Census()
        census.calls = table.count
        for slot in table.openSlots {
            census.bytes += table.slots[slot].request?.byteCount ?? 0
            census.bytes += table.slots[slot].response?.partialByteCount ?? 0
        }
        census.heldCredit = connectionReceive.queued
        census.sendCredit = connectionSend
        census.grantedCredit = connectionReceive.available
        return census
    }
}

extension ServerStreams {
    /// O(slots).
    package var census: Census {
        var census = Census()
        census.calls = liveCount
        census.handlers = runningCount
        census.bytes = assemblingByteCount
        for slot in table.openSlots { census.bytes += table.slots[slot].outbound.byteCount }
        census.heldCredit = connectionReceive.queued
        census.sendCredit = connectionSend
        census.grantedCredit = connectionReceive.available
        return census
    }
}

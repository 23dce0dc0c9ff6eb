import Identifiers

/// How much of the past a live log keeps, over all tenants.
package struct LiveLogLimits: Sendable {
    /// An hour of fifty busy agents.
    package var entriesMax = 20_000
    /// A message may be long, and nobody's long ones fill the memory.
    package var bytesMax = 128 << 20
    package init() {}

    /// Somebody who comes back after a quarter of an hour still gets theirs, among thousands.
    package static var ofUnlocks: LiveLogLimits {
        var limits = LiveLogLimits()
        limits.entriesMax = 5_000
        limits.bytesMax = 8 << 20
        return limits
    }
}

/// The newest events of every tenant, in the order of their cursors: what a live view is painted
/// from and what a socket reads on from.
///
/// It is one ring over all tenants, so its oldest cursor alone says where a restarted gateway must
/// start to read again to know what this one knew. It is also the one queue of every socket: a slow
/// reader costs nothing, and learns when it has fallen off the end.
package struct LiveLog<Frame: Sendable>: Sendable {
    package struct Entry: Sendable {
        package let cursor: LiveCursor
        package let tenant: TenantID
        package let event: LiveEvent
        /// The event as it goes to browsers, made once.
        package let frame: Frame
        /// What it takes in memory, about.
        package let byteCount: Int

        package init(
            cursor: LiveCursor, tenant: TenantID, event: LiveEvent, frame: Frame, byteCount: Int
        ) {
            self.cursor = cursor
            self.tenant = tenant
            self.event = event
            self.frame = frame
            self.byteCount = byteCount
        }
    }

    /// What a reader gets.
    package enum Page: Sendable {
        /// The next entries, perhaps none, and the cursor to read on from.
        case entries([Entry], next: LiveCursor)
        /// Events after the reader's cursor are no longer here: it must fetch the state and go on
        /// from this cursor.
        case gone(resumeAt: LiveCursor)
    }

    private let limits: LiveLogLimits
    private var byteCount = 0
    private var byTenant: [TenantID: LiveShelf<Frame>] = [:]
    private var order: Ring<(cursor: LiveCursor, tenant: TenantID)>
    private var evictedThrough = LiveCursor.start
    /// The cursor of the newest event.
    package private(set) var newest = LiveCursor.start

    package init(_ limits: LiveLogLimits) {
        precondition(limits.entriesMax > 0)
        self.limits = limits
        order = Ring()
    }

    /// Where a restarted gateway starts to read to know what this log knows.
    package var rebuildsAfter: LiveCursor { evictedThrough }

    /// Nothing before `cursor` will come: a rebuilt log starts here.
    package mutating func starts(after cursor: LiveCursor) {
        guard order.isEmpty, newest == .start else { return }
        evictedThrough = cursor
        newest = cursor
    }

    /// Adds an event; one that is not newer than all others was heard already and is ignored.
    ///
    /// - Returns: whether it was new.
    package mutating func append(_ entry: Entry) -> Bool {
        guard entry.cursor > newest else { return false }
        newest = entry.cursor
        order.append((entry.cursor, entry.tenant))
        byTenant[entry.tenant, default: LiveShelf()].append(entry)
        byteCount += entry.byteCount
        while order.count > limits.entriesMax || byteCount > limits.bytesMax && order.count > 1 {
            evictOldest()
        }
        return true
    }

    /// At most `limit` events that `audience` hears of, after `cursor`; O(log n) to find the place.
    package func read(after cursor: LiveCursor, for audience: Audience, limit: Int) -> Page {
        guard cursor >= evictedThrough else { return .gone(resumeAt: newest) }
        let found = byTenant[audience.tenant]?.entries(after: cursor, for: audience, limit: limit)
        if let found, found.count == limit, let last = found.last {
            return .entries(found, next: last.cursor)
        }
        return .entries(found ?? [], next: max(cursor, newest))
    }

    /// Every event here that `audience` hears of, oldest first, and the cursor to go on from.
    package func snapshot(for audience: Audience) -> (events: [LiveEvent], cursor: LiveCursor) {
        let found = byTenant[audience.tenant]?.entries(after: .start, for: audience) ?? []
        return (found.map { $0.event }, newest)
    }

    private mutating func evictOldest() {
        guard let oldest = order.popFirst() else { return }
        evictedThrough = oldest.cursor
        byteCount -= byTenant[oldest.tenant]?.popFirst()?.byteCount ?? 0
        if byTenant[oldest.tenant]?.isEmpty == true { byTenant[oldest.tenant] = nil }
    }
}

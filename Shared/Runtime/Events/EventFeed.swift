import Logging
import MeshContract
import Postgres
import RPC
import Synchronization

/// Serves `events.subscribe`: what is there after a position, then what comes; and `events.lag`.
struct EventFeed: Sendable {
    /// Events read in one go: enough to catch up fast, little enough to hold.
    static let batchLimit = 256
    /// How soon it looks again when newer events wait for an older transaction to end; a subscriber
    /// that has events gathered can wait as long for these.
    static let unsettledInterval = Duration.milliseconds(2)
    /// The longest that a subscriber may have events held.
    static let gatheringMax = Duration.seconds(1)
    /// Counted at most: who is further behind needs no exact figure, and counting takes its time.
    static let lagLimit = 10_000

    let store: EventStore
    let signal: EventSignal

    func handle(
        _ request: SubscribeEvents, _ call: Call, _ writer: ResponseWriter<EventEnvelope>
    ) async throws {
        var position = request.after ?? .start
        if request.after == nil {
            position = try await store.horizon(of: request.kinds)
            // The newest event of all may be one that is kept no more.
            if request.startsAtEnd { position = max(position, try await store.end()) }
        }
        try await store.check(position, kinds: request.kinds)
        let gathering = min(max(.zero, request.gathering), Self.gatheringMax)
        var sentAt = ContinuousClock.now - gathering
        while true {
            let seen = signal.count
            let (events, areMoreUnsettled) = try await store.events(
                after: position, kinds: request.kinds, limit: Self.batchLimit)
            for event in events {
                try await writer.write(event)
                position = event.position
            }
            if events.count == Self.batchLimit { continue }
            if !events.isEmpty { sentAt = .now }
            if areMoreUnsettled {
                try await Task.sleep(for: max(Self.unsettledInterval, gathering))
            } else if request.stopsAtEnd {
                return
            } else {
                try await signal.wait(beyond: seen)
                let left = sentAt + gathering - .now
                if left > .zero { try await Task.sleep(for: left) }
            }
        }
    }

    /// How far a reader at a position is behind.
    func measure(_ request: MeasureLag, _ call: Call) async throws -> EventLag {
        let lag = try await store.lag(
            after: request.after, kinds: request.kinds, limit: Self.lagLimit)
        return EventLag(
            events: lag.events, isAtLeast: lag.events == Self.lagLimit, waiting: lag.waiting,
            horizon: try await store.horizon(of: request.kinds))
    }
}

import Identifiers
import Logging
import MeshContract
import Postgres
import RPC
import ServiceLifecycle

/// Keeps one consumer subscribed: reconnects, resumes from the saved position, measures its lag.
struct ConsumerLoop: Service {
    /// Waiting before the next try, doubled up to the limit, so that a dead upstream is left in peace.
    static let retryInterval = Duration.milliseconds(100)
    static let retryLimit = Duration.seconds(5)
    /// Events applied in one transaction: the cost of a commit shared, a crash repeats little.
    static let batchLimit = 128

    let delivery: Delivery
    let client: Client<Mesh>
    let logger: Logger
    /// How often the lag is measured, and the saved position looked at: operators move it.
    let probeInterval: Duration

    private var consumer: EventConsumer { delivery.consumer }
    private var upstream: ServiceName { consumer.upstream }
    private var standing: ConsumerStanding { delivery.standing }

    /// On the database's own thread: no statement of a batch wakes another one, and what came
    /// together is taken together.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskExecutorPreference(delivery.database.executor) { await keepFollowing() }
        }
    }

    private func keepFollowing() async {
        var delay = Self.retryInterval
        while !Task.isCancelled {
            do {
                try await follow { delay = Self.retryInterval }
            } catch let error as RPCError where error.saysThatEventsAreGone {
                await waitForOperator(error)
            } catch {
                if Task.isCancelled { return }
                logger.warning(
                    "events interrupted, trying again",
                    metadata: [
                        "upstream": "\(upstream)", "error": "\(error)",
                        "retry_in_ms": "\(delay.milliseconds)",
                    ])
            }
            try? await Task.sleep(for: delay * Double.random(in: 0.5...1))
            delay = min(delay * 2, Self.retryLimit)
        }
    }

    private func follow(_ applied: @escaping () -> Void) async throws {
        var position = try await storedPosition()
        standing.resumed(after: position)
        // Who has applied nothing misses nothing: it starts with the oldest event that is kept.
        let request = SubscribeEvents(
            after: position == .start ? nil : position, kinds: consumer.kinds,
            gathering: consumer.gathering)
        let buffer = BatchBuffer<EventEnvelope>(limit: Self.batchLimit)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { buffer.finish() }
                for try await event in client.subscribe(request) { try await buffer.add(event) }
            }
            group.addTask {
                defer { buffer.finish() }
                try await probe()
            }
            while let batch = try await buffer.next() {
                position = try await delivery.deliver(batch, after: position)
                applied()
            }
            // The first to end says why; the other has nothing more to say.
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// Until the position was moved: by an operator who rebuilds, never by another replica, which
    /// only moves it on.
    private func probe() async throws {
        while true {
            let known = standing.now.position
            if let stored = try? await storedPosition(), stored < known {
                throw PositionMoved(upstream: upstream)
            }
            await measure()
            try await Task.sleep(for: probeInterval * Double.random(in: 0.8...1.2))
        }
    }

    private func measure() async {
        let request = MeasureLag(after: standing.now.position, kinds: consumer.kinds)
        if let lag = try? await client.measureLag(request, timeout: Self.retryLimit) {
            standing.measured(lag)
        }
        let session = delivery.database.scoped(to: .allTenants)
        if let count = try? await delivery.failures.count(upstream: upstream, in: session) {
            standing.counted(failures: count)
        }
    }

    /// Events were dropped before they were applied: subscribing again would only say so again.
    private func waitForOperator(_ error: RPCError) async {
        let position = standing.now.position
        standing.stuck(error.message)
        logger.error(
            "events are missing: the consumer waits for meshctl events rebuild",
            metadata: ["upstream": "\(upstream)", "error": "\(error)"])
        while !Task.isCancelled {
            try? await Task.sleep(for: probeInterval)
            if let stored = try? await storedPosition(), stored != position { return }
        }
    }

    private func storedPosition() async throws -> EventPosition {
        try await delivery.positions.position(
            upstream: upstream, in: delivery.database.scoped(to: .allTenants))
    }
}

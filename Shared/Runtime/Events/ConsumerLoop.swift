import Identifiers
import Logging
import MeshContract
import Metrics
import Postgres
import RPC
import ServiceLifecycle

/// Keeps one consumer subscribed: reconnects, resumes from the saved position, applies in batches.
struct ConsumerLoop: Service {
    /// Waiting before the next try, doubled up to the limit, so that a dead upstream is left in peace.
    static let retryInterval = Duration.milliseconds(100)
    static let retryLimit = Duration.seconds(5)
    /// Events applied in one transaction: the cost of a commit shared, a crash repeats little.
    static let batchLimit = 128

    let consumer: EventConsumer
    let name: ServiceName
    let client: Client<Mesh>
    let database: Database
    let positions: PositionStore
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var delay = Self.retryInterval
            while !Task.isCancelled {
                do {
                    try await follow { delay = Self.retryInterval }
                } catch {
                    if Task.isCancelled { return }
                    logger.warning(
                        "events interrupted, trying again",
                        metadata: [
                            "upstream": "\(consumer.upstream)", "error": "\(error)",
                            "retry_in_ms": "\(delay.milliseconds)",
                        ])
                }
                try? await Task.sleep(for: delay * Double.random(in: 0.5...1))
                delay = min(delay * 2, Self.retryLimit)
            }
        }
    }

    private func follow(_ applied: () -> Void) async throws {
        let start = try await positions.position(
            upstream: consumer.upstream, in: database.scoped(to: .allTenants))
        let request = SubscribeEvents(after: start, kinds: consumer.kinds)
        let buffer = BatchBuffer<EventEnvelope>(limit: Self.batchLimit)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    for try await event in client.subscribe(request) { try await buffer.add(event) }
                    buffer.finish()
                } catch {
                    buffer.finish()
                    throw error
                }
            }
            while let batch = try await buffer.next() {
                try await apply(batch)
                applied()
            }
            try await group.waitForAll()
        }
    }

    private func apply(_ batch: [EventEnvelope]) async throws {
        guard let last = batch.last else { return }
        try await database.withTransaction(.tenant(batch[0].tenantID)) { transaction in
            var tenant = batch[0].tenantID
            for event in batch {
                if event.tenantID != tenant {
                    tenant = event.tenantID
                    try await transaction.use(.tenant(tenant))
                }
                try await consumer.apply(event, transaction)
            }
            try await positions.save(
                last.position, upstream: consumer.upstream, in: transaction)
        }
        Counter(label: "mesh.events.applied", dimensions: [("upstream", consumer.upstream.text)])
            .increment(by: batch.count)
    }
}

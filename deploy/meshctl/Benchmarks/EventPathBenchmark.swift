import Identifiers
import Postgres

/// From an event's append to its application in a consumer, through the log, the announcement and
/// the consumer's transaction.
///
/// As between two services: each has a pool of its own, and whoever feeds the consumer is told of an
/// append by its own process, as `EventSignal` is.
struct EventPathBenchmark: Sendable {
    /// Writers of events.
    private static let writerCount = 8
    private static let batchLimit = 256
    private static let channel = "bench_events"

    /// Of the service that appends events and feeds others with them.
    let producer: Database
    let consumer: Database
    let seconds: Int

    func run() async throws -> PostgresBenchmark.Line {
        let start = ContinuousClock.now
        let durations = try await withThrowingTaskGroup(of: [Duration].self) { group in
            group.addTask { try await consume(since: start) }
            try await append(since: start)
            group.cancelAll()
            return try await group.next() ?? []
        }
        return PostgresBenchmark.Line("event_path", Load(durations, within: .seconds(seconds)))
    }

    private func append(since start: ContinuousClock.Instant) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<Self.writerCount {
                group.addTask {
                    while ContinuousClock.now - start < .seconds(seconds) {
                        try await append(at: ContinuousClock.now - start)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func append(at now: Duration) async throws {
        let id = EventID(at: Instant(microseconds: now.microseconds))
        try await producer.withTransaction(.tenant("t")) { transaction in
            try await transaction.execute(
                """
                INSERT INTO bench.events (tenant_id, event_id, kind, occurred_at, payload)
                VALUES (\("t"), \(id), \("bench"), \(Instant(microseconds: now.microseconds)), '')
                """)
            transaction.announce("", on: Self.channel)
        }
    }

    /// One signal for however many appends since the last.
    private var signals: AsyncStream<Void> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            producer.observeAnnouncements(on: Self.channel) { _ in continuation.yield() }
        }
    }

    /// Applies events until it is cancelled and returns how long each took.
    private func consume(since start: ContinuousClock.Instant) async throws -> [Duration] {
        var durations: [Duration] = []
        var position = (transaction: UInt64(0), number: Int64(0))
        for await _ in signals {
            do {
                while let last = try await apply(after: position, since: start, into: &durations) {
                    position = last
                }
            } catch let error as DatabaseError where error.kind == .cancelled {
                break
            }
        }
        return durations
    }

    /// Applies one batch; nil when there was none.
    private func apply(
        after position: (transaction: UInt64, number: Int64),
        since start: ContinuousClock.Instant, into durations: inout [Duration]
    ) async throws -> (transaction: UInt64, number: Int64)? {
        let events = try await next(after: position)
        guard let last = events.last else { return nil }
        try await save((last.0, last.1))
        let now = ContinuousClock.now - start
        durations += events.map { now - .microseconds($0.2.microseconds) }
        return (last.0, last.1)
    }

    private func next(
        after position: (transaction: UInt64, number: Int64)
    ) async throws(DatabaseError) -> [(UInt64, Int64, Instant)] {
        try await producer.scoped(to: .allTenants).query(
            """
            SELECT transaction_id, position, occurred_at FROM bench.events
            WHERE transaction_id < pg_snapshot_xmin(pg_current_snapshot())
                AND (transaction_id, position) > (\(position.transaction), \(position.number))
            ORDER BY transaction_id, position LIMIT \(Self.batchLimit)
            """, as: (UInt64, Int64, Instant).self)
    }

    private func save(_ position: (transaction: UInt64, number: Int64)) async throws {
        try await consumer.withTransaction(.tenant("t")) { transaction in
            try await transaction.execute(
                """
                INSERT INTO bench.event_positions (upstream, transaction_id, position)
                VALUES ('bench', \(position.transaction), \(position.number))
                ON CONFLICT (upstream) DO UPDATE
                SET transaction_id = excluded.transaction_id, position = excluded.position
                """)
        }
    }
}

import Logging
import Metrics
import Postgres
import ServiceLifecycle

/// How long a service keeps its events, and in what pieces.
package struct EventKeeping: Sendable {
    /// `EVENT_RETENTION_DAYS`: a consumer that was away for longer has missed events.
    package var retentionDays = 90
    /// `EVENT_PARTITION_DAYS`: every read looks into each partition, so there should be few.
    package var partitionDays = 7
    /// `EVENT_PROBE_SECONDS`: how often a consumer measures how far it is behind.
    package var probeInterval = Duration.seconds(5)

    init(from reader: inout SettingsReader) {
        retentionDays = reader.integer("event.retention.days", default: 90, in: 1...3_650)
        partitionDays = reader.integer("event.partition.days", default: 7, in: 1...90)
        probeInterval = reader.seconds("event.probe.seconds", default: 5, in: 1...60)
        if retentionDays / partitionDays > Self.partitionCountMax {
            reader.fail(
                "event.partition.days",
                "makes \(retentionDays / partitionDays) partitions of "
                    + "\(retentionDays) days, \(Self.partitionCountMax) at most")
        }
    }

    /// A read of the log's end costs a few microseconds for each.
    private static let partitionCountMax = 60
}

/// Makes the log's partitions ahead of time and drops those that are old enough.
///
/// Any number of replicas may run it: an advisory lock lets one work. It takes no table that is in
/// use for longer than half a second, and comes again.
struct PartitionKeeper: Service {
    /// Far less than the shortest partition, so that the next one is always there in time.
    private static let interval = Duration.seconds(600)
    /// Partitions dropped in one round: one transaction each.
    private static let dropLimit = 16

    let database: Database
    let service: ServiceName
    let keeping: EventKeeping
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await keep()
                } catch  where !Task.isCancelled {
                    logger.warning(
                        "event partitions were not looked after, trying again",
                        metadata: ["error": "\(error)"])
                } catch {}
                try? await Task.sleep(for: Self.interval * Double.random(in: 0.5...1))
            }
        }
    }

    func keep() async throws(DatabaseError) {
        let session = database.scoped(to: .allTenants)
        let schema = service.text
        let made = try await session.first(
            """
            SELECT \(unescaped: schema).add_event_partitions(\
            make_interval(days => \(Int32(keeping.partitionDays))))
            """, as: Int.self)
        var dropped = 0
        while dropped < Self.dropLimit {
            let count = try await session.first(
                """
                SELECT \(unescaped: schema).drop_event_partition(\
                make_interval(days => \(Int32(keeping.retentionDays))))
                """, as: Int.self)
            guard count == 1 else { break }
            dropped += 1
        }
        let kept = try await session.first(
            "SELECT count(*) FROM \(unescaped: schema).event_partitions", as: Int.self)
        Counter(label: "mesh.events.partitions_dropped").increment(by: dropped)
        Gauge(label: "mesh.events.partitions").record(kept ?? 0)
        if (made ?? 0) + dropped > 0 {
            logger.info(
                "event partitions", metadata: ["made": "\(made ?? 0)", "dropped": "\(dropped)"])
        }
    }
}

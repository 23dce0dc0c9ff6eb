import Identifiers
import MeshContract
import Metrics
import Synchronization

/// How a consumer stands: written by its loop, read by health, operators and metrics.
final class ConsumerStanding: Sendable {
    private let figures: Mutex<ConsumerFigures>
    private let appliedCount: Counter
    private let setAsideCount: Counter
    private let lagEvents: Gauge
    private let lagSeconds: Gauge
    private let failures: Gauge
    private let isStuck: Gauge

    let upstream: ServiceName

    init(of consumer: EventConsumer) {
        let upstream = consumer.upstream
        self.upstream = upstream
        figures = Mutex(
            ConsumerFigures(
                upstream: upstream.text, position: .start, applied: 0, setAside: 0, failures: 0,
                kinds: consumer.kinds))
        let dimensions = [("upstream", upstream.text)]
        appliedCount = Counter(label: "mesh.events.applied", dimensions: dimensions)
        setAsideCount = Counter(label: "mesh.events.set_aside", dimensions: dimensions)
        lagEvents = Gauge(label: "mesh.events.lag", dimensions: dimensions)
        lagSeconds = Gauge(label: "mesh.events.lag_seconds", dimensions: dimensions)
        failures = Gauge(label: "mesh.events.failures", dimensions: dimensions)
        isStuck = Gauge(label: "mesh.events.stuck", dimensions: dimensions)
        isStuck.record(0)
    }

    var now: ConsumerFigures { figures.withLock { $0 } }

    func resumed(after position: EventPosition) {
        figures.withLock {
            $0.position = position
            $0.fault = ""
        }
        isStuck.record(0)
    }

    func applied(_ count: Int, upTo position: EventPosition) {
        figures.withLock {
            $0.position = position
            $0.applied += count
        }
        appliedCount.increment(by: count)
    }

    func eventWasSetAside(at position: EventPosition) {
        figures.withLock {
            $0.position = position
            $0.setAside += 1
            $0.failures += 1
        }
        setAsideCount.increment()
    }

    func measured(_ lag: EventLag) {
        figures.withLock { $0.lag = lag }
        lagEvents.record(lag.events)
        lagSeconds.record(lag.waiting.seconds)
    }

    func counted(failures count: Int) {
        figures.withLock { $0.failures = count }
        failures.record(count)
    }

    /// It cannot go on by itself.
    func stuck(_ fault: String) {
        figures.withLock { $0.fault = fault }
        isStuck.record(1)
    }
}

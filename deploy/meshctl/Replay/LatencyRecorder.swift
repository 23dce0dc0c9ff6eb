import Histogram
import Identifiers
import Synchronization

/// Collects latencies of many tasks, in microseconds with three significant digits.
final class LatencyRecorder: Sendable {
    private let histogram = Mutex(
        Histogram<UInt64>(
            highestTrackableValue: 600_000_000, numberOfSignificantValueDigits: .three))

    func record(_ latency: Duration) {
        let microseconds = UInt64(clamping: latency.microseconds)
        _ = histogram.withLock { $0.record(min(microseconds, 600_000_000)) }
    }

    var percentiles: Percentiles {
        histogram.withLock { histogram in
            guard histogram.totalCount > 0 else { return Percentiles(p50: nil, p95: nil, p99: nil) }
            func milliseconds(_ percentile: Double) -> Double {
                Double(histogram.valueAtPercentile(percentile)) / 1_000
            }
            return Percentiles(
                p50: milliseconds(50), p95: milliseconds(95), p99: milliseconds(99))
        }
    }
}

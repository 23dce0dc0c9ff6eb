/// How long the calls of one method take, for hedging by percentile.
///
/// Counts in steps of a quarter of a power of two from 1 µs, so a percentile is right to within
/// 25 %; counts are halved once they are many, so that the past fades.
package struct LatencyHistogram: Sendable {
    private var counts = [UInt32](repeating: 0, count: Self.stepCount)
    private var total: UInt32 = 0

    /// 4 steps for each of 32 powers of two: 1 µs to an hour.
    private static let stepCount = 128
    /// At so many counts the older half weighs half.
    private static let fadesAt: UInt32 = 2_000

    package init() {}

    package mutating func observed(_ latency: Duration) {
        counts[Self.step(of: latency)] += 1
        total += 1
        guard total >= Self.fadesAt else { return }
        total = 0
        for step in counts.indices {
            counts[step] /= 2
            total += counts[step]
        }
    }

    /// What `share` of the calls stay below, rounded up to its step; nil when too few were seen.
    package func percentile(_ share: Double, atLeast count: Int) -> Duration? {
        guard total >= max(1, count) else { return nil }
        let rank = share * Double(total)
        var seen: UInt32 = 0
        for step in counts.indices {
            seen += counts[step]
            if Double(seen) >= rank { return Self.end(of: step) }
        }
        return Self.end(of: Self.stepCount - 1)
    }

    private static func step(of latency: Duration) -> Int {
        let microseconds = UInt64(max(1, min(latency / .microseconds(1), 4e9)))
        let power = 63 - microseconds.leadingZeroBitCount
        let quarter = Int((microseconds << 2) >> UInt64(power)) & 3
        return min(stepCount - 1, power * 4 + quarter)
    }

    private static func end(of step: Int) -> Duration {
        let (power, quarter) = step.quotientAndRemainder(dividingBy: 4)
        return .nanoseconds(Int64(1_000 * Double(UInt64(1) << power) * Double(5 + quarter) / 4))
    }
}

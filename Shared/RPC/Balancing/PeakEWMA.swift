/// What a server's latency is believed to be: it rises at once to what was seen and falls slowly.
///
/// A moving average with exponential decay, but a latency above it replaces it, so that one slow
/// answer already moves calls away. Source: Finagle's PeakEwma (2015), decay time 10 s.
package struct PeakEWMA: Sendable {
    /// Nanoseconds.
    package private(set) var latency: Double
    private let decay: Double
    private var updatedAt: Deadline?

    package init(_ limits: ClientLimits) {
        latency = limits.unknownLatency.nanoseconds
        decay = limits.latencyDecay.nanoseconds
    }

    /// An attempt took `nanoseconds`, and ended `now`.
    package mutating func observed(nanoseconds: Double, at now: Deadline) {
        let sample = max(0, nanoseconds)
        guard let before = updatedAt else {
            // The first answer replaces the guess, whichever is higher.
            (latency, updatedAt) = (sample, now)
            return
        }
        updatedAt = max(before, now)
        guard sample < latency else { return latency = sample }
        let kept = Self.kept(after: max(0, Double(now.nanoseconds(since: before))) / decay)
        latency = sample + (latency - sample) * kept
    }

    /// An attempt was given up after `nanoseconds`: the latency is that at least.
    package mutating func exceeded(nanoseconds: Double, at now: Deadline) {
        if nanoseconds > latency { observed(nanoseconds: nanoseconds, at: now) }
    }

    /// What one call more costs: latency times the calls that would then be under way.
    package func cost(inFlight: Int) -> Double { latency * Double(inFlight + 1) }

    /// e^-x to within 2 % up to x = 1 and falling beyond, without the C library: the first terms
    /// of its series.
    private static func kept(after x: Double) -> Double {
        1 / (1 + x * (1 + x * (1 / 2 + x / 6)))
    }
}

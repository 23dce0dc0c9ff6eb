/// What a client has seen of one server, and whether it is ejected for it.
///
/// Failures in a row eject at once; success rates are compared by `Balancer` each
/// `ejectionInterval`. Each ejection lasts longer than the one before; each interval without one
/// makes the next shorter again. Source: Envoy's outlier detection, gRFC A50.
package struct Ejection: Sendable {
    package private(set) var until: Deadline?
    private var failuresInRow = 0
    private var callCount = 0
    private var failureCount = 0
    /// Ejections that still lengthen the next one.
    private var multiplier = 0

    package init() {}

    package var isEjected: Bool { until != nil }

    /// True when failures in a row ask for an ejection.
    package mutating func attemptEnded(isFailure: Bool, _ limits: ClientLimits) -> Bool {
        callCount += 1
        failureCount += isFailure ? 1 : 0
        failuresInRow = isFailure ? failuresInRow + 1 : 0
        return until == nil && failuresInRow >= limits.consecutiveFailures
    }

    package mutating func eject(at now: Deadline, _ limits: ClientLimits) {
        multiplier += 1
        failuresInRow = 0
        until = now.advanced(by: min(limits.firstEjection * multiplier, limits.longestEjection))
    }

    /// Ends the ejection when its time is over.
    package mutating func readmit(at now: Deadline) {
        guard let until, until <= now else { return }
        self.until = nil
        failuresInRow = 0
    }

    /// The interval's success rate, nil when too few calls ended; the next interval begins.
    package mutating func successRate(_ limits: ClientLimits) -> Double? {
        defer { (callCount, failureCount) = (0, 0) }
        if until == nil { multiplier = max(0, multiplier - 1) }
        guard callCount >= limits.rateCalls else { return nil }
        return Double(callCount - failureCount) / Double(callCount)
    }

    /// The places in `rates` that lie too far below the mean of the others.
    ///
    /// Each is held against the others alone: with it among them, one of three servers that always
    /// fails would widen the deviation so far that it never stands out.
    package static func outliers(among rates: [Double], _ limits: ClientLimits) -> [Int] {
        guard rates.count >= 3 else { return [] }
        let (sum, squares) = rates.reduce((0, 0)) { ($0.0 + $1, $0.1 + $1 * $1) }
        let others = Double(rates.count - 1)
        return rates.indices.filter { place in
            let mean = (sum - rates[place]) / others
            let variance = (squares - rates[place] * rates[place]) / others - mean * mean
            let deviation = max(0, variance).squareRoot()
            return rates[place] < mean - max(limits.rateGap, limits.rateDeviations * deviation)
        }
    }
}

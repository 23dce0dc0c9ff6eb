/// Decides how many calls of a method may run at a time, from how long they take.
///
/// Calls are counted in windows. With `baseline`, the shortest mean of late, and `latency`, the
/// mean of the window that just ended:
///
///     gradient = clamp((tolerance · baseline + allowance) / latency, 0.5, 1)
///     limit    = gradient < 1  ?  min(limit, most in flight) · gradient + √limit
///              : at least half in use  ?  limit + √limit
///              : limit
///
/// By Little's law calls that queue make latency grow with what is in flight; so while the mean is
/// `tolerance` times the baseline about as many calls wait as are worked on, and there the limit
/// rests. The allowance keeps the noise of quick handlers from looking like a queue.
///
/// A queue that lasts would slowly become the baseline. So when no window has been as good as the
/// baseline for long, one window runs at half the limit to see how fast the work is without a queue.
///
/// Sources: the gradient is Netflix's (github.com/Netflix/concurrency-limits, Gradient2Limit), the
/// smallest latency that is measured anew is brpc's (docs/cn/auto_concurrency_limiter.md), where
/// the limit is `max_qps · ((2 + α) · min_latency − latency)`. contracts/decisions/0130 compares.
package struct AdaptiveLimit: Sendable {
    package private(set) var limit: Int
    /// The mean of the last window; what a refused caller may be told to wait.
    package private(set) var latency = 0.0
    private let settings: AdmissionLimits
    private let ceiling: Int
    private var baseline: Double?
    private var baselineSeen: Deadline?
    private var window: Window?
    /// One window runs at half of `limit`, which it comes back to. Calls that began before `since`
    /// still queued with all the others and say nothing about what half of them take.
    private var probing: (limit: Int, since: Deadline)?

    private struct Window {
        let began: Deadline
        var count = 0
        var sum = 0.0
        var inFlightMax = 0
    }

    /// Begins at `ceiling`: a method is held back only after it was seen to queue.
    package init(_ settings: AdmissionLimits, ceiling: Int) {
        self.settings = settings
        self.ceiling = ceiling
        limit = ceiling
    }

    /// A call took `nanoseconds`, and `inFlight` calls ran when it ended, itself included.
    package mutating func callEnded(nanoseconds: Double, inFlight: Int, at now: Deadline) {
        if let probing, nanoseconds > (now - probing.since).nanoseconds { return }
        var current = window ?? Window(began: now)
        current.count += 1
        current.sum += nanoseconds
        current.inFlightMax = max(current.inFlightMax, inFlight)
        window = current
        guard current.count >= settings.windowCalls,
            now - current.began >= settings.window
        else { return }
        window = nil
        latency = current.sum / Double(current.count)
        adapt(inFlightMax: current.inFlightMax, at: now)
    }

    private mutating func adapt(inFlightMax: Int, at now: Deadline) {
        if let before = probing {
            // What half of the calls take is the new truth, better or worse.
            probing = nil
            limit = before.limit
            (baseline, baselineSeen) = (latency, now)
            return
        }
        if latency <= baseline ?? .infinity { (baseline, baselineSeen) = (latency, now) }
        guard let baseline, let baselineSeen else { return }
        let bearable = settings.tolerance * baseline + settings.allowance.nanoseconds
        let gradient = min(1, max(0.5, bearable / max(latency, 1)))
        let headroom = Double(limit).squareRoot()
        if gradient < 1 {
            set(Double(min(limit, inFlightMax)) * gradient + headroom)
            if now - baselineSeen > settings.baselineAge { probe(at: now) }
        } else if inFlightMax * 2 >= limit {
            set(Double(limit) + headroom)
        }
    }

    private mutating func probe(at now: Deadline) {
        probing = (limit, since: now)
        set(Double(limit) / 2)
    }

    private mutating func set(_ target: Double) {
        let floor = min(settings.floor, ceiling)
        limit = min(ceiling, max(floor, Int(min(target, 1e9))))
    }
}

extension Duration {
    var nanoseconds: Double { self / .nanoseconds(1) }
}

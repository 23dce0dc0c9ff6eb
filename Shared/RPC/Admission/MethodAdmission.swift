/// Decides whether a call of one method may start, now or not at all: nothing ever waits here.
///
/// Three limits, the narrowest counts: what the service declared for the method, what its latency
/// allows (`AdaptiveLimit`), and the caller's share of both (`CallerShares`). Streams last as long
/// as their readers like, so only the latency of methods that answer once is looked at.
package struct MethodAdmission: Sendable {
    /// Why a call may not start.
    package struct Refusal: Equatable, Sendable {
        /// `methodCalls` declared, `adaptiveCalls` measured, `callerShare` of either.
        package let limit: String
        package let value: Int
        package let retryAfter: Duration
    }

    private let settings: AdmissionLimits
    private let declared: Int
    private var shares: CallerShares
    private var adaptive: AdaptiveLimit?

    /// `declared` is the most that may run at a time.
    package init(declared: Int, isUnary: Bool, _ settings: AdmissionLimits) {
        self.settings = settings
        self.declared = declared
        shares = CallerShares(idle: settings.callerIdle)
        if settings.isAdaptive, isUnary {
            adaptive = AdaptiveLimit(settings, ceiling: declared)
        }
    }

    package var limit: Int { min(declared, adaptive?.limit ?? declared) }
    package var inFlight: Int { shares.inFlight }

    /// A call arrived; nil lets it start.
    package mutating func callArrived(from caller: Int, at now: Deadline) -> Refusal? {
        let limit = limit
        switch shares.callArrived(from: caller, limit: limit, at: now) {
        case nil: return nil
        case .share(let share): return refusal("callerShare", share)
        case .full: return refusal(limit < declared ? "adaptiveCalls" : "methodCalls", limit)
        }
    }

    /// A call that started has ended; `nanoseconds` is nil when its length says nothing about us.
    package mutating func callEnded(from caller: Int, nanoseconds: Double?, at now: Deadline) {
        let inFlight = shares.inFlight
        shares.callEnded(from: caller)
        guard let nanoseconds else { return }
        adaptive?.callEnded(nanoseconds: nanoseconds, inFlight: inFlight, at: now)
    }

    /// A place is free about once in the mean length of a call.
    private func refusal(_ name: String, _ value: Int) -> Refusal {
        let mean = Duration.nanoseconds(Int64(adaptive?.latency ?? 0))
        return Refusal(
            limit: name, value: value,
            retryAfter: min(settings.longestRetry, max(settings.shortestRetry, mean)))
    }
}

import Identifiers

/// Decides when a notification may reach somebody, and what follows a try that failed.
package struct DeliveryPolicy: Hashable, Sendable {
    /// A server that restarts is back within the first few tries, one that is down for a morning
    /// before the last: 5 s, 10 s, … up to an hour apart, a little over four hours in all.
    package var triesMax: Int
    package var firstWait: Duration
    package var longestWait: Duration

    package init(
        triesMax: Int = 14, firstWait: Duration = .seconds(5),
        longestWait: Duration = .seconds(3_600)
    ) {
        self.triesMax = triesMax
        self.firstWait = firstWait
        self.longestWait = longestWait
    }

    package enum Timing: Hashable, Sendable {
        case now
        /// The recipient sleeps, or does not want to be disturbed.
        case later(by: Duration)
    }

    /// Whether to disturb somebody whose clock shows `minute` of their day.
    ///
    /// A screen disturbs nobody who is not before it, and what is critical does not wait.
    package func timing(
        of priority: CoachingPriority, by channel: NotificationChannel, quiet: QuietHours?,
        at minute: Int
    ) -> Timing {
        guard let quiet, !channel.isScreen, priority != .critical,
            let rest = quiet.minutesLeft(at: minute)
        else { return .now }
        return .later(by: .seconds(60 * rest))
    }

    package enum Verdict: Hashable, Sendable {
        case delivered
        /// The address is wrong: no try will change that.
        case bounced
        case retry(after: Duration)
        /// Into the dead-letter list.
        case failed
    }

    /// What a try comes to, the `count`th of its notification.
    package func verdict(on outcome: DeliveryOutcome, try count: Int) -> Verdict {
        switch outcome {
        case .delivered: .delivered
        case .bounced: .bounced
        case .refused: .failed
        case .unavailable where count >= triesMax: .failed
        case .unavailable(_, let asked):
            .retry(after: max(wait(afterTries: count), min(asked ?? .zero, longestWait)))
        }
    }

    private func wait(afterTries count: Int) -> Duration {
        min(longestWait, firstWait * (1 << min(max(count - 1, 0), 20)))
    }
}

/// What became of one try.
package enum DeliveryOutcome: Hashable, Sendable {
    /// What the receiving server calls it, where it says.
    case delivered(reference: String)
    /// There is no such recipient.
    case bounced(String)
    /// The server understood and will never take it, or we cannot even ask.
    case refused(String)
    /// Nobody answered, or not now; `after` is what the server asked for.
    case unavailable(String, after: Duration? = nil)

    /// Why it is not delivered.
    package var fault: String {
        switch self {
        case .delivered: ""
        case .bounced(let fault), .refused(let fault), .unavailable(let fault, _): fault
        }
    }
}

/// When somebody does not want to be disturbed: a stretch of the local day, over midnight where it
/// ends before it begins.
package struct QuietHours: Hashable, Sendable {
    package static let minutesOfDay = 1_440

    /// 0 ..< 1,440.
    package let from: Int
    package let until: Int

    package init(from: Int, until: Int) {
        self.from = from
        self.until = until
    }

    /// The minutes until it ends; nil outside of it.
    package func minutesLeft(at minute: Int) -> Int? {
        let length = (until - from + Self.minutesOfDay) % Self.minutesOfDay
        let into = (minute - from + Self.minutesOfDay) % Self.minutesOfDay
        return into < length ? length - into : nil
    }
}

import NIOCore

/// A moment of this process's monotonic clock by which a call must have ended.
public struct Deadline: Sendable, Hashable, Comparable {
    /// Nanoseconds of the monotonic clock.
    package let uptimeNanoseconds: UInt64

    package init(uptimeNanoseconds: UInt64) { self.uptimeNanoseconds = uptimeNanoseconds }

    /// The moment `duration` from now.
    public static func after(_ duration: Duration) -> Deadline {
        Deadline.now.advanced(by: duration)
    }

    /// Time left; negative once the deadline has passed.
    public var remaining: Duration { self - .now }

    public var hasPassed: Bool { self <= .now }

    package static var now: Deadline {
        Deadline(uptimeNanoseconds: NIODeadline.now().uptimeNanoseconds)
    }

    package func advanced(by duration: Duration) -> Deadline {
        let (seconds, attoseconds) = duration.components
        // A year is long enough for any call and keeps the sum far from overflow.
        let bounded = min(max(seconds, -Self.yearInSeconds), Self.yearInSeconds)
        let nanoseconds = bounded * 1_000_000_000 + attoseconds / 1_000_000_000
        let sum = Int64(clamping: uptimeNanoseconds) + nanoseconds
        return Deadline(uptimeNanoseconds: UInt64(max(0, sum)))
    }

    package static func - (later: Deadline, earlier: Deadline) -> Duration {
        .nanoseconds(Int64(later.uptimeNanoseconds) - Int64(earlier.uptimeNanoseconds))
    }

    /// The same in plain nanoseconds, for what every call asks.
    package func nanoseconds(since earlier: Deadline) -> Int64 {
        Int64(bitPattern: uptimeNanoseconds &- earlier.uptimeNanoseconds)
    }

    /// What is left for the next hop when `margin` is kept for the way back; 0 when it has passed.
    ///
    /// Rounded up; of what is left no more than one part in `parts` is kept.
    package func microsecondsLeft(
        at now: Deadline, keepingNanoseconds margin: UInt64, ofParts parts: UInt64
    ) -> UInt64 {
        guard self > now else { return 0 }
        let left = uptimeNanoseconds - now.uptimeNanoseconds
        return (left - min(left / max(1, parts), margin) + 999) / 1_000
    }

    public static func < (left: Deadline, right: Deadline) -> Bool {
        left.uptimeNanoseconds < right.uptimeNanoseconds
    }

    private static let yearInSeconds: Int64 = 31_536_000
}

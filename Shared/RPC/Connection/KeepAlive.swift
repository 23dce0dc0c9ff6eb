/// Decides when a quiet connection is asked for a sign of life, and when it is given up.
package struct KeepAlive: Sendable {
    package enum Action: Equatable, Sendable {
        /// Look again at this time.
        case wait(until: Deadline)
        case ping(token: UInt64, thenWaitUntil: Deadline)
        case giveUp
    }

    private let interval: Duration
    private let timeout: Duration
    private var pinged: (token: UInt64, at: Deadline)?
    private var token: UInt64 = 0

    package init(_ limits: Limits) {
        interval = limits.pingInterval
        timeout = limits.pingTimeout
    }

    /// It is `now`, and the peer was last heard of at `heard`.
    package mutating func checked(at now: Deadline, heard: Deadline) -> Action {
        if let ping = pinged, heard < ping.at {
            let end = ping.at.advanced(by: timeout)
            return end <= now ? .giveUp : .wait(until: end)
        }
        pinged = nil
        let due = heard.advanced(by: interval)
        guard due <= now else { return .wait(until: due) }
        token += 1
        pinged = (token, now)
        return .ping(token: token, thenWaitUntil: now.advanced(by: timeout))
    }
}

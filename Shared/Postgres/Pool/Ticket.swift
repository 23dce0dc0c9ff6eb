/// What a caller waits for, as the pool's rules see it.
struct Ticket: Hashable, Sendable {
    typealias ID = UInt64

    enum Need: Hashable, Sendable {
        /// A place in the pipeline of any connection.
        case statement
        /// A connection of its own, for a transaction.
        case connection
    }

    let id: ID
    let need: Need
    /// When it has waited long enough for its turn, after the pool's start.
    let deadline: Duration
    /// Sending it a second time changes nothing; spent by the first repeat.
    var isRepeatable: Bool
    /// When its connection was lost: the repeat goes to one that was opened later, because those
    /// that were open then may be dying too.
    var lostAt: Duration?
    /// The server may refuse a prepared statement once, without running anything.
    var mayBePreparedAgain = true
    /// It is answered together with those beside it that do.
    var sharesSync = false
    /// Nobody waits for it any more.
    var isAbandoned = false
    /// A request to stop the statement of another may stop this one.
    var mayBeStoppedByMistake = false
}

/// The waits between attempts to connect.
struct Backoff: Hashable, Sendable {
    /// A server that restarts is back within a few of these.
    static let first = Duration.milliseconds(50)
    /// Long enough for a server that starts slowly, short enough that nobody waits for us.
    static let longest = Duration.seconds(3)

    private var failureCount = 0

    var hasFailed: Bool { failureCount > 0 }

    /// The wait after one more failure, between half and the whole of its step, so that many
    /// clients of one server do not come back at once. `jitter` is in 0..<1.
    mutating func failed(jitter: Double) -> Duration {
        failureCount += 1
        let step = min(Self.longest, Self.first * (1 << min(failureCount - 1, 16)))
        return step * (0.5 + jitter / 2)
    }

    mutating func succeeded() { failureCount = 0 }
}

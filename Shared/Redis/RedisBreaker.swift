/// Decides whether a Redis that fails is asked at all: it must not cost every read its timeout.
///
///     closed ──faults in a row──▶ open ──cooldown──▶ one try ──success──▶ closed
struct RedisBreaker: Sendable {
    /// One may be a hiccup.
    static let faultLimit = 3
    /// Long against a timeout, short against a restart.
    static let cooldown = Duration.seconds(1)

    private var faults = 0
    private var opensAgainAt = Duration.zero

    func mayAsk(at now: Duration) -> Bool { faults < Self.faultLimit || now >= opensAgainAt }

    mutating func succeeded() { faults = 0 }

    mutating func failed(at now: Duration) {
        faults += 1
        opensAgainAt = now + Self.cooldown
    }
}

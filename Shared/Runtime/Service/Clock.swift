import Identifiers
import RPC

/// Tells the time; a test may hold it.
package protocol WallClock: Sendable {
    func now() -> Instant
}

/// The machine's clock.
package struct SystemClock: WallClock {
    package init() {}
    package func now() -> Instant { .wallClock }
}

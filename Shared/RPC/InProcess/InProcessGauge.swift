import Synchronization

/// Counts what the calls of one in-process channel hold.
final class InProcessGauge: Sendable {
    private let counts = Mutex(Census())

    var census: Census { counts.withLock { $0 } }

    func changed(_ change: (inout Census) -> Void) { counts.withLock { change(&$0) } }
}

import NIOCore
import RPC

/// Wakes a connection at the earliest deadline of its calls: one scheduled task, not one per call.
///
/// It may fire early, when the call that armed it has ended: then it is armed again.
struct DeadlineTimer {
    private var scheduled: Scheduled<Void>?
    private var armedFor: Deadline?

    var isArmed: Bool { armedFor != nil }

    /// Whether it would fire after `deadline`; nearly every call finds that it would not.
    func isLate(for deadline: Deadline) -> Bool { armedFor.map { deadline < $0 } ?? true }

    /// Sees to it that `fire` runs at `deadline`, which it is late for.
    mutating func arm(
        _ deadline: Deadline, on loop: any EventLoop, fire: @escaping @Sendable () -> Void
    ) {
        scheduled?.cancel()
        armedFor = deadline
        scheduled = loop.scheduleTask(deadline: deadline.nio, fire)
    }

    /// It has fired, or is not needed any more.
    mutating func disarm() {
        scheduled?.cancel()
        scheduled = nil
        armedFor = nil
    }
}

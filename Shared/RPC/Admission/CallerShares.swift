/// Divides a number of places among callers, so that none can take what another needs.
///
/// With `limit` places, an eighth of them kept back for callers that are not here yet, and
/// `active` callers, each has `share = (limit − reserve) / active` places of its own. Beyond its
/// share a caller may borrow what neither the reserve nor the others' shares need. Nothing that
/// was given is taken away: a caller that held more before others came ends those calls and does
/// not get the places again.
///
/// Callers are numbered from 0 by whoever drives it. Bad events: a call that ends without having
/// begun is our bug.
package struct CallerShares: Sendable {
    package enum Refusal: Equatable, Sendable {
        /// All places are taken.
        case full
        /// The caller has its share, and the rest is for others.
        case share(Int)
    }

    private struct Use: Sendable {
        var inFlight = 0
        var heard: Deadline?
        var isActive = false
    }

    package private(set) var inFlight = 0
    private var uses: [Use] = []
    private var activeCount = 0
    private var swept = Deadline(uptimeNanoseconds: 0)
    private let idle: Duration

    package init(idle: Duration) { self.idle = idle }

    /// `caller` wants a place; nil gives it one. O(callers) once its share is used.
    package mutating func callArrived(
        from caller: Int, limit: Int, at now: Deadline
    ) -> Refusal? {
        while uses.count <= caller { uses.append(Use()) }
        sweep(at: now)
        uses[caller].heard = now
        if !uses[caller].isActive {
            uses[caller].isActive = true
            activeCount += 1
        }
        guard inFlight < limit else { return .full }
        let reserve = limit / 8
        let share = max(1, (limit - reserve) / activeCount)
        if uses[caller].inFlight >= share {
            let needed = uses.indices.reduce(0) { sum, other in
                guard other != caller, uses[other].isActive else { return sum }
                return sum + max(0, share - uses[other].inFlight)
            }
            guard inFlight < limit - reserve - needed else { return .share(share) }
        }
        uses[caller].inFlight += 1
        inFlight += 1
        return nil
    }

    package mutating func callEnded(from caller: Int) {
        assert(uses[caller].inFlight > 0, "a call ended that had not begun")
        uses[caller].inFlight -= 1
        inFlight -= 1
    }

    /// The calls of one caller that run.
    package func inFlight(of caller: Int) -> Int {
        uses.indices.contains(caller) ? uses[caller].inFlight : 0
    }

    /// Forgets callers that have nothing running and were not heard of; once a second at most.
    private mutating func sweep(at now: Deadline) {
        guard now.nanoseconds(since: swept) >= 1_000_000_000 else { return }
        swept = now
        for caller in uses.indices where uses[caller].isActive && uses[caller].inFlight == 0 {
            guard let heard = uses[caller].heard, now - heard > idle else { continue }
            uses[caller].isActive = false
            activeCount -= 1
        }
    }
}

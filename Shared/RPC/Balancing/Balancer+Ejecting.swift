extension Balancer {
    /// An attempt at `slot` ended; nil says nothing about it.
    mutating func judge(_ slot: Int, isFailure: Bool?, at now: Deadline) {
        guard let isFailure, isLive(slot) else { return }
        if slots[slot].ejection.attemptEnded(isFailure: isFailure, limits) {
            eject(slot, at: now)
            reconsider()
        }
    }

    /// Ends what is over and compares success rates when an interval has ended.
    mutating func review(at now: Deadline) {
        guard let due = nextReview else { return intervalBegins(at: now) }
        guard due <= now else { return }
        for slot in live { slots[slot].ejection.readmit(at: now) }
        if let intervalEnd, intervalEnd <= now {
            compareRates(at: now)
            intervalBegins(at: now)
        }
        reconsider()
    }

    private mutating func intervalBegins(at now: Deadline) {
        intervalEnd = now.advanced(by: limits.ejectionInterval)
        nextReview = intervalEnd
    }

    private mutating func compareRates(at now: Deadline) {
        var measured: [(slot: Int, rate: Double)] = []
        for slot in live {
            guard let rate = slots[slot].ejection.successRate(limits) else { continue }
            if !slots[slot].ejection.isEjected { measured.append((slot, rate)) }
        }
        for place in Ejection.outliers(among: measured.map(\.rate), limits) {
            eject(measured[place].slot, at: now)
        }
    }

    /// Ejects, unless as many are ejected as may be.
    private mutating func eject(_ slot: Int, at now: Deadline) {
        let live = live
        let ejected = live.count { slots[$0].ejection.isEjected }
        let most = live.count < 2 ? 0 : max(1, Int(limits.ejectedShare * Double(live.count)))
        guard ejected < most else { return }
        slots[slot].ejection.eject(at: now, limits)
    }

    /// Finds the slots to choose from, and when to look again. O(slots).
    mutating func reconsider() {
        let live = live
        let ready = live.filter { slots[$0].isReady }
        let well = ready.filter { !slots[$0].ejection.isEjected }
        isPanicking =
            well.count < ready.count
            && Double(well.count) < limits.panicShare * Double(live.count)
        usable = isPanicking ? ready : well
        let ends = live.compactMap { slots[$0].ejection.until } + [intervalEnd].compactMap { $0 }
        nextReview = ends.min()
    }
}

/// What a target may be asked for again: a share of its calls and a few each second.
///
/// Every call puts something in, every retry and hedge takes one out, so that a target in trouble
/// sees little more than its calls once, however many callers retry. What is older than the
/// window counts no more. Source: Finagle's RetryBudget (20 % and 10 each second over 10 s).
package struct RetryBudget: Sendable {
    private struct Slice { var calls = 0, retries = 0 }

    /// The window in slices, each its own tenth.
    private var slices = [Slice](repeating: Slice(), count: Self.sliceCount)
    private var newest: UInt64 = 0
    private var calls = 0
    private var retries = 0
    private let share: Double
    private let reserve: Double
    private let sliceNanoseconds: UInt64

    private static let sliceCount = 10

    package init(_ limits: ClientLimits) {
        share = limits.retryShare
        reserve = Double(limits.retriesPerSecond) * (limits.budgetWindow / .seconds(1))
        sliceNanoseconds = max(1, UInt64(limits.budgetWindow.nanoseconds) / UInt64(Self.sliceCount))
    }

    /// A call began: its first attempt.
    package mutating func callBegan(at now: Deadline) {
        turn(to: now)
        slices[place].calls += 1
        calls += 1
    }

    /// Takes one retry or hedge out; false when nothing is left.
    package mutating func spend(at now: Deadline) -> Bool {
        turn(to: now)
        guard balance >= 1 else { return false }
        slices[place].retries += 1
        retries += 1
        return true
    }

    /// Retries that are left.
    package var balance: Double { share * Double(calls) + reserve - Double(retries) }

    private var place: Int { Int(newest % UInt64(Self.sliceCount)) }

    /// Empties the slices that `now` has left behind.
    private mutating func turn(to now: Deadline) {
        let current = now.uptimeNanoseconds / sliceNanoseconds
        guard current > newest else { return }
        for _ in 0..<min(current - newest, UInt64(Self.sliceCount)) {
            newest += 1
            calls -= slices[place].calls
            retries -= slices[place].retries
            slices[place] = Slice()
        }
        newest = current
    }
}

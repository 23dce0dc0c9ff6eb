/// Decides how a batch of events is applied: together while all goes well, and one by one to find
/// the event that does not go.
///
///     together ──fault──▶ singly ──fault──▶ wait, again ──tries are up──▶ set aside ──▶ together
///
/// A transient fault says nothing about an event: the batch is left, and what was not applied comes
/// again from the saved position. Every event of a batch ends in exactly one of three ways: applied,
/// set aside, or left with all that come after it.
struct DeliveryMachine: Sendable {
    /// Enough for a fault that passes by itself, such as a row that another event is about to write.
    static let tryLimit = 5
    /// Doubled after every try: 1.5 s in all, for which later events wait.
    static let firstWait = Duration.milliseconds(100)

    enum Action: Equatable, Sendable {
        /// Apply these in one transaction.
        case apply(Range<Int>)
        /// Wait, then say so.
        case wait(Duration)
        /// Keep this event with its fault, in place of its effect.
        case setAside(Int, tries: Int)
        /// Nothing is left to do.
        case finish
        /// Start over from the saved position.
        case interrupt
    }

    private enum State: Equatable {
        case together
        /// `tries` of the next event have failed.
        case singly(tries: Int)
        case settingAside
        case ended
    }

    private let count: Int
    private var next = 0
    private var state = State.together

    init(count: Int) { self.count = count }

    /// The batch is here.
    func begun() -> Action { count == 0 ? .finish : .apply(next..<count) }

    /// What the last action asked for is committed.
    mutating func applied() -> Action {
        switch state {
        case .together:
            next = count
        case .singly:
            next += 1
            state = .singly(tries: 0)
        case .settingAside:
            next += 1
            state = .together
        case .ended:
            return .interrupt
        }
        return goOn()
    }

    /// What the last action asked for was rolled back.
    mutating func failed(isTransient: Bool) -> Action {
        guard !isTransient, state != .settingAside, state != .ended else {
            state = .ended
            return .interrupt
        }
        if case .together = state, count - next > 1 {
            state = .singly(tries: 0)
            return goOn()
        }
        return retry()
    }

    /// The wait is over.
    func waited() -> Action { state == .ended ? .interrupt : .apply(next..<next + 1) }

    private mutating func retry() -> Action {
        var tries = 1
        if case .singly(let failed) = state { tries = failed + 1 }
        guard tries < Self.tryLimit else {
            state = .settingAside
            return .setAside(next, tries: tries)
        }
        state = .singly(tries: tries)
        return .wait(Self.firstWait * (1 << (tries - 1)))
    }

    private func goOn() -> Action {
        guard next < count else { return .finish }
        return .apply(state == .together ? next..<count : next..<next + 1)
    }
}

/// Decides what happens to one call in this process.
///
///     idle ──callStarted──▶ running ──handlerEnded──▶ answered (what was written is still read)
///                              └────────callEnded (cancel, deadline)─────────────────▶ over
///
/// The end is told to observers before either side can see it: `closed` follows it.
struct InProcessExchange {
    /// From the caller to the handler, or back.
    enum Direction: Sendable { case requests, responses }

    private enum Phase { case idle, running, answered, over }

    private var phase = Phase.idle
    private let method: String
    private var requests: InProcessQueue
    private var responses: InProcessQueue
    private var handler: Task<Void, Never>?
    private var timer: Task<Void, Never>?
    private var lastNumber = 0

    init(method: String, credit: Int) {
        self.method = method
        requests = InProcessQueue(credit: credit)
        responses = InProcessQueue(credit: credit)
    }

    subscript(direction: Direction) -> InProcessQueue {
        get { direction == .requests ? requests : responses }
        _modify {
            switch direction {
            case .requests: yield &requests
            case .responses: yield &responses
            }
        }
    }

    /// Whether nothing more is read of what the caller writes.
    var isOver: Bool { phase == .answered || phase == .over }

    /// A new number for a task that is about to wait.
    mutating func number() -> Int {
        lastNumber += 1
        return lastNumber
    }

    /// True the first time: the handler must be started.
    mutating func callStarted() -> Bool {
        guard phase == .idle else { return false }
        phase = .running
        return true
    }

    /// The handler and its timer run; when the call is over already they are stopped at once.
    mutating func handlerStarted(_ handler: Task<Void, Never>, timer: Task<Void, Never>?) -> Wakes {
        switch phase {
        case .idle, .running:
            (self.handler, self.timer) = (handler, timer)
            return Wakes()
        case .answered: return Wakes(cancelled: [timer])
        case .over: return Wakes(cancelled: [handler, timer])
        }
    }

    /// False when the call was over before.
    mutating func handlerEnded() -> Bool {
        guard phase == .running else { return false }
        phase = .answered
        return true
    }

    /// The caller left or the deadline passed; false when the call was over before.
    mutating func callEnded() -> Bool {
        guard !isOver else { return false }
        phase = .over
        return true
    }

    /// Both sides see the end from here on. An answer may have a last message; who leaves has an
    /// error.
    mutating func closed(last message: [UInt8]?, _ error: RPCError?) -> Wakes {
        defer { (handler, timer) = (nil, nil) }
        if phase == .over, let error {
            return Wakes(
                cancelled: [handler, timer],
                queues: [responses.dropped(error), requests.dropped(error)])
        }
        let over = RPCError(.cancelled, "\(method) is over: its handler has ended")
        return Wakes(
            cancelled: [timer],
            queues: [
                responses.ended(last: message, error, writers: over),
                requests.dropped(error ?? .alreadyAnswered(method)),
            ])
    }
}

extension InProcessExchange {
    /// Who is to be woken or stopped once the lock is released.
    struct Wakes {
        var cancelled: [Task<Void, Never>?] = []
        var queues: [InProcessQueue.Wakes] = []

        func resume() {
            for task in cancelled { task?.cancel() }
            for wakes in queues { wakes.resume() }
        }
    }
}

/// Decides what happens to one call in this process.
///
///     idle ──callStarted──▶ running ──handlerEnded──▶ draining ──last message read──▶ over
///                              └────────callEnded (cancel, deadline)─────────────────▶ over
struct InProcessExchange {
    typealias Reader = UnsafeContinuation<Result<[UInt8]?, RPCError>, Never>
    typealias Writer = UnsafeContinuation<Result<Void, RPCError>, Never>

    private enum Phase { case idle, running, draining(RPCError?), over(RPCError?) }

    private var phase = Phase.idle
    private var queue: [[UInt8]] = []
    private var credit: Int
    private var reader: Reader?
    private var writers: [(message: [UInt8], writer: Writer)] = []
    private var tasks: [Task<Void, Never>] = []
    private(set) var writtenByteCount = 0

    init(credit: Int) { self.credit = credit }

    /// True the first time: the handler must be started.
    mutating func callStarted() -> Bool {
        guard case .idle = phase else { return false }
        phase = .running
        return true
    }

    /// The handler and its timer run; when the call is over already they are stopped at once.
    mutating func handlerStarted(_ tasks: [Task<Void, Never>]) -> Wakes {
        guard case .running = phase else {
            if case .draining = phase { return Wakes(cancelled: Array(tasks.dropFirst())) }
            if case .over = phase { return Wakes(cancelled: tasks) }
            return Wakes()
        }
        self.tasks = tasks
        return Wakes()
    }

    mutating func messageWanted(by reader: Reader) -> Wakes {
        assert(self.reader == nil, "one task reads a stream at a time")
        self.reader = reader
        return deliver()
    }

    mutating func messageWritten(_ message: [UInt8], by writer: Writer) -> Wakes {
        guard case .running = phase else {
            return Wakes(writers: [(writer, .failure(endError))])
        }
        writers.append((message, writer))
        return deliver()
    }

    mutating func handlerEnded(message: [UInt8]?, error: RPCError?) -> Wakes {
        guard case .running = phase else { return Wakes() }
        if let message { enqueue(message) }
        phase = .draining(error)
        var wakes = deliver()
        wakes.cancelled += tasks.dropFirst()
        tasks = []
        return wakes
    }

    /// The caller left or the deadline passed.
    mutating func callEnded(_ error: RPCError) -> Wakes {
        switch phase {
        case .over, .draining: return Wakes()
        case .idle, .running: break
        }
        phase = .over(error)
        queue = []
        var wakes = Wakes(cancelled: tasks)
        tasks = []
        wakes.writers = writers.map { ($0.writer, .failure(error)) }
        writers = []
        if let reader { wakes.reader = (reader, .failure(error)) }
        reader = nil
        return wakes
    }

    private var endError: RPCError {
        if case .over(let error?) = phase { return error }
        return RPCError(.cancelled, "the call is over")
    }

    /// Moves messages from writers to the queue while credit lasts, and from there to the reader.
    private mutating func deliver() -> Wakes {
        var wakes = Wakes()
        admitWriters(&wakes)
        guard let reader else { return wakes }
        if !queue.isEmpty {
            let message = queue.removeFirst()
            credit += charge(message)
            wakes.reader = (reader, .success(message))
            self.reader = nil
            admitWriters(&wakes)
            return wakes
        }
        switch phase {
        case .idle, .running: return wakes
        case .draining(let error), .over(let error):
            phase = .over(error)
            wakes.reader = (reader, error.map { .failure($0) } ?? .success(nil))
            self.reader = nil
            return wakes
        }
    }

    private mutating func admitWriters(_ wakes: inout Wakes) {
        while let first = writers.first, queue.isEmpty || charge(first.message) <= credit {
            enqueue(first.message)
            wakes.writers.append((first.writer, .success(())))
            writers.removeFirst()
        }
    }

    private mutating func enqueue(_ message: [UInt8]) {
        queue.append(message)
        credit -= charge(message)
        writtenByteCount += message.count
    }

    private func charge(_ message: [UInt8]) -> Int { max(message.count, Limits.smallestCharge) }
}

extension InProcessExchange {
    /// Who is to be woken once the lock is released.
    struct Wakes {
        var reader: (Reader, Result<[UInt8]?, RPCError>)?
        var writers: [(Writer, Result<Void, RPCError>)] = []
        var cancelled: [Task<Void, Never>] = []

        func resume() {
            for task in cancelled { task.cancel() }
            for (writer, result) in writers { writer.resume(returning: result) }
            if let (reader, result) = reader { reader.resume(returning: result) }
        }
    }
}

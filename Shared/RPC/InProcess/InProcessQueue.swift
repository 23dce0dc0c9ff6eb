import DequeModule

/// Decides who waits in one direction of a call in this process: a reader for messages, writers
/// for credit.
struct InProcessQueue {
    typealias Reader = UnsafeContinuation<Result<[UInt8]?, RPCError>, Never>
    typealias Writer = UnsafeContinuation<Result<Void, RPCError>, Never>

    private struct Waiting {
        let number: Int
        let message: [UInt8]
        let writer: Writer
    }

    private enum End {
        case none
        /// No message follows those that are queued; nil for a good end.
        case after(RPCError?)
    }

    private var messages: Deque<[UInt8]> = []
    private var credit: Int
    private var reader: (number: Int, reader: Reader)?
    private var writers: Deque<Waiting> = []
    private var end = End.none
    /// What writers are told once nobody reads what they write.
    private var writersEnd: RPCError?
    private(set) var writtenByteCount = 0

    init(credit: Int) { self.credit = credit }

    mutating func wanted(by reader: Reader, number: Int) -> Wakes {
        guard self.reader == nil else { return Wakes(reader: (reader, .failure(.readTwice))) }
        self.reader = (number, reader)
        return deliver()
    }

    mutating func written(_ message: [UInt8], by writer: Writer, number: Int) -> Wakes {
        if let writersEnd { return Wakes(writers: [(writer, .failure(writersEnd))]) }
        writers.append(Waiting(number: number, message: message, writer: writer))
        return deliver()
    }

    /// The task that waits under `number` was cancelled; what it wrote may still be read.
    mutating func abandoned(_ number: Int, _ error: RPCError) -> Wakes {
        var wakes = Wakes()
        if let reader, reader.number == number {
            wakes.reader = (reader.reader, .failure(error))
            self.reader = nil
        }
        if let place = writers.firstIndex(where: { $0.number == number }) {
            wakes.writers = [(writers.remove(at: place).writer, .failure(error))]
        }
        return wakes
    }

    /// No message follows; what is queued, or waits for credit, is read first. The second end
    /// changes nothing.
    mutating func ended(last: [UInt8]? = nil, _ error: RPCError?, writers told: RPCError) -> Wakes {
        guard case .none = end else { return Wakes() }
        end = .after(error)
        writersEnd = writersEnd ?? told
        // Messages that wait are in memory already, and nothing comes behind them.
        let waiting = writers
        writers = []
        for one in waiting { enqueue(one.message) }
        if let last { enqueue(last) }
        var wakes = deliver()
        wakes.writers += waiting.map { ($0.writer, .success(())) }
        return wakes
    }

    /// Nobody reads any more: what is queued is dropped.
    mutating func dropped(_ error: RPCError) -> Wakes {
        messages = []
        end = .after(error)
        writersEnd = writersEnd ?? error
        let waiting = writers
        writers = []
        var wakes = deliver()
        wakes.writers += waiting.map { ($0.writer, .failure(error)) }
        return wakes
    }

    /// Moves messages from writers to the queue while credit lasts, and from there to the reader.
    private mutating func deliver() -> Wakes {
        var wakes = Wakes()
        admitWriters(&wakes)
        guard let (_, reader) = reader else { return wakes }
        if let message = messages.popFirst() {
            credit += charge(message)
            wakes.reader = (reader, .success(message))
            self.reader = nil
            admitWriters(&wakes)
        } else if case .after(let error) = end {
            wakes.reader = (reader, error.map { .failure($0) } ?? .success(nil))
            self.reader = nil
        }
        return wakes
    }

    private mutating func admitWriters(_ wakes: inout Wakes) {
        while let first = writers.first, messages.isEmpty || charge(first.message) <= credit {
            enqueue(first.message)
            wakes.writers.append((first.writer, .success(())))
            writers.removeFirst()
        }
    }

    private mutating func enqueue(_ message: [UInt8]) {
        messages.append(message)
        credit -= charge(message)
        writtenByteCount += message.count
    }

    private func charge(_ message: [UInt8]) -> Int { max(message.count, Limits.smallestCharge) }
}

extension InProcessQueue {
    /// Who is to be woken once the lock is released.
    struct Wakes {
        var reader: (Reader, Result<[UInt8]?, RPCError>)?
        var writers: [(Writer, Result<Void, RPCError>)] = []

        func resume() {
            for (writer, result) in writers { writer.resume(returning: result) }
            if let (reader, result) = reader { reader.resume(returning: result) }
        }
    }
}

extension RPCError {
    /// What the second of two tasks that read one stream is told.
    package static var readTwice: RPCError {
        RPCError(.failedPrecondition, "another task is reading this stream: one reads at a time")
    }
}

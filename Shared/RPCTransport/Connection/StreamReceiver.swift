import DequeModule
import RPC
import Synchronization

/// Why a stream ended without OK.
struct StreamEnd: Error {
    let error: RPCError
    /// False when it certainly never reached a handler.
    let wasProcessed: Bool
}

/// Hands the messages of one stream from its connection to the task that reads them, on either side.
///
/// What was read is reported back in portions, so that a fast stream costs its loop few wake-ups,
/// and always before the reader waits, so that no credit is kept from a sender that needs it.
final class StreamReceiver: Sendable {
    private typealias Reader = UnsafeContinuation<Result<Payload?, StreamEnd>, Never>

    private struct State {
        var queue: Deque<(message: Payload, charge: Int)> = []
        var reader: Reader?
        var unreported = 0
        /// Set when the stream is over: nil inside for OK.
        var end: StreamEnd??
    }

    private let state = Mutex(State())
    private let portion: Int

    init(portion: Int) { self.portion = portion }

    /// The next message; nil at the end. `report` is told what was consumed.
    ///
    /// `cancelled` ends the wait of a task that is cancelled already.
    func next(
        orCancelled cancelled: RPCError? = nil, report: (Int) -> Void
    ) async throws(StreamEnd) -> Payload? {
        let (ready, consumed) = state.withLock { state in taken(from: &state) }
        if consumed > 0 { report(consumed) }
        if let ready { return try ready.get() }
        return try await withUnsafeContinuation { (reader: Reader) in
            let late = state.withLock { state -> Result<Payload?, StreamEnd>? in
                if let (message, charge) = state.queue.popFirst() {
                    state.unreported += charge
                    return .success(message)
                }
                if let end = state.end { return Self.result(of: end) }
                guard state.reader == nil else {
                    return .failure(StreamEnd(error: .readTwice, wasProcessed: true))
                }
                state.reader = reader
                return nil
            }
            if let late { return reader.resume(returning: late) }
            if let cancelled, Task.isCancelled { abandonRead(cancelled) }
        }.get()
    }

    func deliver(_ message: Payload, charge: Int) {
        let reader = state.withLock { state -> Reader? in
            guard let reader = state.reader else {
                state.queue.append((message, charge))
                return nil
            }
            state.unreported += charge
            state.reader = nil
            return reader
        }
        reader?.resume(returning: .success(message))
    }

    /// The stream is over; what is queued is read first, unless the reader left by itself.
    func end(_ error: StreamEnd?, dropsQueue: Bool) {
        let reader = state.withLock { state -> Reader? in
            guard state.end == nil else { return nil }
            state.end = .some(error)
            if dropsQueue { state.queue = [] }
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume(returning: Self.result(of: error))
    }

    /// The task that waits was cancelled; the stream goes on.
    func abandonRead(_ error: RPCError) {
        let reader = state.withLock { state -> Reader? in
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume(returning: .failure(StreamEnd(error: error, wasProcessed: true)))
    }

    private static func result(of end: StreamEnd?) -> Result<Payload?, StreamEnd> {
        end.map { .failure($0) } ?? .success(nil)
    }

    private func taken(from state: inout State) -> (Result<Payload?, StreamEnd>?, consumed: Int) {
        var result: Result<Payload?, StreamEnd>?
        if let (message, charge) = state.queue.popFirst() {
            state.unreported += charge
            result = .success(message)
        } else if let end = state.end {
            result = Self.result(of: end)
        }
        guard result == nil || state.unreported >= portion else { return (result, 0) }
        defer { state.unreported = 0 }
        return (result, state.unreported)
    }
}

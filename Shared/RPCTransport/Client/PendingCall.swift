import Compression
import NIOCore
import RPC

/// One call that a client has handed to a connection.
///
/// Its variables are confined to the event loop of that connection once it was posted there; a
/// call is posted to one connection at a time. Hence the unchecked `Sendable`.
final class PendingCall: @unchecked Sendable {
    let outgoing: OutgoingCall
    let header: ByteBuffer
    /// The message as it crosses the wire; empty where the client streams.
    let message: Payload
    /// The end of the call; a stream's messages go to its receiver before.
    private var completion: UnsafeContinuation<CallEnd, Never>?
    let receiver: StreamReceiver?
    /// Set when the client streams.
    let sender: StreamSender?
    /// Told when the stream is open, or why it will not be.
    private var opening: UnsafeContinuation<CallEnd?, Never>?
    /// Where the call of a stream went, until it has ended.
    private var place: (core: ClientCore, placement: ClientCore.Placement)?
    /// Becomes the ledger when the call ends.
    var clock: CallClock
    /// Told of the end of a call that streams.
    private let reporter: CallReporter?
    private(set) var isReported = false
    /// The messages of a call that streams.
    var sentByteCount: Int
    var receivedByteCount = 0
    /// Set while a stream is open.
    var slot: Int?
    var stream: UInt32 = 0
    var isCancelled = false
    /// The message of a unary response that was too long for one frame.
    var answer: Payload?

    init(
        _ outgoing: OutgoingCall, header: ByteBuffer, clock: CallClock,
        compression: OutgoingCompression?,
        receiver: StreamReceiver? = nil, sender: StreamSender? = nil, reporter: CallReporter? = nil
    ) {
        self.outgoing = outgoing
        self.header = header
        message =
            compression.map { Payload(outgoing.message, of: outgoing.method, $0) }
            ?? Payload(outgoing.message)
        self.receiver = receiver
        self.sender = sender
        self.clock = clock
        sentByteCount = outgoing.message.count
        self.reporter = reporter
    }

    var method: MethodDescriptor { outgoing.method }

    func completes(_ continuation: UnsafeContinuation<CallEnd, Never>) { completion = continuation }

    /// `core` is told of the end: for streams, which no task waits for from beginning to end.
    func ends(_ core: ClientCore, _ placement: ClientCore.Placement) { place = (core, placement) }

    func opens(_ continuation: UnsafeContinuation<CallEnd?, Never>) { opening = continuation }

    /// The REQUEST of a call that streams is written.
    func opened() {
        opening?.resume(returning: nil)
        opening = nil
    }

    /// Whether its request was written.
    private var wasSent: Bool { stream != 0 }

    func end(_ told: CallEnd, at now: Deadline = .now) {
        let settled = told.settled(clock, at: now, streams: sender != nil)
        let end = wasSent ? settled : settled.unsent
        if let (core, placement) = place {
            core.ended(placement, end, clock, measures: false)
            place = nil
        }
        report(end)
        completion?.resume(returning: end)
        completion = nil
        opening?.resume(returning: end)
        opening = nil
        sender?.end(end.error ?? .alreadyAnswered(method.name))
        guard let receiver else { return }
        switch end {
        case .answered(let message, _):
            if !message.bytes.isEmpty { receiver.deliver(message, charge: 0) }
            receiver.end(nil, dropsQueue: false)
        case .failed(let error):
            receiver.end(StreamEnd(error: error, wasProcessed: true), dropsQueue: isCancelled)
        case .notProcessed(let error):
            receiver.end(StreamEnd(error: error, wasProcessed: false), dropsQueue: isCancelled)
        }
    }
}

extension PendingCall {
    /// A stream that may be tried again is told of by who gives it up.
    private func report(_ end: CallEnd) {
        let isOver =
            end.error == nil || isCancelled || receivedByteCount > 0 || sender != nil && wasSent
        guard let reporter, isOver else { return }
        isReported = true
        reporter.callEnded(
            outgoing, clock, end.error, end.ledger, sent: sentByteCount,
            received: receivedByteCount)
    }
}

/// How a call ended on its connection.
enum CallEnd: Sendable {
    case answered(Payload, StallLedger)
    case failed(RPCError)
    /// It certainly never reached a handler: it may be tried elsewhere.
    case notProcessed(RPCError)

    /// The same end with the whole ledger, of which it had what the server told.
    func settled(_ clock: CallClock, at now: Deadline, streams: Bool) -> CallEnd {
        switch self {
        case .answered(let message, let told):
            .answered(message, clock.ledger(at: now, told: told, streams: streams))
        case .failed(let error): .failed(error.settled(clock, at: now, streams: streams))
        case .notProcessed(let error):
            .notProcessed(error.settled(clock, at: now, streams: streams))
        }
    }

    /// The same end of a call whose request was never written.
    var unsent: CallEnd {
        if case .failed(let error) = self { .notProcessed(error) } else { self }
    }

    /// Nil for an answer with OK.
    var error: RPCError? {
        switch self {
        case .answered: nil
        case .failed(let error), .notProcessed(let error): error
        }
    }

    var ledger: StallLedger {
        switch self {
        case .answered(_, let ledger): ledger
        case .failed(let error), .notProcessed(let error): error.ledger
        }
    }

    var wasProcessed: Bool {
        if case .notProcessed = self { false } else { true }
    }
}

extension RPCError {
    /// The same error with the whole ledger, of which it had what the server told.
    func settled(_ clock: CallClock, at now: Deadline = .now, streams: Bool = false) -> RPCError {
        var copy = self
        copy.ledger = clock.ledger(at: now, told: ledger, streams: streams)
        return copy
    }
}

/// What tasks ask of a client's connection.
enum ClientCommand: Sendable {
    case start(PendingCall)
    case cancel(PendingCall)
    case write(PendingCall, Payload)
    case finish(PendingCall)
    case consumed(PendingCall, charge: Int)
    /// Takes no new calls, and closes once its calls have ended.
    case leave
    case close
}

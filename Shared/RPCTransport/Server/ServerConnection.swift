import Compression
import Identifiers
import Logging
import NIOCore
import RPC
import Synchronization

/// One connection on the serving side: its streams and the handlers that run for them.
///
/// Confined to its event loop, hence the unchecked `Sendable`.
final class ServerConnection: ConnectionDriver, @unchecked Sendable {
    let core: ServerCore
    let loop: any EventLoop
    let executor: LoopExecutor
    private let onOpen: @Sendable () -> Void
    private let onClose: @Sendable () -> Void
    /// Set right after the handler exists; gone when the connection is over.
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    var handler: ConnectionHandler<ServerConnection>?
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    var streams: ServerStreams
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    var calls: [ServerCall?] = []
    /// What this connection has added to the server's `assemblingBytes`.
    private var assemblingTold = 0
    private(set) var caller: CallerIdentity = ""
    var callerNumber = 0
    var policy: Policy
    /// How messages for this peer are compressed; set by its HELLO, before any call.
    private(set) var outgoing: OutgoingCompression?
    /// What the compressed requests stand for that running handlers have; counted from any thread.
    let inflatedByteCount = Atomic(0)
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    var deadlines = DeadlineTimer()
    /// Ids of the calls that bring none.
    var numbers = SplitMix64(seed: .random(in: 0 ... .max))
    var drain = Drain.no
    var reading: (at: Deadline, wallClock: Instant)?

    init(
        core: ServerCore, loop: any EventLoop, executor: LoopExecutor,
        onOpen: @escaping @Sendable () -> Void, onClose: @escaping @Sendable () -> Void
    ) {
        self.core = core
        self.loop = loop
        self.executor = executor
        self.onOpen = onOpen
        self.onClose = onClose
        policy = core.policy
        streams = ServerStreams(served: [], limits: core.limits)
    }

    // MARK: - ConnectionDriver

    func handshakeEnded(peer: SPIFFEName) -> Hello {
        caller = CallerIdentity(peer.service)
        callerNumber = core.admission.number(of: caller)
        policy = core.policy
        streams = ServerStreams(served: core.served(to: caller), limits: core.limits)
        return core.hello
    }

    func peerRefused(_ cause: HandshakeFailure) { core.observed(.handshakeFailed(cause, .server)) }

    func greeted(by hello: Hello) {
        streams.peerGreeted(hello.limits)
        outgoing = core.compression?.outgoing(to: hello, service: core.service)
        onOpen()
    }

    func received(_ frame: Frame, at now: Deadline) throws(ProtocolFault) {
        guard let handler else { return }
        if frame.type == .goAway { return }
        if frame.isMinuteCredit { try handler.spend(at: now) }
        defer { tellAssembling() }
        if frame.flags.contains(.more) { streams.assemblingElsewhere = assemblingElsewhere }
        switch try streams.received(frame, at: now, out: &handler.out) {
        case .none:
            // Only the beginning of a long request can bring a deadline here.
            if frame.type == .request { armDeadline(streams.earliestDeadline) }
        case .start(let slot, let method, let header, let message):
            start(slot, method, header, message, at: now)
        case .message(let slot, let message, let charge, let isLast):
            call(at: slot)?.deliver(message, charge: charge)
            if isLast { call(at: slot)?.requestsEnded() }
        case .requestsEnded(let slot):
            call(at: slot)?.requestsEnded()
        case .fail(let slot, let refusal):
            try handler.spend(at: now)
            fail(slot, core.error(for: refusal, to: caller))
        case .refuse(let stream, let refusal):
            try handler.spend(at: now)
            refuse(stream, refusal)
        case .cancelHandler(let slot, let code, let writers):
            try handler.spend(at: now)
            guard let call = call(at: slot) else { break }
            let passed = code == .deadlineExceeded || call.call.deadline.map { $0 <= now } ?? false
            let name = call.call.method
            call.stop(passed ? .deadlineExceeded(name) : .cancelled(name), tokens: writers)
        case .creditGranted:
            // What was read is flushed, and with it what has its turn now.
            break
        case .abnormal:
            try handler.spend(at: now)
        }
    }

    func flushed() {
        streams.flushed()
        closeIfDrained()
    }

    func closed(_ reason: String) {
        core.logger.debug(
            "connection closed", metadata: ["peer": "\(caller)", "reason": "\(reason)"])
        deadlines.disarm()
        let error = RPCError(.cancelled, "the connection of the caller was lost: \(reason)")
        for case let call? in calls { call.stop(error, tokens: streams.abandoned(call.slot)) }
        handler = nil
        core.assemblingBytes.subtract(assemblingTold, ordering: .relaxed)
        onClose()
    }

    /// Bytes of requests that are not whole yet, on the server's other connections.
    private var assemblingElsewhere: Int {
        core.assemblingBytes.load(ordering: .relaxed) - assemblingTold
    }

    /// Counts for the server what requests have grown or ended here.
    func tellAssembling() {
        let byteCount = streams.assemblingByteCount
        guard byteCount != assemblingTold, handler != nil else { return }
        core.assemblingBytes.add(byteCount - assemblingTold, ordering: .relaxed)
        assemblingTold = byteCount
    }

    func writeTurn() {
        guard streams.hasTurn(), let handler else { return }
        for (slot, tokens) in streams.writeTurn(out: &handler.out) where !tokens.isEmpty {
            call(at: slot)?.resume(tokens, .success(()))
        }
    }

    func nextTurn() -> NextTurn { streams.nextTurn() }

    /// What this connection holds; called on its loop.
    var census: Census {
        var census = streams.census
        census.writers = calls.reduce(0) { $0 + ($1?.waitingWriters ?? 0) }
        census.timers = deadlines.isArmed ? 1 : 0
        census.bytes += handler?.out.readableBytes ?? 0
        return census
    }
}

extension Frame {
    /// CREDIT that no frame can be bought with: DATA costs more, so honest readers never send it.
    fileprivate var isMinuteCredit: Bool {
        guard type == .credit,
            let byteCount = body.getInteger(at: body.readerIndex, as: UInt32.self)
        else { return false }
        return byteCount < UInt32(Limits.smallestCharge)
    }
}

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
    private let executor: LoopExecutor
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
    private var streams: ServerStreams
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    private var calls: [ServerCall?] = []
    /// What this connection has added to the server's `assemblingBytes`.
    private var assemblingTold = 0
    private(set) var caller: CallerIdentity = ""
    private var callerNumber = 0
    private var policy: Policy
    /// How messages for this peer are compressed; set by its HELLO, before any call.
    private(set) var outgoing: OutgoingCompression?
    /// What the compressed requests stand for that running handlers have; counted from any thread.
    private let inflatedByteCount = Atomic(0)
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    private var deadlines = DeadlineTimer()
    /// Ids of the calls that bring none.
    private var numbers = SplitMix64(seed: .random(in: 0 ... .max))
    private var drain = Drain.no
    private var reading: (at: Deadline, wallClock: Instant)?

    private enum Drain { case no, askedForProof, lastStreamKnown, lastWordWritten }
    /// The PING that proves that the peer has read the first GOAWAY of a drain.
    private static let proofToken = UInt64.max

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

    func pingAnswered(_ token: UInt64) {
        guard token == Self.proofToken, drain == .askedForProof, let handler else { return }
        drain = .lastStreamKnown
        let last = streams.stoppedAccepting()
        handler.out.writeGoAway(GoAway(lastStream: last, code: .ok, reason: "draining"))
        endResumable()
        handler.flushSoon()
    }

    /// Ends the streams that would hold up the drain for as long as somebody reads them.
    private func endResumable() {
        for case let call? in calls where call.method.serving.endsAtDrain {
            fail(
                call.slot,
                RPCError(
                    .unavailable, "the server drains: resume \(call.call.method) elsewhere",
                    details: [.reason("draining")]))
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
    private func tellAssembling() {
        let byteCount = streams.assemblingByteCount
        guard byteCount != assemblingTold, handler != nil else { return }
        core.assemblingBytes.add(byteCount - assemblingTold, ordering: .relaxed)
        assemblingTold = byteCount
    }

    // MARK: - Handlers

    /// The handler that runs for a slot, if any.
    private func call(at slot: Int) -> ServerCall? {
        calls.indices.contains(slot) ? calls[slot] : nil
    }

    private func start(
        _ slot: Int, _ method: Int, _ header: ByteBuffer, _ message: Payload, at now: Deadline
    ) {
        let served = core.handlers[method]
        do throws(RPCError) {
            let call = try admitted(served, header, deadline: streams.deadline(of: slot), at: now)
            let byteCount = message.messageByteCount
            let inflated = message.isCompressed ? min(byteCount, served.requestBytes) : 0
            try checkRoom(for: inflated)
            try core.admission.callArrived(method, from: callerNumber, at: now)
            let running = ServerCall(
                slot: slot, method: served, call: call, arrived: now,
                requestByteCount: byteCount, connection: self,
                requests: served.descriptor.kind.streamsRequests
                    ? StreamReceiver(portion: core.limits.streamCredit / 4) : nil)
            running.holds(inflated: inflated)
            while calls.count <= slot { calls.append(nil) }
            calls[slot] = running
            armDeadline(call.deadline)
            if streams.hasEndedRequests(slot) { running.requestsEnded() }
            running.start(message, on: executor)
        } catch {
            answer(slot, error)
        }
    }

    private func checkRoom(for inflated: Int) throws(RPCError) {
        guard hasRoom(for: inflated) else {
            throw .notStarted("inflatedBytes", core.limits.inflatedBytes, Self.tooMuchInflated)
        }
    }

    static let tooMuchInflated =
        "the compressed requests of this connection already stand for as many bytes"

    func hasRoom(for inflated: Int) -> Bool {
        inflated == 0
            || inflatedByteCount.load(ordering: .relaxed) + inflated <= core.limits.inflatedBytes
    }

    /// A handler has `more` of them than before, or fewer.
    func inflated(_ more: Int) { inflatedByteCount.add(more, ordering: .relaxed) }

    /// The call as its handler sees it, once the header is found in order.
    private func admitted(
        _ served: ServedMethod, _ bytes: ByteBuffer, deadline: Deadline?, at now: Deadline
    ) throws(RPCError) -> Call {
        let header = try CallHeader(reading: bytes)
        let metadata = header.metadata ?? [:]
        if let refusal = core.limits.refusal(of: metadata) { throw refusal }
        let call = Call(
            now: wallClock(at: now), caller: caller, principal: try header.principal?.principal(),
            metadata: metadata, deadline: deadline, method: served.descriptor.name,
            callID: CallID(rawValue: header.callID ?? numbers.next()),
            traceparent: header.traceparent, tracestate: header.tracestate,
            principalPath: header.principalPath ?? [], callerRepeats: header.callerRepeats ?? false,
            poolWait: core.measuresPoolWait ? PoolWait() : nil)
        if call.principal != nil, let refusal = policy.refusal(of: call) { throw refusal }
        return call
    }

    /// The wall clock, looked at once for all calls that one read brought.
    private func wallClock(at now: Deadline) -> Instant {
        if let reading, reading.at == now { return reading.wallClock }
        let wallClock = core.now()
        reading = (now, wallClock)
        return wallClock
    }

    func write(_ message: Payload, of call: ServerCall, token: Int) -> Bool {
        guard let handler else { return true }
        call.responseByteCount += message.messageByteCount
        let isWritten = streams.messageWritten(
            message, slot: call.slot, token: token, out: &handler.out)
        handler.flushSoon()
        return isWritten
    }

    /// The handler took requests worth `charge`.
    func consumed(_ charge: Int, by call: ServerCall) {
        guard let handler, calls[call.slot] === call else { return }
        streams.consumed(charge, slot: call.slot, out: &handler.out)
        handler.flushSoon()
    }

    func handlerEnded(_ call: ServerCall, _ outcome: HandlerOutcome, _ answer: Payload) {
        let end = Deadline.now
        core.admission.callEnded(
            streams.method(of: call.slot), from: callerNumber,
            nanoseconds: outcome.isTelling(after: call.ending)
                ? end.nanoseconds(since: call.arrived) : nil,
            at: end)
        calls[call.slot] = nil
        defer { tellAssembling() }
        call.holds(inflated: 0, forGood: true)
        let ledger = call.ledger(at: end)
        let head =
            outcome.error.map { ResponseHead($0, ledger: ledger, limits: core.limits) }
            ?? ResponseHead(ok: ledger)
        if let handler {
            streams.handlerEnded(
                slot: call.slot, head: head, message: answer, out: &handler.out)
            handler.flushSoon()
        }
        report(call, outcome, ledger, at: end)
        // A cancelled call writes nothing, so no flush would see that it was the last one.
        if call.ending != nil { closeIfDrained() }
    }

    private func report(
        _ call: ServerCall, _ outcome: HandlerOutcome, _ ledger: StallLedger, at end: Deadline
    ) {
        if let cause = outcome.cause {
            core.logger.error(
                "handler failed",
                metadata: [
                    "method": "\(call.call.method)", "call": "\(call.call.callID)",
                    "cause": "\(cause)",
                ])
        }
        outcome.tell(
            core.observer,
            CallOutcome(
                side: .server, method: call.call.method, kind: call.method.descriptor.kind,
                peer: caller.service, code: call.ending?.code ?? outcome.error?.code ?? .ok,
                duration: end - call.arrived,
                requestByteCount: call.requestByteCount,
                responseByteCount: call.responseByteCount + (outcome.message?.count ?? 0),
                ledger: ledger, callID: call.call.callID,
                tenantID: call.call.principal?.tenantID, cause: outcome.cause))
    }

    // MARK: - Refusing, credit, deadlines

    private func refuse(_ stream: UInt32, _ refusal: ServerStreams.Refusal) {
        guard let handler else { return }
        let error = core.error(for: refusal, to: caller)
        streams.refuse(stream, ResponseHead(error, limits: core.limits), out: &handler.out)
    }

    /// Answers a call whose handler was never started.
    private func answer(_ slot: Int, _ error: RPCError) {
        guard let handler else { return }
        streams.handlerEnded(
            slot: slot, head: ResponseHead(error, limits: core.limits), message: Payload([]),
            out: &handler.out)
    }

    /// Answers now and cancels the handler of `call`, unless it has ended.
    func fail(_ call: ServerCall, _ error: RPCError) {
        guard self.call(at: call.slot) === call else { return }
        fail(call.slot, error)
        handler?.flushSoon()
    }

    /// Answers now and cancels the handler, if one runs.
    private func fail(_ slot: Int, _ error: RPCError) {
        guard let handler else { return }
        defer { tellAssembling() }
        let call = call(at: slot)
        let ledger = call?.ledger(at: .now) ?? StallLedger()
        let writers = streams.answerEarly(
            slot: slot, head: ResponseHead(error, ledger: ledger, limits: core.limits),
            out: &handler.out)
        call?.stop(error, tokens: writers)
    }

    func writeTurn() {
        guard streams.hasTurn(), let handler else { return }
        for (slot, tokens) in streams.writeTurn(out: &handler.out) where !tokens.isEmpty {
            call(at: slot)?.resume(tokens, .success(()))
        }
    }

    func nextTurn() -> NextTurn { streams.nextTurn() }

    private func armDeadline(_ deadline: Deadline?) {
        guard let deadline, deadlines.isLate(for: deadline) else { return }
        deadlines.arm(deadline, on: loop) { [weak self] in self?.deadlinePassed() }
    }

    private func deadlinePassed() {
        deadlines.disarm()
        guard let handler else { return }
        for slot in streams.expired(at: .now) {
            let name = core.handlers[streams.method(of: slot)].descriptor.name
            fail(slot, .deadlineExceeded(name))
        }
        handler.flushSoon()
        armDeadline(streams.earliestDeadline)
    }

    /// The policy was replaced: what it does not allow any more ends now.
    func policyChanged() {
        policy = core.policy
        guard let handler, handler.isOpen else { return }
        streams.served(core.served(to: caller))
        for slot in streams.openSlots {
            let name = core.handlers[streams.method(of: slot)].descriptor.name
            let call = call(at: slot)?.call
            let refusal =
                call.map { policy.refusal(of: $0) } ?? policy.refusal(of: name, to: caller)
            if let refusal { fail(slot, refusal) }
        }
        handler.flushSoon()
    }

    /// What this connection holds; called on its loop.
    var census: Census {
        var census = streams.census
        census.writers = calls.reduce(0) { $0 + ($1?.waitingWriters ?? 0) }
        census.timers = deadlines.isArmed ? 1 : 0
        census.bytes += handler?.out.readableBytes ?? 0
        return census
    }

    // MARK: - Draining

    /// Tells the client to go elsewhere; calls that are under way end normally.
    func startDrain() {
        guard drain == .no, let handler else { return }
        guard handler.isOpen else {
            return handler.close(GoAway(lastStream: 0, code: .ok, reason: "draining"))
        }
        drain = .askedForProof
        handler.out.writeGoAway(
            GoAway(lastStream: GoAway.everyStream, code: .ok, reason: "draining"))
        handler.out.writePing(Self.proofToken, isAnswer: false)
        handler.flushSoon()
    }

    /// Gives up on the calls that are still under way.
    func endNow() {
        handler?.close(
            GoAway(lastStream: streams.lastStreamID, code: .unavailable, reason: "stopped"))
    }

    private func closeIfDrained() {
        guard drain == .lastStreamKnown, streams.liveCount == 0, let handler,
            handler.out.readableBytes == 0
        else { return }
        drain = .lastWordWritten
        handler.closeWhenWritten(
            GoAway(lastStream: streams.lastStreamID, code: .ok, reason: "drained"))
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

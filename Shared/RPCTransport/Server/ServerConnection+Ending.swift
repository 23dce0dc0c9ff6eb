import NIOCore
import RPC

/// How calls end that their handlers do not end: refused, failed, late, not allowed any more, or on a
/// connection that drains.
extension ServerConnection {
    func refuse(_ stream: UInt32, _ refusal: ServerStreams.Refusal) {
        guard let handler else { return }
        let error = core.error(for: refusal, to: caller)
        streams.refuse(stream, ResponseHead(error, limits: core.limits), out: &handler.out)
    }

    /// Answers a call whose handler was never started.
    func answer(_ slot: Int, _ error: RPCError) {
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
    func fail(_ slot: Int, _ error: RPCError) {
        guard let handler else { return }
        defer { tellAssembling() }
        let call = call(at: slot)
        let ledger = call?.ledger(at: .now) ?? StallLedger()
        let writers = streams.answerEarly(
            slot: slot, head: ResponseHead(error, ledger: ledger, limits: core.limits),
            out: &handler.out)
        call?.stop(error, tokens: writers)
    }

    func armDeadline(_ deadline: Deadline?) {
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

    // MARK: - Draining

    enum Drain { case no, askedForProof, lastStreamKnown, lastWordWritten }
    /// The PING that proves that the peer has read the first GOAWAY of a drain.
    private static let proofToken = UInt64.max

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

    func closeIfDrained() {
        guard drain == .lastStreamKnown, streams.liveCount == 0, let handler,
            handler.out.readableBytes == 0
        else { return }
        drain = .lastWordWritten
        handler.closeWhenWritten(
            GoAway(lastStream: streams.lastStreamID, code: .ok, reason: "drained"))
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
}

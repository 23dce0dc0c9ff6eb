import Identifiers
import Logging
import NIOCore
import RPC
import Synchronization

/// From a request to its handler, and from what the handler makes of it back to the wire.
extension ServerConnection {
    /// The handler that runs for a slot, if any.
    func call(at slot: Int) -> ServerCall? {
        calls.indices.contains(slot) ? calls[slot] : nil
    }

    func start(
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
}

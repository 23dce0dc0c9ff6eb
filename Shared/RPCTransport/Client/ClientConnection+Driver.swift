import NIOCore
import RPC

/// What the server sends.
extension ClientConnection: ConnectionDriver {
    func handshakeEnded(peer: SPIFFEName) throws -> Hello {
        guard peer.service == target else {
            throw IdentityError(description: "expected \(target), but the certificate is \(peer)")
        }
        return Hello(service: "", methods: nil, digest: nil, limits: limits, compression)
    }

    func peerRefused(_ cause: HandshakeFailure) { events.refused(cause) }

    func greeted(by hello: Hello) {
        connectedAt = handler?.connectedAt
        outgoing = compression?.outgoing(to: hello, service: target)
        streams = ClientStreams(peer: hello.limits, limits: limits)
        for (index, method) in (hello.methods ?? []).enumerated() {
            methods[method.name] = UInt16(clamping: index)
        }
        events.opened(hello)
    }

    func received(_ frame: Frame, at now: Deadline) throws(ProtocolFault) {
        guard let handler else { return }
        if frame.type == .goAway { return wentAway(try GoAway(reading: frame.body)) }
        switch try streams.received(frame, out: &handler.out) {
        case .none: break
        case .message(let slot, let message, let charge):
            deliver(message, charge: charge, to: slot)
        case .response(let slot, let head, let message):
            ended(slot, head, message, at: now)
        case .failed(let slot, .messageTooLong(let byteCount)):
            guard let call = taken(slot) else { break }
            call.end(.failed(call.method.tooLong("response", byteCount)))
            slotFreed(at: now)
        case .failed(let slot, .misplacedFlag):
            guard let call = taken(slot) else { break }
            let problem = "COMPRESSED stands where a message goes on"
            call.end(
                .failed(
                    RPCError(
                        .internal, "a response of \(call.method.name) is not valid: \(problem)")))
            slotFreed(at: now)
        case .creditGranted:
            // What was read is flushed, and with it what has its turn now.
            break
        }
    }

    func writeTurn() {
        guard streams.hasTurn(), let handler else { return }
        let written = streams.writeTurn(out: &handler.out)
        let now = Deadline.now
        for (slot, charges) in written {
            // A writer's token is the charge of its message.
            if !charges.isEmpty { calls[slot]?.sender?.written(charges.reduce(0, +)) }
            if !streams.isBlocked(slot) { calls[slot]?.clock.unblocked(at: now) }
        }
    }

    func nextTurn() -> NextTurn { streams.nextTurn() }

    private func deliver(_ message: Payload, charge: Int, to slot: Int) {
        guard let call = calls[slot], let handler else { return }
        call.receivedByteCount += message.messageByteCount
        if let receiver = call.receiver {
            receiver.deliver(message, charge: charge)
        } else {
            call.answer = message
            streams.consumed(charge, stream: call.stream, out: &handler.out)
        }
    }

    private func ended(
        _ slot: Int, _ head: ResponseHead, _ message: Payload, at now: Deadline
    ) {
        guard let call = taken(slot) else { return }
        if head.status == .ok {
            call.receivedByteCount += message.messageByteCount
            let answer = call.answer ?? message
            if answer.bytes.count > call.method.maximumMessageBytes {
                call.end(.failed(call.method.tooLong("response", answer.bytes.count)))
            } else {
                call.end(.answered(answer, head.wholeLedger), at: now)
            }
        } else {
            call.end(.failed(RPCError(head, from: target)), at: now)
        }
        slotFreed(at: now)
    }

    func pingAnswered(_ token: UInt64) {}
    func flushed() {}

    func closed(_ reason: String) {
        deadlines.disarm()
        handler = nil
        // Before anything is told of an end: what is tried again must not come here once more.
        events.closed(reason)
        for command in mailbox.close() { failUnsent(command) }
        endLine(lost(reason))
        for case let call? in calls {
            call.slot = nil
            call.end(.failed(lost(reason)))
        }
        calls = []
    }
}

import NIOCore

extension ServerStreams {
    /// A frame of a stream, or CREDIT of the connection, arrived.
    ///
    /// CREDIT that is due in return is written into `out`.
    package mutating func received(
        _ frame: Frame, at now: Deadline, out: inout ByteBuffer
    ) throws(ProtocolFault) -> Action {
        switch frame.type {
        case .request: return try requested(frame, at: now)
        case .data: return try dataArrived(frame, out: &out)
        case .credit: return try creditArrived(frame)
        case .cancel: return try cancelled(frame, out: &out)
        case .hello, .response, .ping, .goAway: throw .unexpected(frame.type)
        }
    }

    private mutating func requested(_ frame: Frame, at now: Deadline) throws(ProtocolFault)
        -> Action
    {
        guard frame.stream > lastStream, frame.stream <= UInt32(Int32.max) else {
            throw .streamReused(frame.stream)
        }
        var body = frame.body
        let head = try RequestHead(reading: &body)
        guard frame.stream <= lastAccepted else { return .none }
        lastStream = frame.stream
        if let refusal = refusal(of: head, frame, byteCount: body.readableBytes) {
            if !frame.flags.contains(.end) { late.expect(limits.streamCredit) }
            return .refuse(stream: frame.stream, refusal)
        }
        let method = Int(head.method)
        let deadline =
            head.timeoutMicroseconds == 0
            ? nil
            : now.advanced(byMicroseconds: head.timeoutMicroseconds)
        var stream = Stream(
            id: frame.stream, method: method, deadline: deadline, phase: .running,
            header: head.header, outbound: OutboundMessages(credit: peerStreamCredit))
        if served[method].streamsRequests {
            stream.request = InboundMessages(
                window: limits.streamCredit,
                messageByteCountMax: served[method].messageByteCountMax)
            stream.hasEndedRequests = frame.flags.contains(.end)
        }
        guard frame.flags.contains(.more) else {
            stream.isHandlerRunning = true
            stream.header = ByteBuffer()
            let slot = table.insert(stream, id: frame.stream)
            return .start(
                slot: slot, method: method, header: head.header,
                message: Payload(
                    body.unread,
                    isCompressed: frame.flags.contains(.compressed)))
        }
        var request = InboundMessages(
            window: limits.streamCredit, messageByteCountMax: served[method].messageByteCountMax)
        request.began(with: body, isCompressed: frame.flags.contains(.compressed))
        assemblingByteCount += body.readableBytes
        stream.request = request
        stream.phase = .receiving
        // A slice would hold the whole of the read that the header came with until the end.
        stream.header = ByteBuffer(bytes: head.header.readableBytesView)
        _ = table.insert(stream, id: frame.stream)
        return .none
    }

    private func refusal(of head: RequestHead, _ frame: Frame, byteCount: Int) -> Refusal? {
        let method = Int(head.method)
        guard method < served.count else { return .unknownMethod(method) }
        guard served[method].isAllowed else { return .notAllowed(method: method) }
        guard liveCount < limits.concurrentCalls else { return .tooManyCalls }
        let fits =
            served[method].streamsRequests
            ? frame.flags.isSubset(of: .end) && byteCount == 0
            : frame.flags.contains(.end) != frame.flags.contains(.more)
        guard fits else { return .wrongShape(method: method) }
        guard byteCount <= served[method].messageByteCountMax else {
            return .messageTooLong(method: method, byteCount: byteCount)
        }
        return frame.flags.contains(.more) ? refusalToAssemble(byteCount) : nil
    }

    /// Why `byteCount` bytes more may not be kept until their request is whole.
    private func refusalToAssemble(_ byteCount: Int) -> Refusal? {
        let sum = assemblingByteCount + byteCount
        if sum > limits.assemblingBytes { return .assemblingTooMuch }
        return sum + assemblingElsewhere > limits.serverAssemblingBytes
            ? .serverAssemblesTooMuch : nil
    }

    /// Opened once, or ignored since the drain: what follows such a REQUEST is ignored as well.
    private func isKnown(_ stream: UInt32) -> Bool {
        stream <= lastStream || stream > lastAccepted
    }

    private mutating func dataArrived(
        _ frame: Frame, out: inout ByteBuffer
    ) throws(ProtocolFault) -> Action {
        let charge = frame.isHalfClose ? 0 : ReceiveCredit.charge(for: frame.body.readableBytes)
        guard connectionReceive.arrived(charge) else { throw .creditOverdrawn(stream: 0) }
        guard let slot = table.slot(of: frame.stream), table.slots[slot].request != nil,
            !table.slots[slot].hasEndedRequests
        else {
            guard isKnown(frame.stream) else { throw .streamUnknown(frame.stream) }
            release(charge, out: &out)
            return late.arrived(charge) ? .none : .abnormal
        }
        let (isLast, isEnd) = (!frame.flags.contains(.more), frame.flags.contains(.end))
        let fits = table.slots[slot].phase == .receiving ? isLast == isEnd : isLast || !isEnd
        guard fits else {
            release(charge, out: &out)
            return refused(slot, as: .wrongShape(method: table.slots[slot].method), out: &out)
        }
        table.slots[slot].hasEndedRequests = isEnd
        if frame.isHalfClose, table.slots[slot].phase != .receiving,
            table.slots[slot].request?.partialByteCount == 0
        {
            return .requestsEnded(slot: slot)
        }
        return try assemble(frame, in: slot, isLast: isLast, out: &out)
    }

    private mutating func assemble(
        _ frame: Frame, in slot: Int, isLast: Bool, out: inout ByteBuffer
    ) throws(ProtocolFault) -> Action {
        let arrived = table.slots[slot].request?.arrived(
            frame.body, isLast: isLast, isHalfClose: frame.isHalfClose,
            isCompressed: frame.flags.contains(.compressed))
        guard let (arrival, released) = arrived else { return .none }
        switch arrival {
        case .overdrawn:
            throw .creditOverdrawn(stream: frame.stream)
        case .tooLong(let byteCount):
            let method = table.slots[slot].method
            return refused(
                slot, as: .messageTooLong(method: method, byteCount: byteCount), out: &out)
        case .misplacedFlag:
            return refused(slot, as: .wrongShape(method: table.slots[slot].method), out: &out)
        case .part:
            assemblingByteCount += frame.body.readableBytes
            giveBack(released, slot: slot, out: &out)
            if let refusal = refusalToAssemble(0) { return refused(slot, as: refusal, out: &out) }
            // A fragment that carries less than it costs is what floods are made of.
            return frame.body.readableBytes < Limits.smallestCharge ? .abnormal : .none
        case .message(let message, let charge):
            assemblingByteCount -= message.bytes.count - frame.body.readableBytes
            guard table.slots[slot].phase == .receiving else {
                let isLast = table.slots[slot].hasEndedRequests
                return .message(slot: slot, message, charge: charge, isLast: isLast)
            }
            return startAssembled(message, slot: slot, out: &out)
        }
    }

    private mutating func startAssembled(
        _ message: Payload, slot: Int, out: inout ByteBuffer
    ) -> Action {
        if let held = table.slots[slot].request?.abandoned() { release(held, out: &out) }
        table.slots[slot].request = nil
        table.slots[slot].phase = .running
        table.slots[slot].isHandlerRunning = true
        defer { table.slots[slot].header = ByteBuffer() }
        return .start(
            slot: slot, method: table.slots[slot].method, header: table.slots[slot].header,
            message: message)
    }

    /// Ends a stream whose requests break a rule of this stream.
    private mutating func refused(
        _ slot: Int, as refusal: Refusal, out: inout ByteBuffer
    ) -> Action {
        guard table.slots[slot].phase == .receiving else { return .fail(slot: slot, refusal) }
        let id = table.slots[slot].id
        drop(slot, expectsMore: true, out: &out)
        return .refuse(stream: id, refusal)
    }

    /// Forgets a stream whose request is not whole yet.
    private mutating func drop(_ slot: Int, expectsMore: Bool, out: inout ByteBuffer) {
        abandonRequests(slot, expectsMore: expectsMore, out: &out)
        table.remove(slot: slot, id: table.slots[slot].id)
    }

    /// Nobody reads the stream's requests any more: their credit goes back.
    ///
    /// `expectsMore` when the client may still be sending, not knowing so.
    mutating func abandonRequests(_ slot: Int, expectsMore: Bool, out: inout ByteBuffer) {
        guard var request = table.slots[slot].request else { return }
        table.slots[slot].request = nil
        assemblingByteCount -= request.partialByteCount
        if expectsMore, !table.slots[slot].hasEndedRequests {
            late.expect(request.credit.available)
        }
        release(request.abandoned(), out: &out)
    }

    /// The handler took requests worth `charge`; CREDIT that is due is written into `out`.
    package mutating func consumed(_ charge: Int, slot: Int, out: inout ByteBuffer) {
        guard let released = table.slots[slot].request?.consumed(charge) else { return }
        giveBack(released, slot: slot, out: &out)
    }

    private mutating func creditArrived(_ frame: Frame) throws(ProtocolFault) -> Action {
        var body = frame.body
        guard let byteCount = body.readInteger(as: UInt32.self), body.readableBytes == 0 else {
            throw .malformed(.credit)
        }
        // More than was granted at first gives back nothing that was sent, so nobody waited for it.
        if frame.stream == 0 {
            let isNeeded = connectionSend < peerConnectionCredit
            connectionSend += Int(byteCount)
            guard connectionSend <= Int(Int32.max) else { throw .creditOverflow(stream: 0) }
            return isNeeded ? .creditGranted : .abnormal
        }
        guard let slot = table.slot(of: frame.stream) else {
            guard isKnown(frame.stream) else { throw .streamUnknown(frame.stream) }
            return .none
        }
        let isNeeded = table.slots[slot].outbound.credit < peerStreamCredit
        guard table.slots[slot].outbound.granted(Int(byteCount)) else {
            throw .creditOverflow(stream: frame.stream)
        }
        standInLine(slot)
        return isNeeded ? .creditGranted : .abnormal
    }

    private mutating func cancelled(
        _ frame: Frame, out: inout ByteBuffer
    ) throws(ProtocolFault) -> Action {
        var body = frame.body
        guard body.readableBytes == 1, let byte = body.readInteger(as: UInt8.self) else {
            throw .malformed(.cancel)
        }
        let code =
            StatusCode(rawValue: byte) == .deadlineExceeded
            ? StatusCode.deadlineExceeded : .cancelled
        guard let slot = table.slot(of: frame.stream) else {
            guard isKnown(frame.stream) else { throw .streamUnknown(frame.stream) }
            return .abnormal
        }
        switch table.slots[slot].phase {
        case .receiving:
            drop(slot, expectsMore: false, out: &out)
            return .abnormal
        case .running:
            abandonRequests(slot, expectsMore: false, out: &out)
            return .cancelHandler(slot: slot, code, writers: answered(slot))
        case .replying:
            let writers = answered(slot)
            freeIfOver(slot)
            return .cancelHandler(slot: slot, code, writers: writers)
        case .answered:
            return .abnormal
        }
    }

    /// Gives `charge` back to stream and connection.
    private mutating func giveBack(_ charge: Int, slot: Int, out: inout ByteBuffer) {
        guard charge > 0 else { return }
        let grant = table.slots[slot].request?.grant(for: charge) ?? 0
        if grant > 0 { out.writeCredit(grant, stream: table.slots[slot].id) }
        release(charge, out: &out)
    }

    private mutating func release(_ charge: Int, out: inout ByteBuffer) {
        guard charge > 0 else { return }
        let grant = connectionReceive.released(charge)
        if grant > 0 { out.writeCredit(grant, stream: 0) }
    }
}

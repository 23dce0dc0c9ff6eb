import NIOCore

extension ClientStreams {
    /// A frame of a stream, or CREDIT of the connection, arrived.
    package mutating func received(
        _ frame: Frame, out: inout ByteBuffer
    ) throws(ProtocolFault) -> Action {
        switch frame.type {
        case .response: return try responded(frame, out: &out)
        case .data: return try dataArrived(frame, out: &out)
        case .credit: return try creditArrived(frame)
        case .hello, .request, .cancel, .ping, .goAway: throw .unexpected(frame.type)
        }
    }

    private mutating func responded(
        _ frame: Frame, out: inout ByteBuffer
    ) throws(ProtocolFault) -> Action {
        var body = frame.body
        let head = try ResponseHead(reading: &body)
        guard let slot = try openSlot(frame.stream) else { return .none }
        close(slot, out: &out)
        let message = Payload(
            body.unread, isCompressed: frame.flags.contains(.compressed))
        return .response(slot: slot, head, message: message)
    }

    private mutating func dataArrived(
        _ frame: Frame, out: inout ByteBuffer
    ) throws(ProtocolFault) -> Action {
        let charge = ReceiveCredit.charge(for: frame.body.readableBytes)
        guard connectionReceive.arrived(charge) else { throw .creditOverdrawn(stream: 0) }
        guard let slot = try openSlot(frame.stream) else {
            release(charge, out: &out)
            return .none
        }
        if table.slots[slot].response == nil {
            table.slots[slot].response = InboundMessages(
                window: limits.streamCredit,
                messageByteCountMax: table.slots[slot].messageByteCountMax)
        }
        let isLast = !frame.flags.contains(.more)
        let arrived = table.slots[slot].response?.arrived(
            frame.body, isLast: isLast, isCompressed: frame.flags.contains(.compressed))
        guard let (arrival, released) = arrived else { return .none }
        switch arrival {
        case .overdrawn:
            throw .creditOverdrawn(stream: frame.stream)
        case .tooLong(let byteCount):
            cancelled(slot: slot, .resourceExhausted, out: &out)
            return .failed(slot: slot, .messageTooLong(byteCount: byteCount))
        case .misplacedFlag:
            cancelled(slot: slot, .cancelled, out: &out)
            return .failed(slot: slot, .misplacedFlag)
        case .part:
            giveBack(released, slot: slot, out: &out)
            return .none
        case .message(let message, let charge):
            return .message(slot: slot, message, charge: charge)
        }
    }

    private mutating func creditArrived(_ frame: Frame) throws(ProtocolFault) -> Action {
        var body = frame.body
        guard let byteCount = body.readInteger(as: UInt32.self), body.readableBytes == 0 else {
            throw .malformed(.credit)
        }
        if frame.stream == 0 {
            connectionSend += Int(byteCount)
            guard connectionSend <= Int(Int32.max) else { throw .creditOverflow(stream: 0) }
            return .creditGranted
        }
        guard let slot = try openSlot(frame.stream),
            let isWithin = table.slots[slot].request?.granted(Int(byteCount))
        else { return .none }
        guard isWithin else { throw .creditOverflow(stream: frame.stream) }
        standInLine(slot)
        return .creditGranted
    }

    /// Nil for a stream that is over: the frame is late.
    private func openSlot(_ stream: UInt32) throws(ProtocolFault) -> Int? {
        guard stream > 0, stream <= lastStream else { throw .streamUnknown(stream) }
        return table.slot(of: stream)
    }

    mutating func close(_ slot: Int, out: inout ByteBuffer) {
        if var response = table.slots[slot].response { release(response.abandoned(), out: &out) }
        table.remove(slot: slot, id: table.slots[slot].id)
    }

    mutating func giveBack(_ charge: Int, slot: Int, out: inout ByteBuffer) {
        guard charge > 0 else { return }
        let grant = table.slots[slot].response?.grant(for: charge) ?? 0
        if grant > 0 { out.writeCredit(grant, stream: table.slots[slot].id) }
        release(charge, out: &out)
    }

    private mutating func release(_ charge: Int, out: inout ByteBuffer) {
        guard charge > 0 else { return }
        let grant = connectionReceive.released(charge)
        if grant > 0 { out.writeCredit(grant, stream: 0) }
    }
}

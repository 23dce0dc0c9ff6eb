import NIOCore

extension ServerStreams: StreamsInTurn {
    /// The handler wrote a message; false when it waits for its turn, and `token` comes back from
    /// `writeTurn` once it is written.
    package mutating func messageWritten(
        _ message: Payload, slot: Int, token: Int, out: inout ByteBuffer
    ) -> Bool {
        guard table.slots[slot].phase == .running else { return true }
        let isWritten = table.slots[slot].outbound.send(
            message, token: token, into: &out, stream: table.slots[slot].id,
            connectionCredit: &connectionSend, bodyByteCountMax: peerBodyByteCountMax)
        if isWritten { turns.shortMessageWritten() } else { standInLine(slot) }
        return isWritten
    }

    /// Writes a turn's worth of what waits; returns whose turn it was, with the tokens of finished
    /// messages.
    package mutating func writeTurn(out: inout ByteBuffer) -> [(slot: Int, tokens: [Int])] {
        turns.isEmpty ? [] : takeTurn(out: &out)
    }

    /// Whether there is anything for `writeTurn`; asked at every flush.
    package mutating func hasTurn() -> Bool { !turns.isEmpty }

    /// When there is more of it.
    package mutating func nextTurn() -> NextTurn { turns.isEmpty ? .none : turnToFollow }

    mutating func writePart(
        _ slot: Int, allowance: inout Int, out: inout ByteBuffer
    ) -> [Int] {
        table.slots[slot].outbound.isInLine = false
        let tokens = table.slots[slot].outbound.write(
            into: &out, stream: table.slots[slot].id, connectionCredit: &connectionSend,
            bodyByteCountMax: peerBodyByteCountMax, allowance: &allowance)
        respondIfWritten(slot, out: &out)
        return tokens
    }

    mutating func standInLine(_ slot: Int) {
        guard table.slots[slot].outbound.mayWrite, !table.slots[slot].outbound.isInLine else {
            return
        }
        table.slots[slot].outbound.isInLine = true
        addToLine(table.slots[slot].id)
    }

    /// The RESPONSE follows the last message.
    private mutating func respondIfWritten(_ slot: Int, out: inout ByteBuffer) {
        guard table.slots[slot].outbound.isEmpty, case .replying(let head) = table.slots[slot].phase
        else { return }
        out.writeResponse(head, message: EmptyCollection(), stream: table.slots[slot].id)
        close(slot)
    }

    /// The connection is over; returns the tokens of writes that will never happen.
    package mutating func abandoned(_ slot: Int) -> [Int] {
        table.contains(slot: slot) ? answered(slot) : []
    }

    /// The handler ended: its response goes out, at once or when credit comes.
    package mutating func handlerEnded(
        slot: Int, head: ResponseHead, message: Payload, out: inout ByteBuffer
    ) {
        table.slots[slot].isHandlerRunning = false
        abandonRequests(slot, expectsMore: true, out: &out)
        guard table.slots[slot].phase == .running else { return freeIfOver(slot) }
        let hasPending = !table.slots[slot].outbound.isEmpty
        let fits = head.byteCount + message.bytes.count <= peerBodyByteCountMax
        if fits, !hasPending {
            out.writeResponse(
                head, message: message.bytes, message.flags, stream: table.slots[slot].id)
            turns.shortMessageWritten()
            return close(slot)
        }
        if !message.bytes.isEmpty { table.slots[slot].outbound.enqueue(message, token: nil) }
        table.slots[slot].phase = .replying(head)
        standInLine(slot)
        respondIfWritten(slot, out: &out)
    }

    /// The deadline passed or the handler must be given up: the caller is told now.
    ///
    /// Returns the tokens of writes that will never happen.
    package mutating func answerEarly(
        slot: Int, head: ResponseHead, out: inout ByteBuffer
    ) -> [Int] {
        guard table.slots[slot].phase != .answered else { return [] }
        abandonRequests(slot, expectsMore: true, out: &out)
        out.writeResponse(head, message: EmptyCollection(), stream: table.slots[slot].id)
        unflushed += 1
        let writers = answered(slot)
        freeIfOver(slot)
        return writers
    }

    /// Slots whose call has met its deadline and is not answered yet. O(slots).
    package func expired(at now: Deadline) -> [Int] {
        table.openSlots.filter { slot in
            guard table.slots[slot].phase != .answered, let deadline = table.slots[slot].deadline
            else {
                return false
            }
            return deadline <= now
        }
    }

    /// Answers a stream that holds no slot.
    package mutating func refuse(_ stream: UInt32, _ head: ResponseHead, out: inout ByteBuffer) {
        out.writeResponse(head, message: EmptyCollection(), stream: stream)
    }

    mutating func answered(_ slot: Int) -> [Int] {
        table.slots[slot].phase = .answered
        return table.slots[slot].outbound.abandon()
    }

    mutating func freeIfOver(_ slot: Int) {
        guard !table.slots[slot].isHandlerRunning, table.slots[slot].phase == .answered else {
            return
        }
        table.remove(slot: slot, id: table.slots[slot].id)
    }

    /// The response is written.
    private mutating func close(_ slot: Int) {
        table.remove(slot: slot, id: table.slots[slot].id)
        unflushed += 1
    }
}

extension Deadline {
    package func advanced(byMicroseconds microseconds: UInt64) -> Deadline {
        let longest: UInt64 = 31_536_000_000_000
        return Deadline(
            uptimeNanoseconds: uptimeNanoseconds &+ min(microseconds, longest) &* 1_000)
    }
}

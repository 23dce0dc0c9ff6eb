import NIOCore

extension ClientStreams: StreamsInTurn {
    /// The caller wrote a message; false when it waits for its turn, and `token` comes back from
    /// `writeTurn` once it is written.
    package mutating func messageWritten(
        _ message: Payload, slot: Int, token: Int, out: inout ByteBuffer
    ) -> Bool {
        let (id, byteCountMax) = (table.slots[slot].id, bodyByteCountMax)
        let isWritten = table.slots[slot].request?.send(
            message, token: token, into: &out, stream: id, connectionCredit: &connectionSend,
            bodyByteCountMax: byteCountMax)
        assert(isWritten != nil, "only a call whose client streams writes")
        if isWritten == false { standInLine(slot) } else { turns.shortMessageWritten() }
        return isWritten ?? true
    }

    /// The caller has written its last message.
    package mutating func requestsEnded(_ slot: Int, out: inout ByteBuffer) {
        let id = table.slots[slot].id
        table.slots[slot].request?.finish(into: &out, stream: id)
    }

    /// Whether something of the stream waits for credit.
    package mutating func isBlocked(_ slot: Int) -> Bool {
        table.contains(slot: slot) && !(table.slots[slot].request?.isEmpty ?? true)
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
        let (id, byteCountMax) = (table.slots[slot].id, bodyByteCountMax)
        table.slots[slot].request?.isInLine = false
        return table.slots[slot].request?.write(
            into: &out, stream: id, connectionCredit: &connectionSend,
            bodyByteCountMax: byteCountMax, allowance: &allowance) ?? []
    }

    mutating func standInLine(_ slot: Int) {
        guard table.slots[slot].request?.mayWrite == true,
            table.slots[slot].request?.isInLine == false
        else { return }
        table.slots[slot].request?.isInLine = true
        addToLine(table.slots[slot].id)
    }

    private var bodyByteCountMax: Int { min(limits.frameBytes, peer.frameBytes) }
}

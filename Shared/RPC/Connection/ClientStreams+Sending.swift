import NIOCore

extension ClientStreams {
    /// The caller wrote a message; false when it waits for credit, and `token` comes back from
    /// `writePending` once it is written.
    package mutating func messageWritten(
        _ message: Payload, slot: Int, token: Int, out: inout ByteBuffer
    ) -> Bool {
        let (id, byteCountMax) = (table.slots[slot].id, bodyByteCountMax)
        let isWritten = table.slots[slot].request?.send(
            message, token: token, into: &out, stream: id, connectionCredit: &connectionSend,
            bodyByteCountMax: byteCountMax)
        assert(isWritten != nil, "only a call whose client streams writes")
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

    /// Writes what credit allows on one stream; returns the tokens of finished messages.
    package mutating func writePending(_ slot: Int, out: inout ByteBuffer) -> [Int] {
        guard table.contains(slot: slot) else { return [] }
        let (id, byteCountMax) = (table.slots[slot].id, bodyByteCountMax)
        return table.slots[slot].request?.write(
            into: &out, stream: id, connectionCredit: &connectionSend,
            bodyByteCountMax: byteCountMax) ?? []
    }

    private var bodyByteCountMax: Int { min(limits.frameBytes, peer.frameBytes) }
}

import NIOCore

extension ClientStreams {
    /// The caller wrote a message; false when it waits for credit, and `token` comes back from
    /// `writePending` once it is written.
    package mutating func messageWritten(
        _ message: Payload, slot: Int, token: Int, out: inout ByteBuffer
    ) -> Bool {
        let isWritten = table[slot].request!.writeAtOnce(
            message, into: &out, stream: table[slot].id, connectionCredit: &connectionSend,
            bodyByteCountMax: bodyByteCountMax)
        guard !isWritten else { return true }
        let isFirst = table[slot].request!.isEmpty
        table[slot].request!.enqueue(message, token: token)
        // What stood before it already waits for credit, so only the first can begin at once.
        return isFirst && writePending(slot, out: &out) == [token]
    }

    /// The caller has written its last message.
    package mutating func requestsEnded(_ slot: Int, out: inout ByteBuffer) {
        table[slot].request!.finish(into: &out, stream: table[slot].id)
    }

    /// Whether something of the stream waits for credit.
    package mutating func isBlocked(_ slot: Int) -> Bool {
        table.contains(slot: slot) && !(table[slot].request?.isEmpty ?? true)
    }

    /// Writes what credit allows on one stream; returns the tokens of finished messages.
    package mutating func writePending(_ slot: Int, out: inout ByteBuffer) -> [Int] {
        guard table.contains(slot: slot), table[slot].request != nil else { return [] }
        return table[slot].request!.write(
            into: &out, stream: table[slot].id, connectionCredit: &connectionSend,
            bodyByteCountMax: bodyByteCountMax)
    }

    private var bodyByteCountMax: Int { min(limits.frameBytes, peer.frameBytes) }
}

import DequeModule
import NIOCore

/// The messages of one stream on their way out, cut into DATA frames as credit allows.
package struct OutboundMessages: Sendable {
    package private(set) var credit: Int
    private var queue: Deque<Pending> = []
    /// Whether the stream stands in its connection's line.
    var isInLine = false

    private struct Pending: Sendable {
        let message: Payload
        var offset: Int
        let flags: FrameFlags
        /// Nil where nobody waits.
        let token: Int?

        /// Says only that nothing follows: it costs no credit.
        var isHalfClose: Bool { message.bytes.isEmpty && flags == .end && !message.isCompressed }
    }

    package init(credit: Int) { self.credit = credit }

    package var isEmpty: Bool { queue.isEmpty }
    /// Whether something waits that the stream has credit for.
    var mayWrite: Bool { !queue.isEmpty && credit >= Limits.smallestCharge }
    /// The bytes that wait. O(messages).
    package var byteCount: Int { queue.reduce(0) { $0 + $1.message.bytes.count - $1.offset } }

    /// Queues the rest of `message` from `offset`; `token` comes back when all of it is written.
    package mutating func enqueue(
        _ message: Payload, from offset: Int = 0, _ flags: FrameFlags = [], token: Int?
    ) {
        queue.append(Pending(message: message, offset: offset, flags: flags, token: token))
    }

    /// Half-closes, after what waits.
    package mutating func finish(into out: inout ByteBuffer, stream: UInt32) {
        if queue.isEmpty {
            out.writeData(EmptyCollection(), .end, stream: stream)
        } else {
            enqueue(Payload([]), .end, token: nil)
        }
    }

    /// False when the peer grants more than a window may hold.
    package mutating func granted(_ byteCount: Int) -> Bool {
        credit += byteCount
        return credit <= Int(Int32.max)
    }

    /// Writes `message` at once; false when it waits for its turn, and `token` comes back from
    /// `write` once all of it is written.
    package mutating func send(
        _ message: Payload, token: Int, into out: inout ByteBuffer, stream: UInt32,
        connectionCredit: inout Int, bodyByteCountMax: Int
    ) -> Bool {
        let isWritten = writeAtOnce(
            message, into: &out, stream: stream, connectionCredit: &connectionCredit,
            bodyByteCountMax: bodyByteCountMax)
        if !isWritten { enqueue(message, token: token) }
        return isWritten
    }

    /// Writes `message` as one frame when nothing waits before it and credit covers it.
    private mutating func writeAtOnce(
        _ message: Payload, into out: inout ByteBuffer, stream: UInt32,
        connectionCredit: inout Int, bodyByteCountMax: Int
    ) -> Bool {
        let charge = ReceiveCredit.charge(for: message.bytes.count)
        guard queue.isEmpty, message.bytes.count <= bodyByteCountMax,
            charge <= min(credit, connectionCredit)
        else { return false }
        credit -= charge
        connectionCredit -= charge
        out.writeData(message.bytes, message.flags, stream: stream)
        return true
    }

    /// Writes what both credits cover until `allowance` bytes are spent; returns the tokens of
    /// messages that are written whole.
    package mutating func write(
        into out: inout ByteBuffer, stream: UInt32, connectionCredit: inout Int,
        bodyByteCountMax: Int, allowance: inout Int
    ) -> [Int] {
        var done: [Int] = []
        while let pending = queue.first, allowance > 0 || pending.isHalfClose {
            let isLong = pending.message.bytes.count > bodyByteCountMax
            let longest = isLong ? min(Limits.longMessagePart, bodyByteCountMax) : bodyByteCountMax
            let allowed = min(credit, connectionCredit, longest)
            guard allowed >= Limits.smallestCharge || pending.isHalfClose else { break }
            let end = min(pending.message.bytes.count, pending.offset + allowed)
            let isLast = end == pending.message.bytes.count
            let charge = pending.isHalfClose ? 0 : ReceiveCredit.charge(for: end - pending.offset)
            credit -= charge
            connectionCredit -= charge
            allowance -= charge
            let flags = isLast ? pending.flags : .more
            out.writeData(
                pending.message.bytes[pending.offset..<end],
                pending.offset == 0 ? flags.union(pending.message.flags) : flags, stream: stream)
            if isLast {
                if let token = pending.token { done.append(token) }
                queue.removeFirst()
            } else {
                queue[0].offset = end
            }
        }
        return done
    }

    /// Nobody reads any more; returns the tokens of what will not be written.
    package mutating func abandon() -> [Int] {
        defer { queue = [] }
        return queue.compactMap(\.token)
    }
}

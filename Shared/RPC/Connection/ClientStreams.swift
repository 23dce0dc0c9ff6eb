import NIOCore

/// Decides what happens to the calls of one connection, on the calling side.
///
///     opened ─▶ sending the request ─▶ awaiting ──RESPONSE──▶ free
///                        └──── cancelled, deadline ─────────▶ free (late frames are ignored)
///
/// Bad events: a breach of the protocol throws `ProtocolFault`; frames for a stream that is over
/// are late and legal, and their credit goes back at once.
package struct ClientStreams: Sendable {
    package enum Action: Equatable, Sendable {
        case none
        /// A whole message of a stream, worth `charge` of credit until it is consumed.
        case message(slot: Int, Payload, charge: Int)
        /// The stream is over and its slot free. A unary message comes in `message` unless DATA
        /// brought it before.
        case response(slot: Int, ResponseHead, message: Payload)
        /// The stream is over because its peer broke the rules of this stream only.
        case failed(slot: Int, StreamFault)
        case creditGranted
    }

    package enum StreamFault: Equatable, Sendable {
        case messageTooLong(byteCount: Int)
        /// COMPRESSED stands where a message goes on.
        case misplacedFlag
    }

    struct Stream: Sendable {
        let id: UInt32
        let deadline: Deadline?
        let messageByteCountMax: Int
        var request: OutboundMessages?
        var response: InboundMessages?

        static let free = Stream(id: 0, deadline: nil, messageByteCountMax: 0)
    }

    var table = StreamTable(free: Stream.free)
    var connectionReceive: ReceiveCredit
    var connectionSend: Int
    private(set) var lastStream: UInt32 = 0
    var turns = WriteTurns()
    package let peer: PeerLimits
    let limits: Limits

    /// `peer` is what the server's HELLO said.
    package init(peer: PeerLimits, limits: Limits) {
        self.peer = peer
        self.limits = limits
        connectionSend = peer.connectionCredit
        connectionReceive = ReceiveCredit(window: limits.connectionCredit)
    }

    package var openCount: Int { table.count }
    package var openSlots: [Int] { table.openSlots }

    // What every call asks is `mutating`, because then a driver asks the machine where it is kept;
    // otherwise it would copy the whole machine first.

    package mutating func hasRoom() -> Bool { table.count < peer.concurrentCalls }
    /// Streams are used up: no new call may start.
    package mutating func isUsedUp() -> Bool { lastStream >= limits.lastStreamID }
    package mutating func stream(of slot: Int) -> UInt32 { table.slots[slot].id }

    package func slot(of stream: UInt32) -> Int? { table.slot(of: stream) }
    /// Opens a stream with its request; the rest of a long message goes out as credit allows.
    package mutating func open(
        _ head: RequestHead, message: Payload, deadline: Deadline?, messageByteCountMax: Int,
        out: inout ByteBuffer
    ) -> Int {
        lastStream += 1
        let id = lastStream
        var stream = Stream(
            id: id, deadline: deadline, messageByteCountMax: messageByteCountMax)
        let room = min(limits.frameBytes, peer.frameBytes) - head.byteCount
        if message.bytes.count <= room {
            out.writeRequest(
                head, message: message.bytes, message.flags.union(.end), stream: id)
            turns.shortMessageWritten()
        } else {
            out.writeRequest(
                head, message: message.bytes[..<room], message.flags.union(.more), stream: id)
            var rest = OutboundMessages(credit: peer.streamCredit)
            rest.enqueue(message, from: room, .end, token: nil)
            stream.request = rest
        }
        let slot = table.insert(stream, id: id)
        if stream.request != nil { standInLine(slot) }
        return slot
    }

    /// Opens a stream whose messages come with `messageWritten`.
    package mutating func openStreaming(
        _ head: RequestHead, deadline: Deadline?, messageByteCountMax: Int, out: inout ByteBuffer
    ) -> Int {
        lastStream += 1
        out.writeRequest(head, message: EmptyCollection(), [], stream: lastStream)
        let stream = Stream(
            id: lastStream, deadline: deadline, messageByteCountMax: messageByteCountMax,
            request: OutboundMessages(credit: peer.streamCredit))
        return table.insert(stream, id: lastStream)
    }

    /// The caller took messages worth `charge`; CREDIT that is due is written into `out`.
    package mutating func consumed(_ charge: Int, stream: UInt32, out: inout ByteBuffer) {
        guard let slot = table.slot(of: stream),
            let released = table.slots[slot].response?.consumed(charge)
        else { return }
        giveBack(released, slot: slot, out: &out)
    }

    /// The caller has left, or the deadline passed: says so to the server and frees the slot.
    package mutating func cancelled(slot: Int, _ code: StatusCode, out: inout ByteBuffer) {
        out.writeCancel(code, stream: table.slots[slot].id)
        close(slot, out: &out)
    }

    /// The earliest deadline of an open call. O(slots).
    package var earliestDeadline: Deadline? {
        table.openSlots.lazy.compactMap { table.slots[$0].deadline }.min()
    }

    /// Slots whose call has met its deadline. O(slots).
    package func expired(at now: Deadline) -> [Int] {
        table.openSlots.filter { slot in table.slots[slot].deadline.map { $0 <= now } ?? false }
    }

    /// Streams that the server's final GOAWAY says it never processed.
    package func unprocessed(after last: UInt32) -> [Int] {
        table.openSlots.filter { table.slots[$0].id > last }
    }

    /// Frees a slot whose stream the connection's end or GOAWAY ended.
    package mutating func forgotten(slot: Int) {
        var nothing = ByteBuffer()
        close(slot, out: &nothing)
    }
}

import NIOCore

/// Decides what happens to the calls of one connection, on the serving side.
///
///     REQUEST more ─▶ receiving ──last part──▶ running ──handlerEnded──▶ replying ──▶ free
///     REQUEST end ──────────────────────────────▲  │                        ▲ waits for credit
///                                 CANCEL, deadline └─▶ answered ──handlerEnded──▶ free
///
/// A handler whose client streams runs from its REQUEST on, and is handed messages until END.
/// A slot is free only when its handler has ended and its response is flushed, whatever the peer
/// says, so that neither cancelled calls nor a peer that does not read can outnumber the limit.
/// Bad events: a breach of the protocol throws `ProtocolFault` and ends the connection; frames for
/// a stream that has ended are late and legal; what honest peers rarely do costs `abnormal`.
package struct ServerStreams: Sendable {
    package enum Action: Equatable, Sendable {
        case none
        /// Start the handler of `method`.
        case start(slot: Int, method: Int, header: ByteBuffer, message: Payload)
        /// A whole request of a stream, worth `charge` of credit until the handler has taken it.
        case message(slot: Int, Payload, charge: Int, isLast: Bool)
        /// The client has sent its last request.
        case requestsEnded(slot: Int)
        /// Answer with an error; no slot is held.
        case refuse(stream: UInt32, Refusal)
        /// Answer with an error (`answerEarly`) and cancel the handler.
        case fail(slot: Int, Refusal)
        /// The caller has left, CANCELLED or at its deadline: cancel the handler and wake its writers.
        case cancelHandler(slot: Int, StatusCode, writers: [Int])
        /// Credit came: `writeTurn` may go on.
        case creditGranted
        /// Legal and rare: it costs the connection's abnormal budget.
        case abnormal
    }

    package enum Refusal: Equatable, Sendable {
        case unknownMethod(Int)
        case notAllowed(method: Int)
        case tooManyCalls
        case deadlinePassed(method: Int)
        case messageTooLong(method: Int, byteCount: Int)
        case assemblingTooMuch
        /// All connections of the server together.
        case serverAssemblesTooMuch
        /// The frames of the request do not fit the method's kind.
        case wrongShape(method: Int)
    }

    package struct Served: Sendable {
        package var isAllowed: Bool
        package var messageByteCountMax: Int
        package var streamsRequests: Bool

        package init(isAllowed: Bool, messageByteCountMax: Int, streamsRequests: Bool = false) {
            self.isAllowed = isAllowed
            self.messageByteCountMax = messageByteCountMax
            self.streamsRequests = streamsRequests
        }
    }

    enum Phase: Equatable, Sendable {
        case receiving, running, answered
        /// The handler has ended; the rest of its messages and its RESPONSE wait for credit.
        case replying(ResponseHead)
    }

    struct Stream: Sendable {
        let id: UInt32
        let method: Int
        let deadline: Deadline?
        var phase: Phase
        var header: ByteBuffer
        var request: InboundMessages?
        var outbound: OutboundMessages
        var isHandlerRunning = false
        /// Whether the client has half-closed.
        var hasEndedRequests = false

        static let free = Stream(
            id: 0, method: 0, deadline: nil, phase: .answered, header: ByteBuffer(),
            outbound: OutboundMessages(credit: 0))
    }

    var table = StreamTable(free: Stream.free)
    var connectionReceive: ReceiveCredit
    var connectionSend = 0
    var peerStreamCredit = 0
    var peerConnectionCredit = 0
    var peerBodyByteCountMax = 0
    var lastStream: UInt32 = 0
    /// Ended calls whose response has not reached the socket.
    var unflushed = 0
    /// Streams above this one are ignored: the final GOAWAY said so.
    var lastAccepted = UInt32.max
    /// Bytes of requests that are not whole yet.
    package internal(set) var assemblingByteCount = 0
    /// The same on the server's other connections, as its driver last knew.
    package var assemblingElsewhere = 0
    var late: LateData
    var turns = WriteTurns()
    var served: [Served]
    let limits: Limits

    package init(served: [Served], limits: Limits) {
        self.served = served
        self.limits = limits
        connectionReceive = ReceiveCredit(window: limits.connectionCredit)
        late = LateData(limits)
    }

    /// Calls that count against `concurrentCalls`.
    package var liveCount: Int { table.count + unflushed }
    package var openSlots: [Int] { table.openSlots }
    var openCount: Int { table.count }
    /// Streams that wait for their turn to write, and such as have ended since.
    package var waitingInLine: Int { turns.count }
    func slot(of stream: UInt32) -> Int? { table.slot(of: stream) }
    package var runningCount: Int { table.openSlots.count { table.slots[$0].isHandlerRunning } }
    package var lastStreamID: UInt32 { lastStream }

    /// What the caller may call has changed; streams that are open stay so.
    package mutating func served(_ served: [Served]) {
        assert(served.count == self.served.count, "a method's index is its own for good")
        self.served = served
    }

    /// The peer's HELLO arrived.
    package mutating func peerGreeted(_ peer: PeerLimits) {
        connectionSend = peer.connectionCredit
        peerConnectionCredit = peer.connectionCredit
        peerStreamCredit = peer.streamCredit
        peerBodyByteCountMax = min(peer.frameBytes, limits.frameBytes)
    }

    /// The bytes written so far have reached the socket's buffer while it took them.
    package mutating func flushed() { unflushed = 0 }

    /// No stream after the last one will be served; returns that one for the final GOAWAY.
    package mutating func stoppedAccepting() -> UInt32 {
        lastAccepted = lastStream
        return lastStream
    }

    package func stream(of slot: Int) -> UInt32 { table.slots[slot].id }

    // What every call asks is `mutating`, because then a driver asks the machine where it is kept;
    // otherwise it would copy the whole machine first.

    package mutating func deadline(of slot: Int) -> Deadline? { table.slots[slot].deadline }
    package mutating func method(of slot: Int) -> Int { table.slots[slot].method }
    package mutating func hasEndedRequests(_ slot: Int) -> Bool {
        table.slots[slot].hasEndedRequests
    }

    /// The earliest deadline of an unanswered call. O(slots).
    package var earliestDeadline: Deadline? {
        table.openSlots.lazy.filter { table.slots[$0].phase != .answered }
            .compactMap { table.slots[$0].deadline }.min()
    }
}

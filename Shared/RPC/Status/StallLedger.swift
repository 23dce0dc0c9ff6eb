/// Where the time of a call went, in microseconds.
///
/// The calling side holds all of it, for every call, however it ended: the parts of a unary call add
/// up to its duration, but for the pool's, which is one of the handler's. A serving side knows its own
/// queue, handler, pool and credit, and says them in the RESPONSE.
public struct StallLedger: Sendable, Hashable {
    /// In line: on the calling side until the request was written, on the serving side from its
    /// arrival to the start of its handler.
    public var queueMicroseconds: UInt32
    /// Waiting for a TCP connection.
    public var connectMicroseconds: UInt32
    /// Waiting for TLS and HELLO.
    public var tlsMicroseconds: UInt32
    /// Waiting because the peer serves no more calls of this client.
    public var slotMicroseconds: UInt32
    /// Waiting for the other side to take what was sent. Of a call that streams, a part of
    /// `handlerMicroseconds`.
    public var creditMicroseconds: UInt32
    /// From the start of the handler to its end, its own calls included.
    public var handlerMicroseconds: UInt32
    /// Of `handlerMicroseconds`: waiting for a connection of the database's pool. More than that when
    /// statements wait at the same time; less than a tenth of a millisecond crosses no wire.
    public var poolMicroseconds: UInt32
    /// The rest: the network, the peer's event loop, and all that a peer which never answered did
    /// not say.
    public var peerMicroseconds: UInt32

    public init(
        queueMicroseconds: UInt32 = 0, connectMicroseconds: UInt32 = 0, tlsMicroseconds: UInt32 = 0,
        slotMicroseconds: UInt32 = 0, creditMicroseconds: UInt32 = 0,
        handlerMicroseconds: UInt32 = 0, poolMicroseconds: UInt32 = 0, peerMicroseconds: UInt32 = 0
    ) {
        self.queueMicroseconds = queueMicroseconds
        self.connectMicroseconds = connectMicroseconds
        self.tlsMicroseconds = tlsMicroseconds
        self.slotMicroseconds = slotMicroseconds
        self.creditMicroseconds = creditMicroseconds
        self.handlerMicroseconds = handlerMicroseconds
        self.poolMicroseconds = poolMicroseconds
        self.peerMicroseconds = peerMicroseconds
    }

    /// Every part by its name, in the order in which a call meets them.
    public var parts: [(name: String, microseconds: UInt32)] {
        [
            ("queue", queueMicroseconds), ("connect", connectMicroseconds),
            ("tls", tlsMicroseconds), ("slot", slotMicroseconds), ("credit", creditMicroseconds),
            ("handler", handlerMicroseconds), ("pool", poolMicroseconds),
            ("peer", peerMicroseconds),
        ]
    }
}

extension StallLedger: CustomStringConvertible {
    /// `queue 12 µs, handler 1.4 ms, peer 85 µs`: the parts that are not zero.
    public var description: String {
        parts.filter { $0.microseconds > 0 }.map { "\($0.name) \(Self.words($0.microseconds))" }
            .joined(separator: ", ")
    }

    private static func words(_ microseconds: UInt32) -> String {
        switch microseconds {
        case ..<1_000: "\(microseconds) µs"
        case ..<1_000_000: "\(tenths(microseconds / 100)) ms"
        default: "\(tenths(microseconds / 100_000)) s"
        }
    }

    private static func tenths(_ count: UInt32) -> String { "\(count / 10).\(count % 10)" }
}

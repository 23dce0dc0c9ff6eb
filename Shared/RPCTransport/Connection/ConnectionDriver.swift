import RPC

/// What a side of a connection does with what arrives; called on the connection's event loop only.
protocol ConnectionDriver: AnyObject, Sendable {
    /// TLS is up and the peer has this name; returns what this side greets it with.
    func handshakeEnded(peer: SPIFFEName) throws -> Hello
    /// TLS is up, and the peer is nobody that may speak here.
    func peerRefused(_ cause: HandshakeFailure)
    /// The peer's HELLO arrived.
    func greeted(by hello: Hello)
    /// A frame other than HELLO and PING arrived.
    func received(_ frame: Frame, at now: Deadline) throws(ProtocolFault)
    /// The peer answered the PING with this token.
    func pingAnswered(_ token: UInt64)
    /// Writes to the handler's `out` what has its turn now, of what waits.
    func writeTurn()
    /// When there is more of it.
    func nextTurn() -> NextTurn
    /// All that was written has gone to the socket.
    func flushed()
    /// The connection is over; nothing more will be called.
    func closed(_ reason: String)
}

extension ConnectionDriver {
    func peerRefused(_ cause: HandshakeFailure) {}
}

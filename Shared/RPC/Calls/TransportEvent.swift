/// What happened to a server, or to a connection of either side, outside any call: for metrics and
/// logs.
public enum TransportEvent: Sendable, Hashable {
    /// A connection ended before its peer was known.
    case handshakeFailed(HandshakeFailure, CallOutcome.Side)
    /// A connection was refused before a byte of it was read; names the limit.
    case connectionRefused(limit: String)
    /// An event loop was late by this much: something on it computes or blocks.
    case loopLagged(Duration)
    /// Files were read again and are used now: `policy`, `certificates`.
    case reloaded(String)
    /// Files were read again and are not in order: the last good ones stay in use.
    case reloadFailed(String, fault: String)
}

/// Why a TLS handshake came to nothing.
///
/// Source: the result that gRPC counts handshakes by (gRFC A118).
public enum HandshakeFailure: String, Sendable, Hashable, CaseIterable {
    /// The peer's certificate does not lead to a trust root.
    case untrusted
    /// It, or one on the way to the root, is not valid at this time.
    case expired
    /// It is valid and names somebody else, or nobody.
    case wrongName = "wrong_name"
    /// TLS came up for another protocol than ours.
    case wrongProtocol = "wrong_protocol"
    case noCertificate = "no_certificate"
    /// The peer speaks no TLS 1.3.
    case protocolVersion = "protocol_version"
    /// The peer did not trust us.
    case refusedByPeer = "refused_by_peer"
    /// It took longer than `helloTimeout`.
    case timeout
    /// The peer sent more than `unauthenticatedBytes` before it was known.
    case tooManyBytes = "too_many_bytes"
    /// The peer left.
    case closed
    /// What came was not TLS, or broken.
    case malformed
    case other
}

import Glibc
import NIOCore
import NIOSSL
import NIOTLS
import RPC

/// Sees how a handshake ends, tells why it failed, and leaves the pipeline when the peer speaks.
///
/// Stands right after TLS. With TLS 1.3 a client is done before the server has checked it, so a
/// refusal may follow the end of the handshake; the first bytes that arrive are what proves it.
final class HandshakeWatch: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private let limits: Limits
    private let tls: NIOSSLHandler
    private var guarding: HandshakeGuard?
    private let failed: (HandshakeFailure) -> Void
    private var isSettled = false
    private var isUp = false

    init(tls: NIOSSLHandler, limits: Limits, failed: @escaping (HandshakeFailure) -> Void) {
        self.tls = tls
        self.limits = limits
        self.failed = failed
    }

    /// The handlers of a connection up to TLS, this one included, first the one next to the socket.
    static func handlers(
        around tls: NIOSSLHandler, limits: Limits, failed: @escaping (HandshakeFailure) -> Void
    ) -> [any ChannelHandler] {
        let watch = HandshakeWatch(tls: tls, limits: limits, failed: failed)
        let guarding = HandshakeGuard(
            byteCountMax: limits.unauthenticatedBytes, timeLimit: limits.helloTimeout.amount
        ) { end in
            watch.settle(
                end == .timeout ? HandshakeFailure.timeout : HandshakeFailure.tooManyBytes)
        }
        watch.guarding = guarding
        return [guarding, tls, watch]
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted? = event as? TLSUserEvent, !isUp {
            isUp = true
            if let guarding {
                context.pipeline.syncOperations.removeHandler(guarding, promise: nil)
            }
            guarding = nil
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        settle(nil)
        context.fireChannelRead(data)
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        settle(HandshakeFailure(error, isUp: isUp, certificate: tls.peerCertificate))
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if !isUp { settle(.closed) }
        context.fireChannelInactive()
    }

    private func settle(_ failure: HandshakeFailure?) {
        guard !isSettled else { return }
        isSettled = true
        if let failure { failed(failure) }
    }
}

extension HandshakeFailure {
    /// BoringSSL names its errors in words only; `certificate` is the peer's, if it sent one.
    init(_ error: any Error, isUp: Bool, certificate: NIOSSLCertificate?) {
        let words = "\(error)"
        let says = { (part: String) in words.contains(part) }
        self =
            if says("_ALERT_") || says("CERTIFICATE_REQUIRED") {
                says("PROTOCOL_VERSION") ? .protocolVersion : .refusedByPeer
            } else if says("CERTIFICATE_VERIFY_FAILED") {
                certificate?.isValidNow == false ? .expired : .untrusted
            } else if says("PEER_DID_NOT_RETURN_A_CERTIFICATE") {
                .noCertificate
            } else if says("UNSUPPORTED_PROTOCOL") {
                .protocolVersion
            } else if says("EOF during handshake") || says("uncleanShutdown") || error is IOError {
                .closed
            } else if !isUp, says("sslError") {
                .malformed
            } else {
                .other
            }
    }
}

extension NIOSSLCertificate {
    fileprivate var isValidNow: Bool {
        let now = time(nil)
        return notValidBefore <= now && now <= notValidAfter
    }
}

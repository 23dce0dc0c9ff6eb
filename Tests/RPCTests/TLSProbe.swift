import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import RPCTransport

/// A client that only shakes hands, in any wrong way.
enum TLSProbe {
    /// Connects as `gateway` and waits for the server's HELLO; returns why none came.
    static func failure(
        port: Int, leafOf authority: CertificateAuthority? = Loopback.authority,
        trusting roots: CertificateAuthority = Loopback.authority,
        validFor: Duration = .seconds(3_600), uris: [String] = ["spiffe://mesh.local/gateway"],
        maximumVersion: TLSVersion? = nil, protocols: [String] = ["mesh/1"]
    ) async throws -> String? {
        var configuration = TLSConfiguration.makeClientConfiguration()
        if let authority {
            let leaf = try authority.issue(commonName: "gateway", uris: uris, validFor: validFor)
            configuration.certificateChain = try NIOSSLCertificate.fromPEMBytes(
                Array(leaf.certificatePEM.utf8)
            ).map { .certificate($0) }
            configuration.privateKey = .privateKey(
                try NIOSSLPrivateKey(bytes: Array(leaf.keyPEM.utf8), format: .pem))
        }
        configuration.trustRoots = .certificates(
            try NIOSSLCertificate.fromPEMBytes(Array(roots.certificatePEM.utf8)))
        configuration.certificateVerification = .noHostnameVerification
        configuration.maximumTLSVersion = maximumVersion
        configuration.applicationProtocols = protocols
        let context = try NIOSSLContext(configuration: configuration)
        let group = MultiThreadedEventLoopGroup.singleton
        let ending = group.next().makePromise(of: String?.self)
        let channel = try await ClientBootstrap(group: group)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        NIOSSLClientHandler(context: context, serverHostname: nil),
                        Ending(ending))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        let result = try await ending.futureResult.get()
        channel.close(promise: nil)
        return result
    }

    /// Confined to its channel's loop.
    private final class Ending: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private var promise: EventLoopPromise<String?>?

        init(_ promise: EventLoopPromise<String?>) { self.promise = promise }

        /// HELLO is the first thing that a server says to a peer it believes.
        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let isHello = unwrapInboundIn(data).getInteger(at: 4, as: UInt8.self) == 1
            end(isHello ? nil : "another frame")
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            end("\(error)")
            context.close(promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) { end("closed") }

        private func end(_ reason: String?) {
            promise?.succeed(reason)
            promise = nil
        }
    }
}

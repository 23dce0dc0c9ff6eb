import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import RPC

/// One end of a TLS connection that says whatever a script wants, and shows each frame that comes.
final class RawPeer: Sendable {
    private let channel: any Channel
    private let frames: FrameQueue

    private init(_ channel: any Channel, _ frames: FrameQueue) {
        self.channel = channel
        self.frames = frames
    }

    /// Connects as a client.
    static func connect(port: Int, certificates folder: String) async throws -> RawPeer {
        let context = try NIOSSLContext(configuration: configuration(folder))
        let frames = FrameQueue()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        NIOSSLClientHandler(context: context, serverHostname: nil),
                        FrameReader(frames))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return RawPeer(channel, frames)
    }

    /// Listens as a server; the first connection is the one of the script.
    static func listen(
        certificates folder: String
    ) async throws -> (port: Int, listener: any Channel, first: @Sendable () async -> RawPeer?) {
        let client = try configuration(folder)
        var server = TLSConfiguration.makeServerConfiguration(
            certificateChain: client.certificateChain, privateKey: try key(folder))
        server.trustRoots = client.trustRoots
        server.certificateVerification = .noHostnameVerification
        server.applicationProtocols = client.applicationProtocols
        let context = try NIOSSLContext(configuration: server)
        let (peers, arrived) = AsyncStream.makeStream(of: RawPeer.self)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let frames = FrameQueue()
                    let reader = FrameReader(frames) { arrived.yield(RawPeer($0, frames)) }
                    try channel.pipeline.syncOperations.addHandlers(
                        NIOSSLServerHandler(context: context), reader)
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return (
            listener.localAddress?.port ?? 0, listener,
            {
                for await peer in peers { return peer }; return nil
            }
        )
    }

    private static func configuration(_ folder: String) throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateChain = try NIOSSLCertificate.fromPEMFile("\(folder)/cert.pem")
            .map { .certificate($0) }
        configuration.privateKey = try key(folder)
        configuration.trustRoots = .certificates(
            try NIOSSLCertificate.fromPEMFile("\(folder)/ca.pem"))
        configuration.certificateVerification = .noHostnameVerification
        configuration.applicationProtocols = ["mesh/1"]
        return configuration
    }

    private static func key(_ folder: String) throws -> NIOSSLPrivateKeySource {
        .privateKey(try NIOSSLPrivateKey(file: "\(folder)/key.pem", format: .pem))
    }

    /// False when the connection is over.
    func send(_ bytes: ByteBuffer) async -> Bool {
        (try? await channel.writeAndFlush(bytes).get()) != nil
    }

    /// Sends without waiting: a flood does not wait for whom it floods.
    func pour(_ bytes: ByteBuffer) { channel.writeAndFlush(bytes, promise: nil) }

    func stopReading() async throws {
        try await channel.setOption(.autoRead, value: false).get()
    }

    /// The next frame; nil when the connection ended, or nothing came for so long.
    func next(within limit: Duration = .seconds(15)) async -> Frame? {
        await frames.next(within: limit)
    }

    var isOver: Bool { frames.isFinished }
    func close() { channel.close(promise: nil) }

    /// Confined to its channel's loop, hence the unchecked `Sendable`.
    private final class FrameReader: ChannelInboundHandler, @unchecked Sendable {
        typealias InboundIn = ByteBuffer

        private var decoder = FrameDecoder(bodyByteCountMax: 16_777_216, readsCompressed: true)
        private let frames: FrameQueue

        private let secured: (any Channel) -> Void

        init(_ frames: FrameQueue, secured: @escaping (any Channel) -> Void = { _ in }) {
            self.frames = frames
            self.secured = secured
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case .handshakeCompleted? = event as? TLSUserEvent { secured(context.channel) }
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            decoder.append(unwrapInboundIn(data))
            while let frame = try? decoder.next() { frames.append(frame) }
        }

        func channelInactive(context: ChannelHandlerContext) { frames.finish() }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }
}

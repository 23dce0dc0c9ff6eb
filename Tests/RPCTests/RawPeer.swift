import NIOCore
import NIOPosix
import NIOSSL
import RPC
import RPCTransport
import Wire

/// A peer that sends any bytes over TLS and shows every frame that comes back.
final class RawPeer: Sendable {
    private let channel: any Channel
    private let frames: AsyncStream<Frame>

    /// Connects with the certificate of `service`; HELLO is up to the test.
    static func connect(
        port: Int, as service: String = "gateway",
        authority: CertificateAuthority = Loopback.authority,
        maximumVersion: TLSVersion? = nil, uris: [String]? = nil
    ) async throws -> RawPeer {
        let leaf =
            try uris.map { try authority.issue(commonName: service, uris: $0) }
            ?? authority.issue(service: service)
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateChain = try NIOSSLCertificate.fromPEMBytes(
            Array(leaf.certificatePEM.utf8)
        ).map { .certificate($0) }
        configuration.privateKey = .privateKey(
            try NIOSSLPrivateKey(bytes: Array(leaf.keyPEM.utf8), format: .pem))
        configuration.trustRoots = .certificates(
            try NIOSSLCertificate.fromPEMBytes(Array(Loopback.authority.certificatePEM.utf8)))
        configuration.certificateVerification = .noHostnameVerification
        configuration.maximumTLSVersion = maximumVersion
        configuration.applicationProtocols = ["mesh/1"]
        return try await connect(port: port, NIOSSLContext(configuration: configuration))
    }

    private static func connect(port: Int, _ context: NIOSSLContext) async throws -> RawPeer {
        let (frames, continuation) = AsyncStream.makeStream(of: Frame.self)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        NIOSSLClientHandler(context: context, serverHostname: nil),
                        Reader(continuation))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return RawPeer(channel, frames)
    }

    private init(_ channel: any Channel, _ frames: AsyncStream<Frame>) {
        self.channel = channel
        self.frames = frames
    }

    /// Greets as a client does and waits for the server's HELLO.
    func greet() async throws -> Hello? {
        var out = ByteBuffer()
        out.writeHello(Hello(service: "", methods: nil, digest: nil, limits: Limits()))
        send(out)
        guard let hello = await next(.hello) else { return nil }
        return try Hello(checking: Array(hello.body.readableBytesView))
    }

    func send(_ bytes: ByteBuffer) { channel.writeAndFlush(bytes, promise: nil) }

    func send(_ write: (inout ByteBuffer) -> Void) {
        var out = ByteBuffer()
        write(&out)
        send(out)
    }

    /// Sends a whole call.
    func call(_ method: UInt16, _ message: some WireMessage, stream: UInt32, timeout: UInt64 = 0) {
        send {
            $0.writeRequest(
                RequestHead(method: method, timeoutMicroseconds: timeout),
                message: message.wireBytes(), .end, stream: stream)
        }
    }

    /// The next frame of this type; nil when the connection ended first.
    func next(_ type: FrameType) async -> Frame? {
        for await frame in frames where frame.type == type { return frame }
        return nil
    }

    /// The error of the next RESPONSE.
    func nextError() async throws -> RPCError? {
        guard var body = await next(.response)?.body else { return nil }
        return RPCError(try ResponseHead(reading: &body), from: "echo")
    }

    /// Why the server ended the connection: the last GOAWAY's reason, or "" for none.
    func ending() async -> String {
        var reason = ""
        for await frame in frames where frame.type == .goAway {
            reason = (try? GoAway(reading: frame.body).reason) ?? ""
        }
        return reason
    }

    func stopReading() async throws {
        try await channel.setOption(.autoRead, value: false).get()
    }

    func close() async throws { try await channel.close().get() }

    /// Confined to its channel's loop, hence the unchecked `Sendable`.
    private final class Reader: ChannelInboundHandler, @unchecked Sendable {
        typealias InboundIn = ByteBuffer

        private var decoder = FrameDecoder(bodyByteCountMax: 65_536)
        private let continuation: AsyncStream<Frame>.Continuation

        init(_ continuation: AsyncStream<Frame>.Continuation) { self.continuation = continuation }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            decoder.append(unwrapInboundIn(data))
            while let frame = try? decoder.next() { continuation.yield(frame) }
        }

        func channelInactive(context: ChannelHandlerContext) { continuation.finish() }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }
}

extension EchoService {
    /// The place of a method in the server's HELLO.
    func index(_ name: String) -> UInt16 {
        UInt16(handlers.methods.firstIndex { $0.name == name } ?? 0)
    }
}

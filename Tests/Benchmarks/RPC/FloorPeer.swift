import NIOCore
import NIOPosix
import NIOSSL

/// What SwiftNIO and NIOSSL allow on this machine: length, number and bytes, and no RPC at all.
///
/// `unary` has the callers of every other peer, `echo` not even them: the client's handler sends
/// again what came back. `server_streaming` writes as fast as the socket takes it.
enum FloorPeer {
    static func measure(_ options: Options, _ certificates: Certificates) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let listener = try await listen(group, context(of: "server", certificates))
        let client = FloorClient()
        guard let address = listener.localAddress else {
            preconditionFailure("a listener has an address")
        }
        let channel = try await connect(
            group, to: address, client, context(of: "client", certificates))
        let bytes = ByteBuffer(bytes: Options.payload(Options.unaryByteCount))
        for load in options.unaryLoads(of: .floor) {
            try await load.run { await client.call(bytes) }
        }
        for load in options.unaryLoads(of: .floor, .echo) {
            try await load.stream { count in
                await client.echo(bytes, count: count, inFlight: load.inFlight)
            }
        }
        for load in options.streamLoads(of: .floor) {
            try await load.stream { await client.stream(count: $0, byteCount: load.byteCount) }
        }
        try await channel.close()
        try await listener.close()
        try await group.shutdownGracefully()
    }

    private static func listen(
        _ group: any EventLoopGroup, _ context: NIOSSLContext
    ) async throws -> any Channel {
        try await ServerBootstrap(group: group)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        NIOSSLServerHandler(context: context), FloorServer())
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    private static func connect(
        _ group: any EventLoopGroup, to address: SocketAddress, _ client: FloorClient,
        _ context: NIOSSLContext
    ) async throws -> any Channel {
        try await ClientBootstrap(group: group)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        NIOSSLClientHandler(context: context, serverHostname: nil),
                        client.handler(on: channel.eventLoop))
                }
            }
            .connect(to: address).get()
    }

    private static func context(
        of service: String, _ certificates: Certificates
    ) throws -> NIOSSLContext {
        let home = certificates.directory(of: service)
        let chain = try NIOSSLCertificate.fromPEMFile("\(home)/cert.pem")
            .map { NIOSSLCertificateSource.certificate($0) }
        let key = NIOSSLPrivateKeySource.privateKey(
            try NIOSSLPrivateKey(file: "\(home)/key.pem", format: .pem))
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain, privateKey: key)
        configuration.minimumTLSVersion = .tlsv13
        configuration.trustRoots = .file("\(home)/ca.pem")
        configuration.certificateVerification = .noHostnameVerification
        return try NIOSSLContext(configuration: configuration)
    }
}

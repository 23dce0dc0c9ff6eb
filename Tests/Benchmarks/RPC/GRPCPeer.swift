import GRPCCore
import GRPCNIOTransportHTTP2Posix

/// grpc-swift-2 with its defaults: mutual TLS, the same bytes, no protobuf.
enum GRPCPeer {
    private static let echo = MethodDescriptor(
        service: ServiceDescriptor(package: "benchmark", service: "Benchmark"), method: "Echo")
    private static let stream = MethodDescriptor(
        service: ServiceDescriptor(package: "benchmark", service: "Benchmark"), method: "Stream")

    static func measure(_ options: Options, _ certificates: Certificates) async throws {
        let server = try self.server(certificates)
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { try await server.serve() }
            guard let address = try await server.listeningAddress?.ipv4 else { return }
            let transport = try transport(certificates, port: address.port)
            try await withGRPCClient(transport: transport) { client in
                try await measure(options, client)
            }
            server.beginGracefulShutdown()
        }
    }

    private static func transport(
        _ certificates: Certificates, port: Int
    ) throws -> HTTP2ClientTransport.Posix {
        let home = certificates.directory(of: "client")
        return try HTTP2ClientTransport.Posix(
            target: .ipv4(address: "127.0.0.1", port: port),
            transportSecurity: .mTLS(certificateChain: chain(home), privateKey: key(home)) {
                $0.trustRoots = roots(home)
                $0.serverCertificateVerification = .noHostnameVerification
            })
    }

    private static func measure(
        _ options: Options, _ client: GRPCClient<HTTP2ClientTransport.Posix>
    ) async throws {
        let payload = Options.payload(Options.unaryByteCount)
        for load in options.unaryLoads(of: .grpcSwift) {
            try await load.run { try await call(client, payload) }
        }
        for load in options.streamLoads(of: .grpcSwift) {
            try await load.stream { count in
                try await read(client, count: count, byteCount: load.byteCount)
            }
        }
    }

    @Sendable
    private static func call(
        _ client: GRPCClient<HTTP2ClientTransport.Posix>, _ payload: [UInt8]
    ) async throws {
        var options = CallOptions.defaults
        options.timeout = .seconds(10)
        _ = try await client.unary(
            request: ClientRequest(message: payload, metadata: ["tenant-tier": "gold"]),
            descriptor: echo, serializer: Raw(), deserializer: Raw(), options: options
        ) { try $0.message }
    }

    private static func read(
        _ client: GRPCClient<HTTP2ClientTransport.Posix>, count: Int, byteCount: Int
    ) async throws {
        let numbers = [UInt32(count), UInt32(byteCount)]
        let request = numbers.flatMap { withUnsafeBytes(of: $0.bigEndian) { Array($0) } }
        try await client.serverStreaming(
            request: ClientRequest(message: request), descriptor: stream, serializer: Raw(),
            deserializer: Raw(), options: .defaults
        ) { response in
            var received = 0
            for try await _ in response.messages { received += 1 }
            precondition(received == count)
        }
    }

    private static func server(
        _ certificates: Certificates
    ) throws -> GRPCServer<HTTP2ServerTransport.Posix> {
        let home = certificates.directory(of: "server")
        let transport = HTTP2ServerTransport.Posix(
            address: .ipv4(host: "127.0.0.1", port: 0),
            transportSecurity: .mTLS(certificateChain: chain(home), privateKey: key(home)) {
                $0.trustRoots = roots(home)
            })
        return GRPCServer(transport: transport, services: [Service()])
    }

    // MARK: - Idle connections

    /// Lets `body` hold connections: `hold` makes as many as it is told, beyond those before.
    static func holding(
        _ count: Int, _ certificates: Certificates, port: Int,
        _ body: ((_ more: Int) async throws -> Void) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            try await body { more in
                for _ in 0..<more {
                    let client = GRPCClient(transport: try transport(certificates, port: port))
                    group.addTask { try await client.runConnections() }
                    try await call(client, [1])
                }
            }
            group.cancelAll()
        }
    }

    /// Serves until `say`, which is told the port, returns.
    static func serving(_ certificates: Certificates, _ say: (Int) -> Void) async throws {
        let server = try server(certificates)
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { try await server.serve() }
            guard let address = try await server.listeningAddress?.ipv4 else { return }
            say(address.port)
            server.beginGracefulShutdown()
        }
    }

    private static func chain(_ home: String) -> [TLSConfig.CertificateSource] {
        [.file(path: "\(home)/cert.pem", format: .pem)]
    }

    private static func key(_ home: String) -> TLSConfig.PrivateKeySource {
        .file(path: "\(home)/key.pem", format: .pem)
    }

    private static func roots(_ home: String) -> TLSConfig.TrustRootsSource {
        .certificates([.file(path: "\(home)/ca.pem", format: .pem)])
    }

    private struct Service: RegistrableRPCService {
        func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
            router.registerHandler(forMethod: echo, deserializer: Raw(), serializer: Raw()) {
                request, _ in
                let single = try await ServerRequest(stream: request)
                return StreamingServerResponse(
                    single: ServerResponse(message: single.message, metadata: [:]))
            }
            router.registerHandler(forMethod: stream, deserializer: Raw(), serializer: Raw()) {
                request, _ in
                let single = try await ServerRequest(stream: request)
                let count = single.message.prefix(4).reduce(0) { $0 << 8 | Int($1) }
                let byteCount = single.message.dropFirst(4).reduce(0) { $0 << 8 | Int($1) }
                return StreamingServerResponse { writer in
                    let payload = Options.payload(byteCount)
                    for _ in 0..<count { try await writer.write(payload) }
                    return [:]
                }
            }
        }
    }

    private struct Raw: MessageSerializer, MessageDeserializer {
        func serialize<Bytes: GRPCContiguousBytes>(_ message: [UInt8]) throws -> Bytes {
            Bytes(message)
        }

        func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> [UInt8] {
            bytes.withUnsafeBytes { Array($0) }
        }
    }
}

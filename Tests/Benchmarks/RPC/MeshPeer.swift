import Logging
import NIOPosix
import RPC
import RPCTransport
import Wire

@WireMessage
struct Payload: Codable, Hashable, Sendable {
    var bytes: [UInt8]

    enum CodingKeys: Int, CodingKey { case bytes = 0 }
}

@WireMessage
struct StreamRequest: Codable, Hashable, Sendable {
    var count: Int

    enum CodingKeys: Int, CodingKey { case count = 0 }
}

enum BenchmarkContract {
    static let echo = Method<Payload, Payload>("benchmark.echo", .idempotent)
    static let stream = ServerStreamingMethod<StreamRequest, Payload>("benchmark.stream")
}

/// The mesh's own RPC, as an internal client uses it.
enum MeshPeer {
    static func measure(_ options: Options, _ certificates: Certificates) async throws {
        let logger = Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
        let server = MeshServer(
            handlers: handlers, tls: try TLSMaterial(directory: certificates.directory(of: "server")),
            policy: .open, address: Endpoint(port: 0), serviceName: "server",
            eventLoopGroup: MultiThreadedEventLoopGroup(numberOfThreads: 1), logger: logger)
        try await server.start()
        let client = MeshClient(
            target: "server", endpoints: [Endpoint(port: server.boundPort ?? 0)],
            tls: try TLSMaterial(directory: certificates.directory(of: "client")),
            eventLoopGroup: MultiThreadedEventLoopGroup(numberOfThreads: 1), logger: logger)
        let benchmark = Client<BenchmarkContract>(client)
        let payload = Payload(bytes: Options.payload)
        if options.measures(kind: "unary") {
            for inFlight in options.inFlight {
                let load = Load(
                    peer: "mesh", kind: "unary", inFlight: inFlight, seconds: options.seconds)
                try await load.run { _ = try await benchmark.echo(payload) }
            }
        }
        if options.measures(kind: "streaming") {
            let count = Int(options.seconds * 200_000)
            let load = Load(peer: "mesh", kind: "streaming", inFlight: 1, seconds: options.seconds)
            try await load.stream(count: count) {
                var received = 0
                for try await _ in benchmark.stream(StreamRequest(count: count)) { received += 1 }
                precondition(received == count)
            }
        }
        client.close()
        await server.stop()
    }

    private static var handlers: Handlers {
        var handlers = Handlers()
        handlers.serve(BenchmarkContract.echo) { request, _ in request }
        handlers.serve(BenchmarkContract.stream) { request, _, writer in
            let payload = Payload(bytes: Options.payload)
            for _ in 0..<request.count { try await writer.write(payload) }
        }
        return handlers
    }
}

import Logging
import NIOPosix
import RPC
import RPCTransport
import Synchronization
import Wire

@WireMessage
struct Payload: Codable, Hashable, Sendable {
    var bytes: [UInt8]

    enum CodingKeys: Int, CodingKey { case bytes = 0 }
}

@WireMessage
struct StreamRequest: Codable, Hashable, Sendable {
    var count: Int
    var byteCount: Int

    enum CodingKeys: Int, CodingKey { case count = 0, byteCount = 1 }
}

enum BenchmarkContract {
    static let echo = Method<Payload, Payload>("benchmark.echo", .idempotent)
    static let stream = ServerStreamingMethod<StreamRequest, Payload>("benchmark.stream")
}

/// The mesh's own RPC as an internal client uses it, with all that a service has: routing,
/// deadlines, metadata, trace context, the codec, and an observer on both sides.
enum MeshPeer {
    static func measure(_ options: Options, _ certificates: Certificates) async throws {
        let logger = Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
        let server = MeshServer(
            handlers: handlers,
            tls: try TLSMaterial(directory: certificates.directory(of: "server")),
            policy: .open, limits: limits, address: Endpoint(port: 0), serviceName: "server",
            eventLoopGroup: MultiThreadedEventLoopGroup(numberOfThreads: 1), logger: logger,
            observer: Durations())
        try await server.start()
        let client = MeshClient(
            target: "server", endpoints: [Endpoint(port: server.boundPort ?? 0)],
            tls: try TLSMaterial(directory: certificates.directory(of: "client")), limits: limits,
            eventLoopGroup: MultiThreadedEventLoopGroup(numberOfThreads: 1), logger: logger,
            observer: Durations())
        let context = CallContext(
            traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
        try await CallContext.$current.withValue(context) {
            try await measure(options, Client<BenchmarkContract>(client))
        }
        client.close()
        await server.stop()
    }

    private static func measure(
        _ options: Options, _ benchmark: Client<BenchmarkContract>
    ) async throws {
        let payload = Payload(bytes: Options.payload(Options.unaryByteCount))
        for load in options.unaryLoads(of: .mesh) {
            try await load.run {
                _ = try await benchmark.echo(
                    payload, timeout: .seconds(60), metadata: ["tenant-tier": "gold"])
            }
        }
        for load in options.streamLoads(of: .mesh) {
            try await load.stream { count in
                let request = StreamRequest(count: count, byteCount: load.byteCount)
                var received = 0
                for try await _ in benchmark.stream(request) { received += 1 }
                precondition(received == count)
            }
        }
    }

    /// The defaults, but for a handshake that valgrind makes fifty times as slow.
    private static var limits: Limits {
        var limits = Limits()
        limits.helloTimeout = .seconds(120)
        limits.connectionWait = .seconds(120)
        return limits
    }

    private static var handlers: Handlers {
        var handlers = Handlers()
        handlers.serve(BenchmarkContract.echo) { request, _ in request }
        handlers.serve(BenchmarkContract.stream) { request, _, writer in
            let payload = Payload(bytes: Options.payload(request.byteCount))
            for _ in 0..<request.count { try await writer.write(payload) }
        }
        return handlers
    }

    /// Counts calls by the power of two of their microseconds, as a histogram metric does.
    private final class Durations: CallObserver {
        private let counts = Mutex([Int](repeating: 0, count: 65))

        func callEnded(_ outcome: CallOutcome) {
            let (seconds, attoseconds) = outcome.duration.components
            let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
            let place = 64 - microseconds.leadingZeroBitCount
            counts.withLock { $0[place] += 1 }
        }
    }
}

import RPC

/// The mesh's own RPC as an internal client uses it, with all that a service has: routing,
/// deadlines, metadata, trace context, the codec, and an observer on both sides.
enum MeshPeer {
    static func measure(_ options: Options, _ certificates: Certificates) async throws {
        let ends = try await MeshEnds(certificates)
        let context = CallContext(
            traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
        try await CallContext.$current.withValue(context) {
            try await measure(options, Client<BenchmarkContract>(ends.client))
        }
        await ends.close()
    }

    private static func measure(
        _ options: Options, _ benchmark: Client<BenchmarkContract>
    ) async throws {
        let payload = Payload(bytes: Options.payload(Options.unaryByteCount))
        let call = { @Sendable in
            _ = try await benchmark.echo(
                payload, timeout: .seconds(60), metadata: ["tenant-tier": "gold"])
        }
        for load in options.unaryLoads(of: .mesh) { try await load.run(call) }
        for load in options.streamLoads(of: .mesh) {
            try await load.stream { count in
                let request = StreamRequest(count: count, byteCount: load.byteCount)
                var received = 0
                for try await _ in benchmark.stream(request) { received += 1 }
                precondition(received == count)
            }
        }
        try await Fairness.measure(options, benchmark, call)
    }
}

import RPC
import RPCTransport
import Testing

/// What a server keeps of requests that are not whole yet is bounded.
@Suite(.serialized)
struct AssemblingTests {
    let service = EchoService()

    /// Begins a request of `byteCount` bytes that goes on.
    private func begin(_ byteCount: Int, stream: UInt32, on peer: RawPeer) {
        let method = service.index("echo.large")
        peer.send {
            $0.writeRequest(
                RequestHead(method: method, timeoutMicroseconds: 0),
                message: [UInt8](repeating: 0, count: byteCount), .more, stream: stream)
        }
    }

    private func serving(
        _ change: (inout Limits) -> Void,
        _ body: (MeshServer, RawPeer, RawPeer) async throws -> Void
    ) async throws {
        var limits = Loopback.limits
        change(&limits)
        try await Loopback.serving(service.handlers, limits: limits) { server, _ in
            let port = try server.port
            let one = try await RawPeer.connect(port: port)
            let other = try await RawPeer.connect(port: port)
            for peer in [one, other] { _ = try await peer.greet() }
            try await body(server, one, other)
            try await other.close()
        }
    }

    @Test func oneConnectionHasALimit() async throws {
        try await serving({ $0.assemblingBytes = 100_000 }) { server, one, other in
            begin(60_000, stream: 1, on: one)
            begin(60_000, stream: 2, on: one)
            let error = try await one.nextError()
            #expect(
                error?.details == [
                    .limit("assemblingBytes", value: 100_000), .reason("not_started"),
                ])
            begin(60_000, stream: 1, on: other)
            #expect(await eventually { await server.census().bytes == 120_000 })
            try await one.close()
        }
    }

    /// Each connection is within its own limit; what ends makes room again.
    @Test func allConnectionsTogetherHaveALimit() async throws {
        try await serving({ $0.serverAssemblingBytes = 100_000 }) { server, one, other in
            begin(60_000, stream: 1, on: one)
            #expect(await eventually { await server.census().bytes == 60_000 })
            for stream: UInt32 in 1...2 {
                begin(60_000, stream: stream, on: other)
                let error = try await other.nextError()
                #expect(error?.code == .resourceExhausted)
                #expect(
                    error?.details == [
                        .limit("serverAssemblingBytes", value: 100_000), .reason("not_started"),
                    ])
            }
            begin(40_000, stream: 3, on: other)
            #expect(await eventually { await server.census().bytes == 100_000 })
            // The part that goes over the limit ends its call; the other ones go on.
            other.send { $0.writeData([UInt8](repeating: 0, count: 1_000), .more, stream: 3) }
            #expect(try await other.nextError()?.code == .resourceExhausted)
            one.send { $0.writeCancel(.cancelled, stream: 1) }
            #expect(await eventually { await server.census().bytes == 0 })
            begin(60_000, stream: 4, on: other)
            #expect(await eventually { await server.census().bytes == 60_000 })
            try await one.close()
        }
    }

    @Test func aConnectionThatEndsMakesRoom() async throws {
        try await serving({ $0.serverAssemblingBytes = 100_000 }) { server, one, other in
            begin(60_000, stream: 1, on: one)
            #expect(await eventually { await server.census().bytes == 60_000 })
            try await one.close()
            #expect(await eventually { await server.census().bytes == 0 })
            begin(60_000, stream: 1, on: other)
            #expect(await eventually { await server.census().bytes == 60_000 })
        }
    }
}

import NIOCore
import NIOSSL
import RPC
import RPCTransport
import Testing
import Wire

/// What a server does with peers that break the rules.
@Suite(.serialized)
struct BadPeerTests {
    let service = EchoService()

    /// Index of a method in the server's HELLO.
    private func index(_ name: String) -> UInt16 {
        UInt16(service.handlers.methods.firstIndex { $0.name == name } ?? 0)
    }

    private func serving(
        limits: Limits = Loopback.limits, _ body: (MeshServer, Int) async throws -> Void
    ) async throws {
        let server = try Loopback.server(service.handlers, limits: limits)
        try await server.start()
        do {
            try await body(server, server.port)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    @Test func anOversizeFrameEndsTheConnection() async throws {
        try await serving { _, port in
            let peer = try await RawPeer.connect(port: port)
            _ = try await peer.greet()
            peer.send { $0.writeInteger(UInt32.max) }
            #expect(await peer.ending().contains("frameBytes"))
        }
    }

    @Test func bytesBeforeHelloEndTheConnection() async throws {
        try await serving { _, port in
            let peer = try await RawPeer.connect(port: port)
            peer.call(0, Text(text: "too early"), stream: 1)
            #expect(await peer.ending().contains("request"))
        }
    }

    @Test func aBadHelloIsRefused() async throws {
        try await serving { _, port in
            for (bytes, word) in [([0xFF] as [UInt8], "HELLO"), ([0xA0], "HELLO")] {
                let peer = try await RawPeer.connect(port: port)
                peer.send {
                    $0.writeFrame(Frame(.hello, body: ByteBuffer(bytes: bytes)))
                }
                #expect(await peer.ending().contains(word))
            }
            let stranger = try await RawPeer.connect(port: port)
            var hello = Hello(service: "", methods: nil, digest: nil, limits: Limits())
            hello.version = 9
            stranger.send { $0.writeHello(hello) }
            #expect(await stranger.ending().contains("version 9"))
        }
    }

    @Test func silenceBeforeHelloEndsTheConnection() async throws {
        var limits = Loopback.limits
        limits.helloTimeout = .milliseconds(300)
        try await serving(limits: limits) { server, port in
            let peer = try await RawPeer.connect(port: port)
            #expect(await peer.ending() == "")
            #expect(await eventually { server.connectionCount == 0 })
        }
    }

    @Test func anUnknownMethodIsUnimplemented() async throws {
        try await serving { _, port in
            let peer = try await RawPeer.connect(port: port)
            _ = try await peer.greet()
            peer.call(999, Text(text: ""), stream: 1)
            let error = try await peer.nextError()
            #expect(error?.code == .unimplemented)
            #expect(error?.message.contains("index 999") == true)
            peer.call(index("echo.append"), Text(text: "still here"), stream: 2)
            #expect(try await peer.nextError()?.code == .ok)
        }
    }

    @Test func aMalformedMessageIsInvalidArgument() async throws {
        try await serving { _, port in
            let peer = try await RawPeer.connect(port: port)
            _ = try await peer.greet()
            peer.send {
                $0.writeRequest(
                    RequestHead(method: index("echo.echo"), timeoutMicroseconds: 0),
                    message: [0xFF, 0x00], .end, stream: 1)
            }
            let error = try await peer.nextError()
            #expect(error?.code == .invalidArgument)
            #expect(error?.message.hasPrefix("the request of echo.echo is not valid") == true)
        }
    }

    @Test func aMalformedHeaderIsInvalidArgument() async throws {
        try await serving { _, port in
            let peer = try await RawPeer.connect(port: port)
            _ = try await peer.greet()
            peer.send {
                $0.writeRequest(
                    RequestHead(
                        method: index("echo.echo"), timeoutMicroseconds: 0,
                        header: ByteBuffer(bytes: [0x9F])),
                    message: Text(text: "").wireBytes(), .end, stream: 1)
            }
            #expect(try await peer.nextError()?.code == .invalidArgument)
        }
    }

    @Test func anUnknownTypeAndAReusedStreamEndTheConnection() async throws {
        try await serving { _, port in
            let first = try await RawPeer.connect(port: port)
            _ = try await first.greet()
            first.send { $0.writeBytes([0, 0, 0, 6, 77, 0, 0, 0, 0, 0]) }
            #expect(await first.ending().contains("type 77"))
            let second = try await RawPeer.connect(port: port)
            _ = try await second.greet()
            second.call(index("echo.echo"), Text(text: ""), stream: 5)
            second.call(index("echo.echo"), Text(text: ""), stream: 5)
            #expect(await second.ending().contains("stream 5"))
        }
    }

    @Test func creditThatWasNotGrantedEndsTheConnection() async throws {
        var limits = Loopback.limits
        limits.streamCredit = 1_024
        try await serving(limits: limits) { _, port in
            let peer = try await RawPeer.connect(port: port)
            _ = try await peer.greet()
            peer.send { out in
                out.writeRequest(
                    RequestHead(method: index("echo.large"), timeoutMicroseconds: 0),
                    message: [0], .more, stream: 1)
                out.writeData([UInt8](repeating: 0, count: 2_000), .more, stream: 1)
            }
            #expect(await peer.ending().contains("more than its credit"))
        }
    }

    @Test func tooManyCallsAreRefusedByName() async throws {
        var limits = Loopback.limits
        limits.concurrentCalls = 4
        try await serving(limits: limits) { _, port in
            let peer = try await RawPeer.connect(port: port)
            _ = try await peer.greet()
            for stream in UInt32(1)...5 {
                peer.call(index("echo.sleep"), Text(text: "1000"), stream: stream)
            }
            let error = try await peer.nextError()
            #expect(error?.code == .resourceExhausted)
            #expect(
                error?.details == [.limit("concurrentCalls", value: 4), .reason("not_started")])
        }
    }

    @Test func aResetFloodMeetsTheBudgetAndLeavesNoHandler() async throws {
        var limits = Loopback.limits
        limits.concurrentCalls = 50
        limits.abnormalEvents = 500
        try await serving(limits: limits) { server, port in
            let peer = try await RawPeer.connect(port: port)
            _ = try await peer.greet()
            for stream in UInt32(1)...3_000 {
                peer.send { out in
                    out.writeRequest(
                        RequestHead(method: index("echo.sleep"), timeoutMicroseconds: 0),
                        message: Text(text: "5000").wireBytes(), .end, stream: stream)
                    out.writeCancel(.cancelled, stream: stream)
                }
            }
            #expect(server.runningHandlers <= 50)
            #expect(await peer.ending().contains("abnormalEvents"))
            #expect(await eventually { server.runningHandlers == 0 })
        }
    }

    @Test func aTinyFragmentFloodMeetsTheBudget() async throws {
        try await serving { _, port in
            let peer = try await RawPeer.connect(port: port)
            _ = try await peer.greet()
            peer.send {
                $0.writeRequest(
                    RequestHead(method: index("echo.large"), timeoutMicroseconds: 0),
                    message: [0], .more, stream: 1)
            }
            peer.send { out in
                for _ in 0..<1_000 { out.writeData([1], .more, stream: 1) }
            }
            for _ in 0..<20 {
                peer.send { out in
                    for _ in 0..<500 { out.writeData([1], .more, stream: 1) }
                }
                try await Task.sleep(for: .milliseconds(5))
            }
            let reason = await peer.ending()
            #expect(reason.contains("abnormalEvents") || reason.contains("credit"))
        }
    }

    @Test func aPingFloodMeetsTheBudget() async throws {
        try await serving { _, port in
            let peer = try await RawPeer.connect(port: port)
            _ = try await peer.greet()
            peer.send { out in
                for token in UInt64(0)..<5_000 { out.writePing(token, isAnswer: false) }
            }
            #expect(await peer.ending().contains("abnormalEvents"))
        }
    }

    @Test func aDisconnectCancelsItsHandlers() async throws {
        try await serving { server, port in
            let peer = try await RawPeer.connect(port: port)
            _ = try await peer.greet()
            peer.call(index("echo.sleep"), Text(text: "5000"), stream: 1)
            peer.call(index("echo.forEver"), Text(text: ""), stream: 2)
            #expect(await eventually { service.seen.started == 2 })
            try await peer.close()
            #expect(await eventually { service.seen.ended == 2 && server.runningHandlers == 0 })
        }
    }

    @Test func theServersOwnDeadlineEndsAHandler() async throws {
        try await serving { server, port in
            let peer = try await RawPeer.connect(port: port)
            _ = try await peer.greet()
            peer.call(index("echo.sleep"), Text(text: "5000"), stream: 1, timeout: 30_000)
            #expect(try await peer.nextError()?.code == .deadlineExceeded)
            #expect(await eventually { server.runningHandlers == 0 })
        }
    }

    // MARK: - Identity

    @Test func anUntrustedCertificateIsRefused() async throws {
        try await serving { server, port in
            let stranger = try CertificateAuthority(name: "somebody else")
            let peer = try await RawPeer.connect(port: port, authority: stranger)
            #expect(try await peer.greet() == nil)
            #expect(await eventually { server.connectionCount == 0 })
        }
    }

    @Test func tls12IsRefused() async throws {
        try await serving { _, port in
            let peer = try await RawPeer.connect(port: port, maximumVersion: .tlsv12)
            #expect(try await peer.greet() == nil)
        }
    }

    @Test(arguments: [
        [], ["https://mesh.local/gateway"], ["spiffe://other.example/gateway"],
        ["spiffe://mesh.local/"], ["spiffe://mesh.local/a/b"],
        ["spiffe://mesh.local/gateway", "spiffe://mesh.local/roi"],
    ])
    func aCertificateWithoutOneNameIsRefused(uris: [String]) async throws {
        try await serving { _, port in
            let peer = try await RawPeer.connect(port: port, uris: uris)
            let reason = await peer.ending()
            #expect(reason.contains("the certificate"), "\(uris): \(reason)")
        }
    }
}

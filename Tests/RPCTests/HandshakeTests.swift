import Identifiers
import NIOCore
import NIOPosix
import NIOSSL
import RPC
import RPCTransport
import Testing

/// Peers that nobody knows yet cost little, and are counted by why they stay unknown.
@Suite(.serialized)
struct HandshakeTests {
    let service = EchoService()
    let events = TransportEvents()

    private func serving(
        limits: Limits = Loopback.limits, _ body: (MeshServer, Int) async throws -> Void
    ) async throws {
        try await Loopback.serving(service.handlers, limits: limits, observer: events) {
            server, _ in
            try await body(server, server.port)
        }
    }

    private var failures: [HandshakeFailure] {
        events.all.compactMap {
            if case .handshakeFailed(let cause, .server) = $0 { cause } else { nil }
        }
    }

    enum Wrong: CaseIterable {
        case untrusted, expired, otherName, noName, noCertificate, tls12, distrusting, noise
        case leaving, noProtocol, otherProtocol

        var cause: HandshakeFailure {
            switch self {
            case .untrusted: .untrusted
            case .expired: .expired
            case .otherName, .noName: .wrongName
            case .noCertificate: .noCertificate
            case .tls12: .protocolVersion
            case .distrusting: .refusedByPeer
            case .noise: .malformed
            case .leaving: .closed
            case .noProtocol, .otherProtocol: .wrongProtocol
            }
        }
    }

    @Test(arguments: Wrong.allCases)
    func everyFailureIsCountedByItsCause(wrong: Wrong) async throws {
        try await serving { server, port in
            let stranger = try CertificateAuthority(name: "somebody else")
            switch wrong {
            case .untrusted: _ = try await TLSProbe.failure(port: port, leafOf: stranger)
            case .expired: _ = try await TLSProbe.failure(port: port, validFor: .seconds(-60))
            case .otherName:
                _ = try await TLSProbe.failure(port: port, uris: ["spiffe://else.where/gateway"])
            case .noName: _ = try await TLSProbe.failure(port: port, uris: [])
            case .noCertificate: _ = try await TLSProbe.failure(port: port, leafOf: nil)
            case .tls12: _ = try await TLSProbe.failure(port: port, maximumVersion: .tlsv12)
            case .distrusting: _ = try await TLSProbe.failure(port: port, trusting: stranger)
            case .noProtocol: _ = try await TLSProbe.failure(port: port, protocols: [])
            case .otherProtocol: _ = try await TLSProbe.failure(port: port, protocols: ["h2"])
            case .noise:
                let socket = try await RawSocket.connect(port: port)
                socket.send([UInt8]("GET / HTTP/1.1\r\n\r\n".utf8))
                #expect(await socket.isClosed())
            case .leaving:
                let socket = try await RawSocket.connect(port: port)
                socket.send([22, 3, 1])
                try await Task.sleep(for: .milliseconds(50))
                socket.close()
            }
            #expect(await eventually { !failures.isEmpty })
            #expect(failures == [wrong.cause], "\(wrong)")
            #expect(await eventually { server.connectionCount == 0 })
        }
    }

    @Test func anHonestPeerCountsNothing() async throws {
        try await serving { _, port in
            let failure = try await TLSProbe.failure(port: port)
            #expect(failure == nil)
            #expect(failures.isEmpty)
        }
    }

    /// What the client sees of the same: its own doubts, and those of the server.
    @Test(arguments: [
        ("roi", false, HandshakeFailure.wrongName), ("echo", true, .untrusted),
    ])
    func aClientCountsItsOwn(name: String, isForeign: Bool, cause: HandshakeFailure) async throws {
        let server = try Loopback.server(service.handlers, name: name)
        try await server.start()
        let authority = isForeign ? try CertificateAuthority(name: "else") : Loopback.authority
        let client = MeshClient(
            target: "echo", endpoints: [Endpoint(port: try server.port)],
            tls: try Loopback.material(of: "gateway", from: authority), limits: Loopback.limits,
            logger: Loopback.logger, observer: events)
        client.connect()
        #expect(await eventually { events.all.contains(.handshakeFailed(cause, .client)) })
        client.close()
        await server.stop()
    }

    // MARK: - Bounds

    /// One byte every 20 ms would take minutes for a handshake.
    @Test func aByteAtATimeMeetsTheTimeOfAHandshake() async throws {
        var limits = Loopback.limits
        limits.helloTimeout = .milliseconds(400)
        try await serving(limits: limits) { server, port in
            let socket = try await RawSocket.connect(port: port)
            let drip = Task {
                for byte in [22, 3, 1, 2, 0, 1] + [UInt8](repeating: 0, count: 10_000) {
                    socket.send([byte])
                    try? await Task.sleep(for: .milliseconds(20))
                    if Task.isCancelled { return }
                }
            }
            #expect(await socket.isClosed())
            drip.cancel()
            #expect(failures == [.timeout])
            #expect(await eventually { server.connectionCount == 0 })
        }
    }

    @Test func silenceMeetsTheTimeOfAHandshake() async throws {
        var limits = Loopback.limits
        limits.helloTimeout = .milliseconds(300)
        try await serving(limits: limits) { _, port in
            let socket = try await RawSocket.connect(port: port)
            #expect(await socket.isClosed())
            #expect(await eventually { !failures.isEmpty })
            #expect(failures == [.timeout])
        }
    }

    /// A ClientHello that says it is 16 KB long, which TLS would wait for.
    @Test func anEndlessHandshakeMeetsItsBytes() async throws {
        var limits = Loopback.limits
        limits.unauthenticatedBytes = 8_192
        try await serving(limits: limits) { _, port in
            let socket = try await RawSocket.connect(port: port)
            let record: [UInt8] = [22, 3, 1, 0x10, 0]
            socket.send(record + [1, 0, 0x3F, 0xFF] + [UInt8](repeating: 0, count: 0x1000 - 4))
            for _ in 0..<2 { socket.send(record + [UInt8](repeating: 0, count: 0x1000)) }
            #expect(await socket.isClosed())
            #expect(await eventually { !failures.isEmpty })
            #expect(failures == [.tooManyBytes])
        }
    }

    @Test func oneAddressHoldsAFewHandshakesAndTheOthersGoOn() async throws {
        var limits = Loopback.limits
        limits.handshakesPerAddress = 20
        try await serving(limits: limits) { server, port in
            var sockets: [RawSocket] = []
            for _ in 0..<100 {
                sockets.append(try await RawSocket.connect(port: port, from: "127.0.0.2"))
            }
            let expected = TransportEvent.connectionRefused(limit: "handshakesPerAddress")
            #expect(await eventually { events.all.count { $0 == expected } == 80 })
            #expect(server.connectionCount == 20)
            let failure = try await TLSProbe.failure(port: port)
            #expect(failure == nil)
            for socket in sockets { socket.close() }
            #expect(await eventually { server.connectionCount <= 1 })
            // What they held is free again.
            let again = try await RawSocket.connect(port: port, from: "127.0.0.2")
            #expect(await eventually { server.connectionCount >= 1 })
            again.close()
        }
    }

    // MARK: - The gate

    @Test(arguments: UInt64(0)..<64)
    func theGateKeepsEveryLimitAndForgetsNobody(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var limits = Limits()
        (limits.connections, limits.connectionsPerAddress) = (40, 20)
        (limits.handshakes, limits.handshakesPerAddress) = (12, 5)
        var gate = AcceptGate<Int>(limits)
        var unknown: [Int] = []
        var known: [Int] = []
        for _ in 0..<3_000 {
            switch Int.random(in: 0..<4, using: &generator) {
            case 0, 1:
                let source = Int.random(in: 0..<6, using: &generator)
                let mine = (unknown.count { $0 == source }, known.count { $0 == source })
                let isFree =
                    unknown.count + known.count < 40 && mine.0 + mine.1 < 20
                    && unknown.count < 12 && mine.0 < 5
                #expect((gate.arrived(from: source) == nil) == isFree, "seed \(seed)")
                if isFree { unknown.append(source) }
            case 2 where !unknown.isEmpty:
                let source = unknown.removeLast()
                if Bool.random(using: &generator) {
                    gate.opened(from: source)
                    known.append(source)
                } else {
                    gate.closed(from: source, wasKnown: false)
                }
            case 3 where !known.isEmpty:
                let place = known.indices.randomElement(using: &generator)!
                gate.closed(from: known.remove(at: place), wasKnown: true)
            default: break
            }
            #expect(gate.count == unknown.count + known.count, "seed \(seed)")
        }
    }
}

/// A TCP connection that says whatever a test wants, without TLS.
final class RawSocket: Sendable {
    private let channel: any Channel

    private init(_ channel: any Channel) { self.channel = channel }

    static func connect(port: Int, from address: String = "127.0.0.1") async throws -> RawSocket {
        let source = try SocketAddress(ipAddress: address, port: 0)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(to: source)
            .connect(host: "127.0.0.1", port: port).get()
        return RawSocket(channel)
    }

    func send(_ bytes: [UInt8]) { channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil) }

    func close() { channel.close(promise: nil) }

    /// True once the other side has closed; waits for ten seconds at most.
    func isClosed() async -> Bool { await eventually { !channel.isActive } }
}

import NIOCore
import NIOPosix
import RPC
import RPCTransport
import Testing

/// Connections end in order, and dead ones at all.
@Suite(.serialized)
struct ConnectionAgeTests {
    let service = EchoService()

    @Test func theAgeIsATenthShorterOrLonger() {
        var limits = Limits()
        limits.connectionAge = .seconds(100)
        for (chance, seconds) in [(0.0, 90.0), (0.5, 100), (1, 110)] {
            #expect(abs(limits.connectionAge(chance: chance) / .seconds(1) - seconds) < 0.001)
        }
    }

    @Test func agedConnectionsAreReplacedAndNoCallFails() async throws {
        var limits = Loopback.limits
        limits.connectionAge = .milliseconds(100)
        let events = TransportEvents()
        try await Loopback.serving(service.handlers, limits: limits, observer: events) {
            _, client in
            let load = Load(Client(client), workers: 8)
            try await Task.sleep(for: .milliseconds(1_500))
            try await load.more(than: 10)
            let failures = await load.stop()
            #expect(failures.isEmpty, "\(failures.first as Any)")
        }
    }

    @Test func anAgedConnectionSaysSoAndEndsWithItsLastCall() async throws {
        var limits = Loopback.limits
        limits.connectionAge = .milliseconds(50)
        try await Loopback.serving(service.handlers, limits: limits) { server, _ in
            let peer = try await RawPeer.connect(port: server.port)
            _ = try await peer.greet()
            peer.call(service.index("echo.echo"), Text(text: ""), stream: 1)
            let goAway = try #require(await peer.next(.goAway))
            #expect(try GoAway(reading: goAway.body).lastStream == GoAway.everyStream)
            #expect(server.connectionCount == 1)
            let ping = try #require(await peer.next(.ping))
            let token = try #require(
                ping.body.getInteger(at: ping.body.readerIndex, as: UInt64.self))
            peer.send { $0.writePing(token, isAnswer: true) }
            #expect(await eventually { server.connectionCount == 0 })
        }
    }

    @Test func whatStillRunsAfterTheGraceIsGivenUp() async throws {
        var limits = Loopback.limits
        limits.connectionAge = .milliseconds(50)
        limits.connectionAgeGrace = .milliseconds(50)
        try await Loopback.serving(service.handlers, limits: limits) { server, client in
            var ending: RPCError?
            do {
                for try await _ in Client<Echo>(client).forEver(Text(text: "")) {}
            } catch { ending = error as? RPCError }
            #expect(ending?.code == .unavailable)
            #expect(await eventually { service.seen.ended == 1 && server.runningHandlers == 0 })
        }
    }

    @Test func aPeerThatAnswersNoPingIsGivenUp() async throws {
        var limits = Loopback.limits
        limits.pingInterval = .milliseconds(100)
        limits.pingTimeout = .milliseconds(100)
        try await Loopback.serving(service.handlers, limits: limits) { server, _ in
            let peer = try await RawPeer.connect(port: server.port)
            _ = try await peer.greet()
            peer.call(service.index("echo.sleep"), Text(text: "9000"), stream: 1)
            #expect(await peer.next(.ping) != nil)
            #expect(await eventually { server.connectionCount == 0 && server.runningHandlers == 0 })
        }
    }

    @Test func theKernelGivesUpADeadPeerAsSoonAsPingWould() async throws {
        let limits = Limits()
        #expect(limits.userTimeout == .seconds(25))
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.userTimeout, value: limits.userTimeoutMilliseconds)
            .bind(host: "127.0.0.1", port: 0).get()
        let milliseconds = try await channel.getOption(.userTimeout).get()
        #expect(milliseconds == 25_000)
        try await channel.close()
    }
}

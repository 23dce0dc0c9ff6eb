import Glibc
import NIOCore
import NIOPosix
import RPC
import RPCTransport
import Testing

/// A loop that stands still is noticed.
@Suite(.serialized)
struct LoopLagTests {
    private func moment(_ milliseconds: Int) -> Deadline {
        Deadline(uptimeNanoseconds: UInt64(1_000_000 + milliseconds) * 1_000_000)
    }

    @Test func aLateBeatIsToldAndOneThatIsMissingIsSeen() {
        var limits = Limits()
        limits.loopBeat = .milliseconds(250)
        limits.loopLagTold = .milliseconds(100)
        var lag = LoopLag(limits, at: moment(0))
        #expect(lag.lag(at: moment(200)) == .zero)
        #expect(lag.beat(at: moment(251)) == nil)
        #expect(lag.lag(at: moment(251)) == .milliseconds(1))
        // The next beat is due 250 ms after the last one came.
        #expect(lag.lag(at: moment(801)) == .milliseconds(300))
        #expect(lag.beat(at: moment(901)) == .milliseconds(400))
        #expect(lag.beat(at: moment(1_151)) == nil)
        #expect(lag.lag(at: moment(1_151)) == .zero)
    }

    @Test func aHandlerThatBlocksItsLoopIsToldOf() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let events = TransportEvents()
        var handlers = Handlers()
        handlers.serve(Echo.echo) { request, _ in
            usleep(600_000)
            return request
        }
        var limits = Loopback.limits
        limits.loopBeat = .milliseconds(20)
        let server = MeshServer(
            handlers: handlers, tls: try Loopback.material(of: "echo"), policy: .open,
            limits: limits, address: Endpoint(port: 0), serviceName: "echo",
            eventLoopGroup: group, logger: Loopback.logger, observer: events)
        try await server.start()
        let client = try Loopback.client(of: "echo", port: server.port)
        let call = Task { _ = try await Client<Echo>(client).echo(Text(text: "")) }
        // Seen from outside while it lasts, told afterwards.
        #expect(await eventually { server.loopLag > .milliseconds(100) })
        try await call.value
        #expect(
            await eventually {
                events.all.contains { event in
                    if case .loopLagged(let lag) = event { lag > .milliseconds(300) } else { false }
                }
            })
        client.close()
        await server.stop()
        try await group.shutdownGracefully()
    }

    @Test func aServerThatIsToldToGoDrainsAndItsRunReturns() async throws {
        let service = EchoService()
        let server = try Loopback.server(service.handlers)
        try await server.start()
        let running = Task { try await server.run() }
        let client = try Loopback.client(of: "echo", port: server.port)
        let echo = Client<Echo>(client)
        let call = Task { try await echo.sleep(Text(text: "300")) }
        #expect(await eventually { service.seen.started == 1 })
        server.startDraining()
        let answer = try await call.value
        #expect(answer.text == "300")
        try await running.value
        #expect(server.connectionCount == 0)
        client.close()
    }
}

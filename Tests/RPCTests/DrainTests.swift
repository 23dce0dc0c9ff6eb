import NIOCore
import RPC
import RPCTransport
import Testing

/// A server that stops loses nothing.
@Suite(.serialized)
struct DrainTests {
    let service = EchoService()

    /// Ten servers in a row take the place of one another while calls flow.
    @Test func rollingRestartsFailNoCall() async throws {
        var server = try Loopback.server(service.handlers)
        try await server.start()
        let port = try server.port
        let client = try Loopback.client(of: "echo", port: port)
        let load = Load(Client(client), workers: 16)
        try await load.more(than: 50)
        for _ in 0..<10 {
            await server.stop()
            server = try Loopback.server(service.handlers, port: port)
            try await server.start()
            try await load.more(than: 20)
        }
        let failures = await load.stop()
        #expect(failures.isEmpty, "\(failures.count): \(failures.first as Any)")
        client.close()
        await server.stop()
    }

    @Test func aCallThatCrossesTheFirstGoAwayIsServed() async throws {
        let server = try Loopback.server(service.handlers)
        try await server.start()
        let peer = try await RawPeer.connect(port: server.port)
        _ = try await peer.greet()
        peer.call(service.index("echo.append"), Text(text: "the server is open"), stream: 1)
        #expect(try await peer.nextError()?.code == .ok)
        async let stopped: Void = server.stop()
        let first = try #require(await peer.next(.goAway))
        #expect(try GoAway(reading: first.body).lastStream == GoAway.everyStream)
        let ping = try #require(await peer.next(.ping))
        // Written before the answer to the PING, as a call that was on its way would be.
        peer.call(service.index("echo.append"), Text(text: "crossing"), stream: 2)
        let token = try #require(ping.body.getInteger(at: ping.body.readerIndex, as: UInt64.self))
        peer.send { $0.writePing(token, isAnswer: true) }
        peer.call(service.index("echo.append"), Text(text: "too late"), stream: 3)
        #expect(try await peer.nextError()?.code == .ok)
        let last = try #require(await peer.next(.goAway))
        #expect(try GoAway(reading: last.body).lastStream == 2)
        await stopped
    }

    @Test func aCallThatWasAnsweredEarlyDoesNotHoldUpTheDrain() async throws {
        var limits = Loopback.limits
        limits.drainTimeout = .seconds(60)
        let server = try Loopback.server(service.handlers, limits: limits)
        try await server.start()
        let client = try Loopback.client(of: "echo", port: server.port)
        let error = await CallBehaviour.error {
            try await Client<Echo>(client).sleep(Text(text: "60000"), timeout: .milliseconds(300))
        }
        #expect(error?.code == .deadlineExceeded)
        let began = Deadline.now
        await server.stop()
        #expect(Deadline.now - began < .seconds(30))
        client.close()
    }

    @Test func aStreamThatItsReaderResumesDoesNotHoldUpTheDrain() async throws {
        var limits = Loopback.limits
        limits.drainTimeout = .seconds(60)
        var handlers = service.handlers
        handlers.set(Serving(endsAtDrain: true), for: Echo.forEver)
        let server = try Loopback.server(handlers, limits: limits)
        try await server.start()
        let client = try Loopback.client(of: "echo", port: server.port)
        let stream = Client<Echo>(client).forEver(Text(text: ""))
        let began = Deadline.now
        let error = await CallBehaviour.error {
            var count = 0
            for try await _ in stream {
                count += 1
                if count == 10 { Task { await server.stop() } }
            }
        }
        #expect(error?.code == .unavailable)
        #expect(error?.details == [.reason("draining")])
        await server.stop()
        #expect(Deadline.now - began < .seconds(30))
        #expect(service.seen.cancelled == 1, "the handler is cancelled, not forgotten")
        client.close()
    }

    /// 3 MB of answers wait in the server when it is told to stop.
    @Test func aSlowReaderGetsItsLastBytes() async throws {
        let server = try Loopback.server(service.handlers)
        try await server.start()
        let client = try Loopback.client(of: "echo", port: server.port)
        var stream = Client<Echo>(client).count(Count(upTo: 300, byteCount: 10_000))
            .makeAsyncIterator()
        var received = 0
        _ = try await stream.next()
        async let stopped: Void = server.stop()
        while try await stream.next() != nil {
            received += 1
            if received % 50 == 0 { try await Task.sleep(for: .milliseconds(20)) }
        }
        #expect(received == 299)
        await stopped
        client.close()
    }
}

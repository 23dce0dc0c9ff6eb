import Glibc
import RPC
import RPCTransport
import Synchronization
import Testing

/// What a service says about its methods holds over TLS.
@Suite(.serialized)
struct ServingTests {
    let service = EchoService()

    private func limited(_ serving: Serving) -> Handlers {
        var handlers = service.handlers
        handlers.set(serving, for: Echo.sleep)
        return handlers
    }

    @Test func callsOverAMethodsLimitAreRefusedAtOnceAndTheOthersEnd() async throws {
        try await Loopback.serving(limited(Serving(concurrentCalls: 1))) { server, client in
            let echo = Client<Echo>(client)
            let codes = await withTaskGroup(of: RPCError?.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        await CallBehaviour.error { try await echo.sleep(Text(text: "400")) }
                    }
                }
                return await group.reduce(into: [RPCError?]()) { $0.append($1) }
            }
            let refused = codes.compactMap { $0 }
            #expect(refused.count < 100 && refused.count >= 50, "\(refused.count) refused")
            #expect(refused.allSatisfy { $0.code == .resourceExhausted })
            #expect(refused.first?.details.contains(.limit("methodCalls", value: 1)) == true)
            #expect(refused.first?.details.contains(.reason("not_started")) == true)
            let other = try await echo.append(Text(text: "other"))
            #expect(other.text == "other!")
            let again = try await echo.sleep(Text(text: "1"))
            #expect(again.text == "1")
            #expect(await eventually { server.runningHandlers == 0 })
        }
    }

    @Test func aMethodsLimitHoldsInProcessAsWell() async throws {
        let channel = InProcessChannel(limited(Serving(concurrentCalls: 1)), service: "echo")
        let echo = Client<Echo>(channel)
        let first = Task { try await echo.sleep(Text(text: "400")) }
        #expect(await eventually { service.seen.started == 1 })
        let refused = await CallBehaviour.error { try await echo.sleep(Text(text: "1")) }
        #expect(refused?.details.first == .limit("methodCalls", value: 1))
        #expect(refused?.origin == .remote("echo"))
        _ = try await first.value
        let again = try await echo.sleep(Text(text: "1"))
        #expect(again.text == "1")
    }

    @Test func aFloodingCallerStarvesNoOther() async throws {
        let server = try Loopback.server(limited(Serving(concurrentCalls: 16)))
        try await server.start()
        let greedy = try Loopback.client(of: "echo", port: server.port, caller: "roi")
        let modest = try Loopback.client(of: "echo", port: server.port, caller: "gateway")
        let flood = Task {
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<64 {
                    group.addTask {
                        while !Task.isCancelled {
                            let echo = Client<Echo>(greedy)
                            _ = try? await echo.sleep(Text(text: "20"))
                        }
                    }
                }
            }
        }
        #expect(await eventually { service.seen.started > 30 })
        for _ in 0..<30 {
            let answer = try await Client<Echo>(modest).sleep(Text(text: "2"))
            #expect(answer.text == "2")
        }
        flood.cancel()
        await flood.value
        greedy.close()
        modest.close()
        await server.stop()
    }

    @Test(arguments: [2_000, 100_000])
    func aRequestOverTheServicesLimitIsRefused(byteCount: Int) async throws {
        try await Loopback.serving(limited(Serving(requestBytes: 1_000))) { _, client in
            let echo = Client<Echo>(client)
            let text = String(repeating: "0", count: byteCount)
            let error = await CallBehaviour.error { try await echo.sleep(Text(text: text)) }
            #expect(error?.code == .resourceExhausted)
            #expect(error?.details == [.limit("requestBytes", value: 1_000)])
            let answer = try await echo.sleep(Text(text: "1"))
            #expect(answer.text == "1")
        }
    }

    @Test func aRequestOfOneFrameOverTheMethodsLimitIsRefused() async throws {
        let server = try Loopback.server(BriefService.handlers)
        try await server.start()
        let peer = try await RawPeer.connect(port: server.port)
        _ = try await peer.greet()
        peer.call(0, Text(text: String(repeating: "x", count: 2_000)), stream: 1)
        let error = try await peer.nextError()
        #expect(error?.details == [.limit("maximumMessageBytes", value: 1_000)])
        try await peer.close()
        await server.stop()
    }

    /// On the loop it would wait for a call that the same loop would have to read.
    @Test func anOffloadedHandlerMayBlockWhileItsConnectionGoesOn() async throws {
        let gate = Gate()
        var handlers = Handlers()
        handlers.serve(Echo.echo) { request, _ in
            gate.waitUntilOpen()
            return request
        }
        handlers.serve(Echo.append) { request, _ in
            gate.open()
            return request
        }
        handlers.set(Serving(execution: .offloaded), for: Echo.echo)
        try await Loopback.serving(handlers) { _, client in
            let echo = Client<Echo>(client)
            async let blocked = echo.echo(Text(text: "blocked"), timeout: .seconds(60))
            #expect(await eventually { gate.hasVisitor })
            _ = try await echo.append(Text(text: "go on"), timeout: .seconds(60))
            let answer = try await blocked
            #expect(answer.text == "blocked")
        }
    }
}

private enum BriefService {
    static let brief = Method<Text, Text>("brief.echo", maximumMessageBytes: 1_000)

    static var handlers: Handlers {
        var handlers = Handlers()
        handlers.serve(brief) { request, _ in request }
        return handlers
    }
}

/// Blocks a thread until another one opens it.
final class Gate: Sendable {
    private let state = Mutex((isOpen: false, hasVisitor: false))

    var hasVisitor: Bool { state.withLock { $0.hasVisitor } }
    func open() { state.withLock { $0.isOpen = true } }

    func waitUntilOpen() {
        let end = Deadline.after(.seconds(50))
        while !end.hasPassed {
            let isOpen = state.withLock { state in
                state.hasVisitor = true
                return state.isOpen
            }
            if isOpen { return }
            usleep(1_000)
        }
    }
}

/// A server that is offered far more than it can do.
@Suite(.serialized)
struct OverloadTests {
    /// Four calls are worked on at a time, 20 ms each: two hundred that all run take a second.
    private func quantiles(adaptive: Bool) async throws -> (refused: Int, median: Duration) {
        let places = Places(4)
        var handlers = Handlers()
        handlers.serve(Echo.echo) { request, _ in
            await places.enter()
            try? await Task.sleep(for: .milliseconds(20))
            await places.leave()
            return request
        }
        var limits = Loopback.limits
        limits.admission.isAdaptive = adaptive
        limits.admission.floor = 4
        limits.admission.allowance = .milliseconds(20)
        let record = Record()
        try await Loopback.serving(handlers, limits: limits) { _, client in
            let echo = Client<Echo>(client)
            // The quiet before: what a call takes when nobody waits.
            for _ in 0..<60 { _ = try await echo.echo(Text(text: "")) }
            let end = Deadline.after(.seconds(5))
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<200 {
                    group.addTask {
                        while !end.hasPassed {
                            let began = Deadline.now
                            do {
                                _ = try await echo.echo(Text(text: ""), timeout: .seconds(60))
                                record.answered(in: Deadline.now - began)
                            } catch {
                                record.refused()
                                try? await Task.sleep(for: .milliseconds(100))
                            }
                        }
                    }
                }
            }
        }
        return record.summary
    }

    @Test func anOverloadIsRefusedInPartAndTheRestIsAnsweredSooner() async throws {
        let without = try await quantiles(adaptive: false)
        let with = try await quantiles(adaptive: true)
        #expect(without.refused == 0)
        #expect(with.refused > 0)
        #expect(with.median * 2 < without.median, "\(with.median) against \(without.median)")
    }
}

/// How calls ended.
private final class Record: Sendable {
    private let kept = Mutex((refused: 0, durations: [Duration]()))

    func answered(in duration: Duration) { kept.withLock { $0.durations.append(duration) } }
    func refused() { kept.withLock { $0.refused += 1 } }

    var summary: (refused: Int, median: Duration) {
        kept.withLock { ($0.refused, $0.durations.sorted()[$0.durations.count / 2]) }
    }
}

/// So many may be inside at a time; the others wait in order.
private actor Places {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) { free = count }

    func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}

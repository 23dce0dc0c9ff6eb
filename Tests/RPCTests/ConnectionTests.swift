import Identifiers
import Logging
import RPC
import RPCTransport
import Synchronization
import Testing

/// What a client's connection survives, and what it says when it does not.
@Suite(.serialized)
struct ConnectionTests {
    let service = EchoService()

    @Test func aServerOfAnotherNameIsRefused() async throws {
        let server = try Loopback.server(service.handlers, name: "roi")
        try await server.start()
        let client = try Loopback.client(of: "echo", port: server.port)
        let error = await CallBehaviour.error {
            try await Client<Echo>(client).echo(Text(text: ""), timeout: .seconds(5))
        }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("expected echo") == true)
        client.close()
        await server.stop()
    }

    @Test func policyNamesMethodAndCaller() async throws {
        let policy = Policy(
            allow: [
                .init(method: "echo.*", callers: ["gateway", "coaching"]),
                .init(method: "echo.append", callers: ["roi"]),
            ], deny: [.init(method: "echo.fail", callers: ["*"])])
        try await Loopback.serving(service.handlers, policy: policy, caller: "roi") { _, client in
            let echo = Client<Echo>(client)
            let answer = try await echo.append(Text(text: "a"))
            #expect(answer.text == "a!")
            let denied = await CallBehaviour.error { try await echo.echo(Text(text: "")) }
            #expect(denied?.code == .permissionDenied)
            #expect(denied?.message.contains("roi to call echo.echo") == true)
        }
        let person = Principal(tenantID: "acme", subject: "ada", role: .agent)
        try await Loopback.serving(service.handlers, policy: policy, caller: "coaching") {
            _, client in
            let echo = Client<Echo>(client).acting(as: person)
            let denied = await CallBehaviour.error { try await echo.whoAmI(Text(text: "")) }
            #expect(denied?.message.contains("principals.originators") == true)
        }
        try await Loopback.serving(service.handlers, policy: policy) { _, client in
            let echo = Client<Echo>(client).acting(as: person)
            let answer = try await echo.whoAmI(Text(text: ""))
            #expect(answer.text == "gateway ada")
        }
    }

    @Test func nobodyThereIsUnavailableInTime() async throws {
        let client = try Loopback.client(of: "echo", port: 1)
        let error = await CallBehaviour.error {
            try await Client<Echo>(client).echo(Text(text: ""), timeout: .milliseconds(300))
        }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("no connection to echo within") == true)
        client.close()
    }

    @Test func aRefusedConnectionIsTriedOnceAPause() async throws {
        var limits = Loopback.limits
        limits.helloTimeout = .milliseconds(100)
        let attempts = Tally()
        let client = MeshClient(
            target: "echo", endpoints: [Endpoint(port: 1)],
            tls: try Loopback.material(of: "gateway"), limits: limits,
            logger: Logger(label: "attempts") { _ in CountingLog(tally: attempts) })
        client.connect()
        try await Task.sleep(for: .milliseconds(1_500))
        client.close()
        // Pauses of 50, 100, 200, 400 and 800 ms at most, half of that at least.
        #expect((1...8).contains(attempts.count), "\(attempts.count) attempts")
    }

    @Test func aLostConnectionFailsItsCalls() async throws {
        var limits = Loopback.limits
        limits.drainTimeout = .milliseconds(50)
        let server = try Loopback.server(service.handlers, limits: limits)
        try await server.start()
        let client = try Loopback.client(of: "echo", port: server.port)
        let echo = Client<Echo>(client)
        _ = try await echo.append(Text(text: "connect"))
        let task = Task { await CallBehaviour.error { try await echo.sleep(Text(text: "9000")) } }
        #expect(await eventually { service.seen.started == 1 })
        await server.stop()
        #expect(await task.value?.code == .unavailable)
        #expect(await eventually { service.seen.ended == 1 })
        client.close()
    }

    @Test func aRestartedServerIsFoundAgain() async throws {
        let first = try Loopback.server(service.handlers)
        try await first.start()
        let port = try first.port
        let client = try Loopback.client(of: "echo", port: port)
        let echo = Client<Echo>(client)
        #expect(try await echo.append(Text(text: "one")).text == "one!")
        await first.stop()
        let second = try Loopback.server(service.handlers, port: port)
        try await second.start()
        #expect(try await echo.append(Text(text: "two")).text == "two!")
        client.close()
        await second.stop()
    }

    @Test func drainingLosesNoCall() async throws {
        let server = try Loopback.server(service.handlers)
        try await server.start()
        let port = try server.port
        let client = try Loopback.client(of: "echo", port: port)
        let echo = Client<Echo>(client)
        _ = try await echo.append(Text(text: "connect"))
        let done = Tally()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for number in 0..<40 {
                        let text = "\(number % 5)"
                        let answer = try await echo.sleep(Text(text: text), timeout: .seconds(20))
                        #expect(answer.text == text)
                        done.add()
                    }
                }
            }
            #expect(await eventually { done.count > 20 })
            await server.stop()
            let second = try Loopback.server(service.handlers, port: port)
            try await second.start()
            try await group.waitForAll()
            await second.stop()
        }
        #expect(done.count == 320)
        client.close()
    }

    @Test func aSlowReaderHoldsUpNobodyElse() async throws {
        try await Loopback.serving(service.handlers) { _, client in
            let echo = Client<Echo>(client)
            var stalled: [ResponseStream<Text>.Iterator] = []
            for _ in 0..<3 {
                var iterator = echo.count(Count(upTo: 5_000, byteCount: 500)).makeAsyncIterator()
                _ = try await iterator.next()
                stalled.append(iterator)
            }
            for number in 0..<50 {
                let answer = try await echo.append(Text(text: "\(number)"), timeout: .seconds(30))
                #expect(answer.text == "\(number)!")
            }
            var received = 0
            for try await _ in echo.count(Count(upTo: 500)) { received += 1 }
            #expect(received == 500)
            #expect(!stalled.isEmpty)
        }
    }

    @Test func theLedgerSaysHowLongTheHandlerTook() async throws {
        let outcomes = Outcomes()
        try await Loopback.serving(service.handlers, observer: outcomes) { _, client in
            _ = try await Client<Echo>(client).sleep(Text(text: "30"))
            #expect(await eventually { outcomes.all.count == 1 })
            let outcome = try #require(outcomes.all.first)
            #expect(outcome.method == "echo.sleep")
            #expect(outcome.peer == "gateway")
            #expect(outcome.code == .ok)
            #expect(outcome.ledger.handlerMicroseconds >= 25_000)
        }
    }

    // MARK: - Two hops

    /// A service that hands every call on to `echo`.
    private func twoHops(_ body: (Client<Echo>) async throws -> Void) async throws {
        let policy = Policy(
            allow: [.init(method: "*", callers: ["*"])],
            principals: .init(originators: ["gateway"], forwarders: ["front"]))
        let back = try Loopback.server(service.handlers, policy: policy)
        try await back.start()
        let hop = try Loopback.client(of: "echo", port: back.port, caller: "front")
        let echo = Client<Echo>(hop)
        var handlers = Handlers()
        handlers.serve(Echo.sleep) { request, _ in try await echo.sleep(request) }
        handlers.serve(Echo.fail) { request, _ in try await echo.fail(request) }
        handlers.serve(Echo.echo) { request, _ in try await echo.echo(request) }
        let front = try Loopback.server(handlers, name: "front", policy: policy)
        try await front.start()
        let client = try Loopback.client(of: "front", port: front.port)
        try await body(Client(client))
        client.close()
        hop.close()
        await front.stop()
        await back.stop()
    }

    @Test func aDeadlineReachesTheSecondHop() async throws {
        try await twoHops { front in
            _ = try await front.echo(Text(text: "connect"), timeout: .seconds(40))
            let inherited = try #require(service.seen.calls.last?.deadline)
            #expect(inherited.remaining < .seconds(40))
            let error = await CallBehaviour.error {
                try await front.sleep(Text(text: "60000"), timeout: .milliseconds(500))
            }
            #expect(error?.code == .deadlineExceeded)
            #expect(await eventually { service.seen.cancelled == 1 })
        }
    }

    @Test func aCancellationReachesTheSecondHop() async throws {
        try await twoHops { front in
            let task = Task {
                await CallBehaviour.error { try await front.sleep(Text(text: "9000")) }
            }
            #expect(await eventually { service.seen.started == 1 })
            task.cancel()
            #expect(await task.value?.code == .cancelled)
            #expect(await eventually { service.seen.cancelled == 1 })
        }
    }

    @Test func anErrorSaysWhichHopItCameFrom() async throws {
        try await twoHops { front in
            let error = await CallBehaviour.error { try await front.fail(Text(text: "typed")) }
            #expect(error?.code == .failedPrecondition)
            #expect(error?.origin == .remote("echo"))
        }
    }

    @Test func thePersonAndTheCallIDTravelAlong() async throws {
        try await twoHops { front in
            let person = Principal(tenantID: "acme", subject: "ada", role: .agent)
            let context = CallContext(principal: person)
            _ = try await CallContext.$current.withValue(context) {
                try await front.echo(Text(text: ""))
            }
            let call = try #require(service.seen.calls.last)
            #expect(call.principal == person)
            #expect(call.callID == context.callID)
            #expect(call.caller == "front")
        }
    }
}

/// Keeps what an observer is told.
final class Outcomes: CallObserver {
    private let kept = Mutex<[CallOutcome]>([])
    var all: [CallOutcome] { kept.withLock { $0 } }
    func callEnded(_ outcome: CallOutcome) { kept.withLock { $0.append(outcome) } }
}

/// Counts what is logged.
struct CountingLog: LogHandler {
    let tally: Tally
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    init(tally: Tally) { self.tally = tally }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { tally.add() }
}

/// Counts from several tasks.
final class Tally: Sendable {
    private let value = Mutex(0)
    var count: Int { value.withLock { $0 } }
    func add() { value.withLock { $0 += 1 } }
}

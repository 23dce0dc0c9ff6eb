import Logging
import RPC
import RPCTransport
import Synchronization
import Testing
import Wire

/// What a client of several servers does, over TLS on the loopback interface.
@Suite(.serialized)
struct BalancedClientTests {
    /// Several servers of one service, each with its own memory of what it served.
    final class Fleet: Sendable {
        struct Member: Sendable {
            let server: MeshServer
            let service: EchoService
            let endpoint: Endpoint
        }

        let members: [Member]

        init(_ count: Int, limits: Limits = Loopback.limits) async throws {
            var members: [Member] = []
            for _ in 0..<count {
                let service = EchoService()
                let server = try Loopback.server(service.handlers, limits: limits)
                try await server.start()
                members.append(
                    Member(
                        server: server, service: service,
                        endpoint: Endpoint(port: server.boundPort!)))
            }
            self.members = members
        }

        var endpoints: [Endpoint] { members.map(\.endpoint) }
        /// Handlers of `sleep` that each member has started.
        var started: [Int] { members.map { $0.service.seen.started } }
        /// Calls of `echo` that each member has served.
        var served: [Int] { members.map { $0.service.seen.calls.count } }

        func stop() async { for member in members { await member.server.stop() } }
    }

    func client(
        _ resolver: any Resolver, limits: Limits = Loopback.limits,
        clientLimits: ClientLimits = ClientLimits()
    ) throws -> MeshClient {
        MeshClient(
            target: "echo", resolver: resolver, tls: try Loopback.material(of: "gateway"),
            limits: limits, clientLimits: clientLimits, logger: Loopback.logger)
    }

    /// A fleet and its client, which is connected to every member.
    func fleet(
        _ count: Int, limits: Limits = Loopback.limits,
        clientLimits: ClientLimits = ClientLimits(),
        _ body: (Fleet, MeshClient) async throws -> Void
    ) async throws {
        let fleet = try await Fleet(count, limits: limits)
        let client = try client(StaticResolver(fleet.endpoints), clientLimits: clientLimits)
        client.connect()
        #expect(await eventually { client.readyConnections == count })
        try await body(fleet, client)
        client.close()
        await fleet.stop()
    }

    /// Makes calls of `sleep` from `workers` tasks until `isOver`; the errors.
    func load(
        _ client: MeshClient, workers: Int, milliseconds: Int, calls: Tally,
        until isOver: @escaping @Sendable () -> Bool
    ) async -> [RPCError] {
        await load(workers: workers, calls: calls, until: isOver) {
            try await Client<Echo>(client).sleep(
                Text(text: "\(milliseconds)"), timeout: .seconds(30))
        }
    }

    func load(
        workers: Int, calls: Tally, until isOver: @escaping @Sendable () -> Bool,
        _ call: @escaping @Sendable () async throws -> Text
    ) async -> [RPCError] {
        await withTaskGroup(of: [RPCError].self) { group in
            for _ in 0..<workers {
                group.addTask {
                    var errors: [RPCError] = []
                    while !isOver() {
                        calls.add()
                        if let error = await CallBehaviour.error(call) { errors.append(error) }
                    }
                    return errors
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
    }

    // MARK: - Losing servers

    @Test func killingOneOfThreeFailsNoIdempotentCallAndAddsLittle() async throws {
        var limits = Loopback.limits
        limits.drainTimeout = .zero
        try await fleet(3, limits: limits) { fleet, client in
            let calls = Tally()
            async let errors = load(client, workers: 24, milliseconds: 2, calls: calls) {
                calls.count > 3_000
            }
            #expect(await eventually { calls.count > 1_000 })
            await fleet.members[0].server.stop()
            #expect(await errors == [])
            let amplification = Double(fleet.started.reduce(0, +)) / Double(calls.count)
            #expect(amplification <= 1.2)
            #expect(fleet.started[1] > 500 && fleet.started[2] > 500)
        }
    }

    @Test func whatWasWrittenIsNeverRepeatedUnlessIdempotent() async throws {
        var limits = Loopback.limits
        limits.drainTimeout = .zero
        try await fleet(2, limits: limits) { fleet, client in
            let method = MethodDescriptor(name: "echo.sleep", kind: .unary)
            let results = await withTaskGroup(of: RPCError?.self) { group in
                for _ in 0..<40 {
                    group.addTask {
                        await CallBehaviour.error {
                            try await client.unary(
                                OutgoingCall(
                                    method: method, message: Text(text: "300").wireBytes(),
                                    deadline: .after(.seconds(30))))
                        }
                    }
                }
                #expect(await eventually { fleet.started.reduce(0, +) == 40 })
                await fleet.members[0].server.stop()
                return await group.reduce(into: []) { $0.append($1) }
            }
            let failed = results.count { $0 != nil }
            #expect(fleet.started.reduce(0, +) == 40, "each handler ran once")
            #expect(failed == fleet.started[0], "what the lost server had is UNAVAILABLE")
            #expect(results.allSatisfy { $0 == nil || $0?.code == .unavailable })
        }
    }

    @Test func aDrainingServerFailsNoCallWhateverItsMethod() async throws {
        try await fleet(2) { fleet, client in
            let calls = Tally()
            async let errors = load(workers: 16, calls: calls, until: { calls.count > 3_000 }) {
                try await Client<Echo>(client).append(Text(text: "a"), timeout: .seconds(30))
            }
            #expect(await eventually { calls.count > 500 })
            await fleet.members[1].server.stop()
            #expect(await errors == [])
        }
    }

    @Test func anEmptyBudgetStopsRetries() async throws {
        var clientLimits = ClientLimits()
        (clientLimits.retryShare, clientLimits.retriesPerSecond) = (0, 1)
        clientLimits.breakerCalls = .max
        let attempts = Tally()
        var handlers = Handlers()
        handlers.serve(Echo.sleep) { _, _ in
            attempts.add()
            throw RPCError(.unavailable, "out of order")
        }
        let server = try Loopback.server(handlers)
        try await server.start()
        let client = try client(
            StaticResolver([Endpoint(port: server.boundPort!)]), clientLimits: clientLimits)
        for _ in 0..<100 {
            let error = await CallBehaviour.error {
                try await Client<Echo>(client).sleep(Text(text: "0"))
            }
            #expect(error?.code == .unavailable)
        }
        // One each second of the window of ten, and what time brings meanwhile.
        #expect((105...140).contains(attempts.count), "\(attempts.count) attempts of 100 calls")
        client.close()
        await server.stop()
    }

    @Test func anOpenBreakerFailsCallsAtOnceAndLetsOneProbe() async throws {
        let isBroken = Mutex(true)
        let attempts = Tally()
        var handlers = Handlers()
        handlers.serve(Echo.append) { request, _ in
            attempts.add()
            if isBroken.withLock({ $0 }) { throw RPCError(.unavailable, "out of order") }
            return request
        }
        let server = try Loopback.server(handlers)
        try await server.start()
        let client = try client(StaticResolver([Endpoint(port: server.boundPort!)]))
        let echo = Client<Echo>(client)
        var refused: RPCError?
        for _ in 0..<30 where refused == nil {
            let error = await CallBehaviour.error { try await echo.append(Text(text: "")) }
            if error?.details.contains(.reason("breaker_open")) == true { refused = error }
        }
        #expect(attempts.count == ClientLimits().breakerCalls)
        #expect(refused?.origin == .local)
        #expect(
            refused?.details.contains { if case .retryAfter = $0 { true } else { false } } == true)
        isBroken.withLock { $0 = false }
        let closed = await eventuallyAsked {
            await CallBehaviour.error { try await echo.append(Text(text: "")) } == nil
        }
        #expect(closed)
        client.close()
        await server.stop()
    }

    // MARK: - Choosing

    @Test func aSlowServerOfThreeGetsLittleTraffic() async throws {
        try await fleet(3) { fleet, client in
            let slow = Handlers.slowEcho(.milliseconds(150))
            let server = try Loopback.server(slow.handlers)
            try await server.start()
            let resolver = StaticResolver([
                fleet.endpoints[0], fleet.endpoints[1], Endpoint(port: server.boundPort!),
            ])
            let client = try self.client(resolver)
            client.connect()
            #expect(await eventually { client.readyConnections == 3 })
            await withTaskGroup { group in
                for _ in 0..<8 {
                    group.addTask {
                        for _ in 0..<150 {
                            _ = try? await Client<Echo>(client).echo(
                                Text(text: "a"), timeout: .seconds(30))
                        }
                    }
                }
            }
            let total = slow.tally.count + fleet.served.reduce(0, +)
            #expect(total == 1_200)
            #expect(slow.tally.count < 120, "\(slow.tally.count) of \(total) went to the slow one")
            client.close()
            await server.stop()
        }
    }

    @Test func callsWithOneKeyGoToOneServer() async throws {
        try await fleet(3) { fleet, client in
            var seen: Set<[Int]> = []
            for agent in 0..<24 {
                let before = fleet.served
                for _ in 0..<5 {
                    _ = try await Client<Echo>(client).echo(
                        Text(text: ""), options: CallOptions(routingKey: "agent-\(agent)"))
                }
                let difference = zip(fleet.served, before).map { $0 - $1 }
                #expect(difference.sorted() == [0, 0, 5])
                seen.insert(difference)
            }
            #expect(seen.count == 3, "the keys are spread over all servers")
        }
    }

    @Test func aFullConnectionGetsASecondOneBeside() async throws {
        var limits = Loopback.limits
        limits.concurrentCalls = 20
        try await fleet(1, limits: limits) { fleet, client in
            let calls = Tally()
            let errors = await load(client, workers: 30, milliseconds: 20, calls: calls) {
                calls.count > 600
            }
            // The burst before the second connection is up stands in line on the first.
            #expect(errors == [])
            #expect(fleet.members[0].server.connectionCount >= 2)
            #expect(
                fleet.members[0].server.connectionCount <= ClientLimits().connectionsPerAddress)
        }
    }

    // MARK: - Resolving

    @Test func aChangeOfAddressesMovesTrafficWithNoFailedCall() async throws {
        let fleet = try await Fleet(4)
        let resolver = StaticResolver(Array(fleet.endpoints[..<2]))
        let client = try client(resolver)
        let calls = Tally()
        async let errors = load(client, workers: 12, milliseconds: 3, calls: calls) {
            calls.count > 1_500
        }
        #expect(await eventually { fleet.started[0] > 50 && fleet.started[1] > 50 })
        resolver.replace(with: Array(fleet.endpoints[2...]))
        #expect(await eventually { fleet.started[2] > 50 && fleet.started[3] > 50 })
        #expect(await eventually { fleet.members[0].server.connectionCount == 0 })
        let old = fleet.started[0] + fleet.started[1]
        #expect(await errors == [])
        #expect(fleet.started[0] + fleet.started[1] == old)
        client.close()
        await fleet.stop()
    }

    @Test func closingEndsCallsOfAnAddressThatIsNoLongerNamed() async throws {
        let fleet = try await Fleet(2)
        let resolver = StaticResolver([fleet.endpoints[0]])
        let client = try client(resolver)
        let call = Task {
            await CallBehaviour.error {
                try await Client<Echo>(client).sleep(
                    Text(text: "9000"), options: CallOptions(isRepeatable: false))
            }
        }
        #expect(await eventually { fleet.started[0] == 1 })
        resolver.replace(with: [fleet.endpoints[1]])
        _ = try await Client<Echo>(client).echo(Text(text: ""))
        #expect(fleet.served == [0, 1])
        client.close()
        #expect(await call.value?.code == .unavailable)
        await fleet.stop()
    }

    @Test func anAddressThatGoesWhileNobodyAnswersThereLeavesNothing() async throws {
        let fleet = try await Fleet(1)
        var limits = Loopback.limits
        limits.firstBackoff = .seconds(60)
        limits.longestBackoff = .seconds(60)
        // Nobody listens on port 1.
        let resolver = StaticResolver([Endpoint(port: 1)])
        let client = try client(resolver, limits: limits)
        let refused = await CallBehaviour.error {
            try await Client<Echo>(client).echo(
                Text(text: ""), timeout: .seconds(30), options: CallOptions(readiness: .failsFast))
        }
        #expect(refused?.code == .unavailable)
        resolver.replace(with: fleet.endpoints)
        _ = try await Client<Echo>(client).echo(Text(text: ""))
        #expect(await eventually { client.connectorCount == 1 })
        client.close()
        await fleet.stop()
    }

    @Test func dnsIsAskedAgainAfterALossAndMovesTraffic() async throws {
        let fleet = try await Fleet(2)
        let answer = Mutex([fleet.endpoints[0]])
        var clientLimits = ClientLimits()
        clientLimits.shortestResolution = .milliseconds(20)
        let resolver = DNSResolver(Endpoint(host: "echo.test", port: 1), limits: clientLimits) {
            _ in
            answer.withLock { $0 }
        }
        let client = try client(resolver, clientLimits: clientLimits)
        let echo = Client<Echo>(client)
        _ = try await echo.echo(Text(text: ""))
        #expect(fleet.served == [1, 0])
        answer.withLock { $0 = [fleet.endpoints[1]] }
        await fleet.members[0].server.stop()
        for _ in 0..<20 { _ = try await echo.echo(Text(text: ""), timeout: .seconds(30)) }
        #expect(fleet.served == [1, 20])
        client.close()
        await fleet.members[1].server.stop()
    }

    @Test func theSystemResolvesNamesAndSaysWhyNot() async throws {
        let fleet = try await Fleet(1)
        let port = fleet.endpoints[0].port
        let target = try ResolverTarget("dns:///localhost:\(port)")
        let client = try client(target.resolver())
        _ = try await Client<Echo>(client).echo(Text(text: ""))
        client.close()
        let lost = try self.client(try ResolverTarget("dns:///nowhere.invalid:\(port)").resolver())
        let error = await CallBehaviour.error {
            try await Client<Echo>(lost).echo(Text(text: ""), timeout: .seconds(2))
        }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("nowhere.invalid was not resolved") == true)
        lost.close()
        await fleet.stop()
    }

    // MARK: - Waiting

    @Test func whoDoesNotWaitIsToldThatANameIsNotResolved() async throws {
        let name = Endpoint(host: "echo.test", port: 1)
        let gate = Gate()
        let resolver = DNSResolver(name, limits: ClientLimits()) { _ in
            gate.waitUntilOpen()
            throw RPCError(.notFound, "nobody has that name")
        }
        let client = try client(resolver)
        let call = { @Sendable in
            await CallBehaviour.error {
                try await Client<Echo>(client).echo(
                    Text(text: ""), timeout: .seconds(60),
                    options: CallOptions(readiness: .failsFast))
            }
        }
        let early = Task { await call() }
        #expect(await eventually { await client.census().calls == 1 })
        gate.open()
        for error in [await early.value, await call()] {
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("nobody has that name") == true)
        }
        client.close()
    }

    @Test func callsFailFastOrWaitAsTheySay() async throws {
        var limits = Loopback.limits
        limits.connectionWait = .milliseconds(100)
        let first = try Loopback.server(EchoService().handlers)
        try await first.start()
        let port = first.boundPort!
        await first.stop()
        let client = try Loopback.client(of: "echo", port: port, limits: limits)
        let echo = Client<Echo>(client)
        let waiting = Task {
            try await echo.echo(
                Text(text: "late"), timeout: .seconds(60), options: CallOptions(readiness: .waits))
        }
        let fast = await CallBehaviour.error {
            try await echo.echo(
                Text(text: ""), timeout: .seconds(60), options: CallOptions(readiness: .failsFast))
        }
        #expect(fast?.code == .unavailable)
        #expect(fast?.message.contains("127.0.0.1:\(port)") == true)
        let second = try Loopback.server(EchoService().handlers, port: port)
        try await second.start()
        #expect(try await waiting.value.text == "late")
        client.close()
        await second.stop()
    }

    // MARK: - Hedging

    @Test func hedgingCutsTheTailWithBoundedLoad() async throws {
        let services = (0..<3).map { _ in Handlers.stumblingEcho() }
        var servers: [MeshServer] = []
        for service in services {
            servers.append(try Loopback.server(service.handlers))
            try await servers.last!.start()
        }
        let client = try client(StaticResolver(servers.map { Endpoint(port: $0.boundPort!) }))
        let echo = Client<Echo>(client)
        func slowest(_ options: CallOptions) async throws -> (tail: Duration, served: Int) {
            let before = services.reduce(0) { $0 + $1.tally.count }
            var durations: [Duration] = []
            for _ in 0..<200 {
                let began = ContinuousClock.now
                _ = try await echo.echo(Text(text: ""), timeout: .seconds(30), options: options)
                durations.append(ContinuousClock.now - began)
            }
            let served = services.reduce(0) { $0 + $1.tally.count } - before
            return (durations.sorted()[190], served)
        }
        let plain = try await slowest(CallOptions())
        #expect(plain.tail >= .milliseconds(400))
        let hedged = try await slowest(CallOptions(hedging: .after(.milliseconds(40))))
        #expect(hedged.tail < .milliseconds(350), "\(hedged.tail) instead of \(plain.tail)")
        #expect(hedged.served <= 200 + 200 / 5 + 110)
        // The first hundred calls measure; nine in ten take no time, so the tenth is hedged.
        let options = CallOptions(hedging: .percentile(0.75))
        for _ in 0..<ClientLimits().hedgingCalls {
            _ = try await echo.echo(Text(text: ""), timeout: .seconds(30), options: options)
        }
        let measured = try await slowest(options)
        #expect(measured.tail < .milliseconds(350), "\(measured.tail) instead of \(plain.tail)")
        client.close()
        for server in servers { await server.stop() }
    }

    // MARK: - One hop repeats

    @Test func onlyTheOuterHopRepeats() async throws {
        let attempts = Tally()
        var handlers = Handlers()
        handlers.serve(Echo.sleep) { _, _ in
            attempts.add()
            throw RPCError(.unavailable, "out of order")
        }
        let back = try Loopback.server(handlers)
        try await back.start()
        let hop = try Loopback.client(of: "echo", port: back.boundPort!, caller: "front")
        var front = Handlers()
        front.serve(Echo.sleep) { request, _ in try await Client<Echo>(hop).sleep(request) }
        front.serve(Echo.append) { request, _ in try await Client<Echo>(hop).sleep(request) }
        let server = try Loopback.server(front, name: "front")
        try await server.start()
        let client = try Loopback.client(of: "front", port: server.boundPort!)
        let echo = Client<Echo>(client)
        _ = await CallBehaviour.error { try await echo.sleep(Text(text: "0")) }
        #expect(attempts.count == ClientLimits().attempts, "not the square of it")
        _ = await CallBehaviour.error { try await echo.append(Text(text: "0")) }
        #expect(
            attempts.count == 2 * ClientLimits().attempts,
            "nobody repeats above a method that is not idempotent, so the inner hop does")
        client.close()
        hop.close()
        await server.stop()
        await back.stop()
    }
}

/// `eventually` for a condition that is asked for asynchronously.
func eventuallyAsked(_ condition: () async -> Bool) async -> Bool {
    for _ in 0..<400 {
        if await condition() { return true }
        try? await Task.sleep(for: .milliseconds(25))
    }
    return false
}

extension Handlers {
    /// Echoes after `delay`, and counts.
    static func slowEcho(_ delay: Duration) -> (handlers: Handlers, tally: Tally) {
        let tally = Tally()
        var handlers = Handlers()
        handlers.serve(Echo.echo) { request, _ in
            tally.add()
            try await Task.sleep(for: delay)
            return request
        }
        return (handlers, tally)
    }

    /// Echoes at once, but each tenth time after half a second.
    static func stumblingEcho() -> (handlers: Handlers, tally: Tally) {
        let tally = Tally()
        var handlers = Handlers()
        handlers.serve(Echo.echo) { request, _ in
            tally.add()
            if tally.count % 10 == 0 { try await Task.sleep(for: .milliseconds(500)) }
            return request
        }
        return (handlers, tally)
    }
}

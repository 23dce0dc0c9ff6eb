import RPC
import RPCTransport
import Testing

/// Calls through three servers, a ▶ b ▶ c ▶ d, each with its own certificate and connections.
@Suite(.serialized)
struct ThreeHopTests {
    let last = EchoService()

    static let kinds: [MethodKind] = [.unary, .serverStreaming, .clientStreaming, .bidirectional]

    @Test(arguments: kinds)
    func aCancellationReachesTheThirdHop(_ kind: MethodKind) async throws {
        try await Chain.running(last.handlers) { chain in
            let task = Task { await chain.endlessCall(kind, timeout: .seconds(60)) }
            #expect(await eventually { last.seen.started == 1 })
            task.cancel()
            #expect(await task.value?.code == .cancelled)
            #expect(await eventually { last.seen.ended == 1 && last.seen.cancelled == 1 })
        }
    }

    @Test(arguments: kinds)
    func aDeadlineEndsEveryHopAndNamesTheOneThatStalled(_ kind: MethodKind) async throws {
        var limits = Loopback.limits
        // A quarter for each hop: more than half a second for the last one's answer to come back,
        // however busy the machine.
        limits.deadlineMargin = .seconds(60)
        limits.deadlineMarginParts = 4
        try await Chain.running(last.handlers, limits: limits) { chain in
            await chain.connect()
            let error = await chain.endlessCall(kind, timeout: .seconds(4))
            #expect(error?.code == .deadlineExceeded)
            #expect(error?.origin == .remote("d"))
            #expect(await eventually { last.seen.ended == 1 && last.seen.cancelled == 1 })
        }
    }

    @Test(arguments: kinds)
    func aCallerThatVanishesEndsEveryHop(_ kind: MethodKind) async throws {
        try await Chain.running(last.handlers) { chain in
            let task = Task { await chain.endlessCall(kind, timeout: .seconds(60)) }
            #expect(await eventually { last.seen.started == 1 })
            chain.client.close()
            #expect(await task.value?.code == .unavailable)
            #expect(await eventually { last.seen.ended == 1 && last.seen.cancelled == 1 })
        }
    }

    @Test func anErrorNamesTheHopWhereItWasBorn() async throws {
        try await Chain.running(last.handlers) { chain in
            let typed = await CallBehaviour.error { try await chain.a.fail(Text(text: "typed")) }
            #expect(typed?.code == .failedPrecondition)
            #expect(typed?.origin == .remote("d"))
        }
    }

    @Test func aHopThatIsGoneIsNamedByTheOneThatMissesIt() async throws {
        var limits = Loopback.limits
        limits.connectionWait = .milliseconds(200)
        try await Chain.running(last.handlers, limits: limits) { chain in
            await chain.connect()
            await chain.servers[2].stop()
            let error = await CallBehaviour.error { try await chain.a.fail(Text(text: "typed")) }
            #expect(error?.code == .unavailable)
            #expect(error?.origin == .remote("c"))
            #expect(error?.message.contains("to d") == true)
        }
    }
}

/// Three servers, of which the first two hand every call on to the next.
struct Chain: Sendable {
    let servers: [MeshServer]
    let client: MeshClient
    var a: Client<Echo> { Client(client) }

    /// Runs `body`; then nothing may be left on any server.
    static func running(
        _ last: Handlers, limits: Limits = Loopback.limits, _ body: (Chain) async throws -> Void
    ) async throws {
        let d = try Loopback.server(last, name: "d", limits: limits)
        try await d.start()
        let toD = try Loopback.client(of: "d", port: d.port, caller: "c", limits: limits)
        let c = try Loopback.server(forwarding(to: toD), name: "c", limits: limits)
        try await c.start()
        let toC = try Loopback.client(of: "c", port: c.port, caller: "b", limits: limits)
        let b = try Loopback.server(forwarding(to: toC), name: "b", limits: limits)
        try await b.start()
        let toB = try Loopback.client(of: "b", port: b.port, caller: "a", limits: limits)
        let servers = [b, c, d]
        try await body(Chain(servers: servers, client: toB))
        #expect(await eventually { servers.allSatisfy { $0.runningHandlers == 0 } })
        for server in servers {
            let calls = await eventually { await server.census().calls == 0 }
            #expect(calls, "a call is left on a server")
        }
        for client in [toB, toC, toD] { client.close() }
        for server in servers { await server.stop() }
    }

    /// Connects every hop to the next, however long that takes.
    func connect() async {
        let isConnected = await eventually {
            await CallBehaviour.error { try await a.append(Text(text: "")) } == nil
        }
        #expect(isConnected)
    }

    /// Makes a call that ends by nothing but its deadline or its cancellation.
    func endlessCall(_ kind: MethodKind, timeout: Duration) async -> RPCError? {
        await CallBehaviour.error {
            switch kind {
            case .unary:
                _ = try await a.sleep(Text(text: "60000"), timeout: timeout)
            case .serverStreaming:
                for try await _ in a.forEver(Text(text: ""), timeout: timeout) {}
            case .clientStreaming:
                _ = try await a.collect(timeout: timeout) { writer in
                    while true {
                        try await writer.write(Text(text: "again"))
                        try? await Task.sleep(for: .milliseconds(1))
                    }
                }
            case .bidirectional:
                try await a.chat(timeout: timeout) { writer, responses in
                    while true {
                        try await writer.write(Text(text: "again"))
                        _ = try await responses.next()
                    }
                }
            }
        }
    }

    /// Handlers that hand on a method of each kind.
    private static func forwarding(to client: MeshClient) -> Handlers {
        let next = Client<Echo>(client)
        var handlers = Handlers()
        handlers.serve(Echo.append) { request, _ in try await next.append(request) }
        handlers.serve(Echo.fail) { request, _ in try await next.fail(request) }
        handlers.serve(Echo.sleep) { request, _ in try await next.sleep(request) }
        handlers.serve(Echo.forEver) { request, _, writer in
            for try await element in next.forEver(request) { try await writer.write(element) }
        }
        handlers.serve(Echo.collect) { requests, _ in
            try await next.collect { writer in
                for try await request in requests { try await writer.write(request) }
            }
        }
        handlers.serve(Echo.chat) { requests, _, writer in
            try await next.chat { onward, responses in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for try await request in requests { try await onward.write(request) }
                        onward.finish()
                    }
                    for try await response in responses { try await writer.write(response) }
                    try await group.waitForAll()
                }
            }
        }
        return handlers
    }
}

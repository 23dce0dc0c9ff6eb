import Identifiers
import RPC
import RPCTransport
import Testing
import Wire

/// However calls end, and in whatever order, neither side keeps anything of them.
@Suite(.serialized)
struct NothingIsLeftTests {
    @Test(arguments: UInt64(0)..<12)
    func ofCallsInThisProcess(seed: UInt64) async throws {
        let channel = InProcessChannel(Storm.handlers, service: "echo")
        await Storm(seed: seed).strike(Client<StormContract>(channel))
        #expect(await eventually { channel.census.isQuiet }, "seed \(seed): \(channel.census)")
    }

    @Test(arguments: UInt64(0)..<12)
    func ofCallsOverTLS(seed: UInt64) async throws {
        try await Loopback.serving(Storm.handlers) { server, client in
            await Storm(seed: seed).strike(Client<StormContract>(client))
            await expectQuiet(server, client, seed)
        }
    }

    /// One client vanishes in the middle; the other one's calls and the server keep nothing of it.
    @Test(arguments: UInt64(0)..<8)
    func ofAClientThatVanished(seed: UInt64) async throws {
        try await Loopback.serving(Storm.handlers) { server, client in
            let other = try Loopback.client(of: "echo", port: server.port)
            async let survivor: Void = Storm(seed: seed).strike(Client<StormContract>(client))
            async let victim: Void = Storm(seed: ~seed).strike(Client<StormContract>(other))
            try await Task.sleep(for: .milliseconds(20 + Int(seed) * 7))
            other.close()
            _ = await (survivor, victim)
            #expect(await eventually { server.connectionCount == 1 }, "seed \(seed)")
            await expectQuiet(server, client, seed)
        }
    }

    /// The server goes away in the middle, and another takes its place.
    @Test(arguments: UInt64(0)..<4)
    func ofAServerThatVanished(seed: UInt64) async throws {
        var limits = Loopback.limits
        limits.drainTimeout = .milliseconds(1)
        let first = try Loopback.server(Storm.handlers, limits: limits)
        try await first.start()
        let port = try first.port
        let client = try Loopback.client(of: "echo", port: port)
        async let storm: Void = Storm(seed: seed).strike(Client<StormContract>(client))
        try await Task.sleep(for: .milliseconds(30 + Int(seed) * 11))
        await first.stop()
        #expect(await eventually { first.runningHandlers == 0 }, "seed \(seed)")
        let second = try Loopback.server(Storm.handlers, port: port)
        try await second.start()
        await storm
        await expectQuiet(second, client, seed)
        client.close()
        await second.stop()
    }

    private func expectQuiet(_ server: MeshServer, _ client: MeshClient, _ seed: UInt64) async {
        let isQuiet = await eventually {
            let (mine, theirs) = (await client.census(), await server.census())
            return mine.isQuiet && theirs.isQuiet && mine.sendCredit == theirs.grantedCredit
                && theirs.sendCredit == mine.grantedCredit
        }
        guard !isQuiet else { return }
        let (mine, theirs) = (await client.census(), await server.census())
        Issue.record("seed \(seed): the client keeps \(mine), the server \(theirs)")
    }
}

/// What happens to one call: both sides' doings are written down in its plan.
@WireMessage
struct Plan: Codable, Hashable, Sendable {
    var messages: Int
    var byteCount: Int
    /// Between two messages, or before the answer.
    var pauseMilliseconds: Int
    /// The handler ends after so many messages, however many follow.
    var handlerStopsAfter: Int
    var handlerFails: Bool
    /// What makes the requests of a client that streams as long as the responses.
    var padding: String = ""

    enum CodingKeys: Int, CodingKey {
        case messages = 0, byteCount = 1, pauseMilliseconds = 2, handlerStopsAfter = 3
        case handlerFails = 4, padding = 5
    }
}

enum StormContract {
    static let unary = Method<Plan, Text>("storm.unary")
    static let down = ServerStreamingMethod<Plan, Text>("storm.down")
    static let up = ClientStreamingMethod<Plan, Text>("storm.up")
    static let both = BidirectionalMethod<Plan, Text>("storm.both")
}

/// Many calls of all kinds at once, which are answered, fail, are cancelled or meet their deadline.
struct Storm: Sendable {
    let seed: UInt64
    static let callCount = 60

    /// What the caller does to a call.
    private enum Fate: CaseIterable { case waits, cancels, meetsItsDeadline, leaves }

    func strike(_ client: Client<StormContract>) async {
        var generator = SplitMix64(seed: seed)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<Self.callCount {
                let plan = plan(&generator)
                let kind = ThreeHopTests.kinds.randomElement(using: &generator) ?? .unary
                let fate = Fate.allCases.randomElement(using: &generator) ?? .waits
                let moment = Duration.milliseconds(Int.random(in: 0...80, using: &generator))
                group.addTask { await call(client, kind, plan, fate, at: moment) }
            }
        }
    }

    private func plan(_ generator: inout SplitMix64) -> Plan {
        let messages = Int.random(in: 0...30, using: &generator)
        return Plan(
            messages: messages,
            byteCount: [1, 1_000, 60_000, 400_000].randomElement(using: &generator) ?? 1,
            pauseMilliseconds: Int.random(in: 0...3, using: &generator),
            handlerStopsAfter: Bool.random(using: &generator)
                ? .max : Int.random(in: 0...messages, using: &generator),
            handlerFails: Int.random(in: 0..<4, using: &generator) == 0)
    }

    /// Only that every call ends, and what is left then, matters here: not how it ended.
    private func call(
        _ client: Client<StormContract>, _ kind: MethodKind, _ plan: Plan, _ fate: Fate,
        at moment: Duration
    ) async {
        let timeout = fate == .meetsItsDeadline ? moment + .milliseconds(1) : .milliseconds(600)
        let stop = fate == .leaves ? plan.messages / 2 : .max
        let task = Task { try await made(client, kind, plan, timeout: timeout, stop: stop) }
        if fate == .cancels {
            try? await Task.sleep(for: moment)
            task.cancel()
        }
        _ = await task.result
    }

    private struct Left: Error {}

    private func made(
        _ client: Client<StormContract>, _ kind: MethodKind, _ plan: Plan, timeout: Duration,
        stop: Int
    ) async throws {
        var padded = plan
        padded.padding = String(repeating: "x", count: plan.byteCount)
        let request = padded
        switch kind {
        case .unary:
            _ = try await client.unary(plan, timeout: timeout)
        case .serverStreaming:
            var count = 0
            for try await _ in client.down(plan, timeout: timeout) {
                count += 1
                if count > stop { break }
            }
        case .clientStreaming:
            _ = try await client.up(timeout: timeout) { writer in
                for number in 0..<plan.messages {
                    if number > stop { throw Left() }
                    try await writer.write(request)
                }
            }
        case .bidirectional:
            try await client.both(timeout: timeout) { writer, responses in
                async let sending: Void = {
                    for _ in 0..<plan.messages { try await writer.write(request) }
                    writer.finish()
                }()
                var count = 0
                for try await _ in responses {
                    count += 1
                    if count > stop { return }
                }
                try await sending
            }
        }
    }

    // MARK: - Handlers

    static var handlers: Handlers {
        var handlers = Handlers()
        handlers.serve(StormContract.unary) { plan, _ in
            try await pause(plan)
            try failIfPlanned(plan)
            return text(plan)
        }
        handlers.serve(StormContract.down) { plan, _, writer in
            for _ in 0..<min(plan.messages, plan.handlerStopsAfter) {
                try await writer.write(text(plan))
                try await pause(plan)
            }
            try failIfPlanned(plan)
        }
        handlers.serve(StormContract.up) { requests, _ in
            var count = 0
            while let plan = try await requests.next() {
                count += 1
                try await pause(plan)
                if count > plan.handlerStopsAfter { try failIfPlanned(plan); break }
            }
            return Text(text: "\(count)")
        }
        handlers.serve(StormContract.both) { requests, _, writer in
            var count = 0
            for try await plan in requests {
                count += 1
                try await writer.write(text(plan))
                if count > plan.handlerStopsAfter { try failIfPlanned(plan); break }
            }
        }
        return handlers
    }

    private static func text(_ plan: Plan) -> Text {
        Text(text: String(repeating: "x", count: plan.byteCount))
    }

    private static func pause(_ plan: Plan) async throws {
        guard plan.pauseMilliseconds > 0 else { return }
        try await Task.sleep(for: .milliseconds(plan.pauseMilliseconds))
    }

    private static func failIfPlanned(_ plan: Plan) throws {
        if plan.handlerFails { throw RPCError(.aborted, "as planned") }
    }
}

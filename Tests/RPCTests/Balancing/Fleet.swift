import RPC
import RPCTransport
import Testing

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
                    endpoint: Endpoint(port: try server.port)))
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

/// What tests of a client with several servers share.
protocol FleetSuite {}

extension FleetSuite {
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
}

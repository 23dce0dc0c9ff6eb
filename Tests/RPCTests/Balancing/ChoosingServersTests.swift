import RPC
import RPCTransport
import Testing

/// Which of several servers a client calls, over TLS.
@Suite(.serialized)
struct ChoosingServersTests: FleetSuite {
    @Test func aSlowServerOfThreeGetsLittleTraffic() async throws {
        try await fleet(3) { fleet, client in
            // Slower than the others may be on a busy machine.
            let slow = Handlers.slowEcho(.milliseconds(600))
            let server = try Loopback.server(slow.handlers)
            try await server.start()
            let resolver = StaticResolver([
                fleet.endpoints[0], fleet.endpoints[1], Endpoint(port: try server.port),
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
            // One run in 10 billion gives so many keys to two servers only.
            for agent in 0..<60 {
                let before = fleet.served
                for _ in 0..<3 {
                    _ = try await Client<Echo>(client).echo(
                        Text(text: ""), options: CallOptions(routingKey: "agent-\(agent)"))
                }
                let difference = zip(fleet.served, before).map { $0 - $1 }
                #expect(difference.sorted() == [0, 0, 3])
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
}

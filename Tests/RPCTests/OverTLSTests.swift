import RPC
import RPCTransport
import Testing

/// Calls over mutual TLS behave as every channel does.
@Suite(.serialized)
struct OverTLSTests {
    let service = EchoService()

    func echo(_ body: (Client<Echo>) async throws -> Void) async throws {
        try await Loopback.serving(service.handlers) { server, client in
            try await body(Client(client))
            #expect(await eventually { server.runningHandlers == 0 })
        }
    }

    @Test func unaryReturnsTheAnswer() async throws {
        try await echo { try await CallBehaviour.unaryReturnsTheAnswer($0) }
    }

    @Test func statusAndDetailsArrive() async throws {
        try await echo { try await CallBehaviour.statusAndDetailsArrive($0) }
    }

    @Test func streamsInOrderUnderBackPressure() async throws {
        try await echo { try await CallBehaviour.streamsInOrderUnderBackPressure($0, service) }
    }

    @Test func deadlineEndsCallAndHandler() async throws {
        try await echo { try await CallBehaviour.deadlineEndsCallAndHandler($0, service) }
    }

    @Test func cancellationEndsCallAndHandler() async throws {
        try await echo { try await CallBehaviour.cancellationEndsCallAndHandler($0, service) }
    }

    @Test func leavingAStreamEndsItsHandler() async throws {
        try await echo { try await CallBehaviour.leavingAStreamEndsItsHandler($0, service) }
    }

    @Test func metadataAndPrincipalArrive() async throws {
        try await echo { try await CallBehaviour.metadataAndPrincipalArrive($0, service) }
    }

    @Test func limitsAreNamed() async throws {
        try await echo { try await CallBehaviour.limitsAreNamed($0) }
    }

    @Test func largeMessagesPass() async throws {
        try await echo { try await CallBehaviour.largeMessagesPass($0) }
    }

    @Test(arguments: StreamingBehaviour.allCases)
    func streams(_ behaviour: StreamingBehaviour) async throws {
        try await echo { try await behaviour.holds(for: $0, service) }
    }

    @Test func manyCallsShareOneConnection() async throws {
        try await Loopback.serving(service.handlers) { server, client in
            let echo = Client<Echo>(client)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for worker in 0..<64 {
                    group.addTask {
                        for number in 0..<50 {
                            let text = "\(worker)-\(number)"
                            let answer = try await echo.append(Text(text: text))
                            #expect(answer.text == text + "!")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(server.connectionCount == 1)
        }
    }
}

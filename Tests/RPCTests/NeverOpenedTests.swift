import RPC
import Testing

/// Calls that end before their request is written, on both channels.
struct NeverOpenedTests {
    static let kinds: [MethodKind] = [.unary, .serverStreaming, .clientStreaming, .bidirectional]

    @Test(arguments: kinds)
    func theObserverIsToldOfAHeaderThatIsTooLongOnce(_ kind: MethodKind) async throws {
        try await onBothChannels { echo, name in
            let (error, outcomes) = await call(kind, echo, longMetadata: true)
            #expect(error?.code == .resourceExhausted, "\(name)")
            #expect(error?.details == [.limit("metadataBytes", value: 8_192)], "\(name)")
            #expect(outcomes.map(\.code) == [.resourceExhausted], "\(name)")
        }
    }

    @Test(arguments: kinds)
    func theObserverIsToldOfACallerThatLeftBeforeOnce(_ kind: MethodKind) async throws {
        try await onBothChannels { echo, name in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return await call(kind, echo, longMetadata: false)
            }
            let (error, outcomes) = await task.value
            #expect(error?.code == .cancelled, "\(name)")
            #expect(outcomes.map(\.code) == [.cancelled], "\(name)")
        }
    }

    private func onBothChannels(
        _ body: (Client<Echo>, String) async throws -> Void
    ) async throws {
        let handlers = EchoService().handlers
        try await body(Client(InProcessChannel(handlers, service: "echo")), "in process")
        try await Loopback.serving(handlers) { _, client in
            try await body(Client(client), "not connected")
            _ = try await Client<Echo>(client).append(Text(text: ""))
            try await body(Client(client), "connected")
        }
    }

    private func call(
        _ kind: MethodKind, _ echo: Client<Echo>, longMetadata: Bool
    ) async -> (RPCError?, [CallOutcome]) {
        var metadata = Metadata()
        if longMetadata { metadata["long"] = String(repeating: "x", count: 9_000) }
        let (sent, outcomes) = (metadata, Outcomes())
        let error = await CallContext.observed(by: outcomes) {
            await CallBehaviour.error {
                switch kind {
                case .unary: _ = try await echo.sleep(Text(text: "60000"), metadata: sent)
                case .serverStreaming:
                    for try await _ in echo.forEver(Text(text: ""), metadata: sent) {}
                case .clientStreaming:
                    _ = try await echo.collect(metadata: sent) { writer in
                        while true { try await writer.write(Text(text: "again")) }
                    }
                case .bidirectional:
                    try await echo.chat(metadata: sent) { _, responses in
                        _ = try await responses.next()
                    }
                }
            }
        }
        return (error, outcomes.all)
    }
}

import RPC
import Testing

/// The in-process channel behaves as a connection does.
@Suite(.serialized)
struct InProcessChannelTests {
    let service = EchoService()
    var echo: Client<Echo> { Client(InProcessChannel(service.handlers, service: "echo")) }

    @Test func unaryReturnsTheAnswer() async throws {
        try await CallBehaviour.unaryReturnsTheAnswer(echo)
    }

    @Test func statusAndDetailsArrive() async throws {
        try await CallBehaviour.statusAndDetailsArrive(echo)
    }

    @Test func streamsInOrderUnderBackPressure() async throws {
        try await CallBehaviour.streamsInOrderUnderBackPressure(echo, service)
    }

    @Test func deadlineEndsCallAndHandler() async throws {
        try await CallBehaviour.deadlineEndsCallAndHandler(echo, service)
    }

    @Test func cancellationEndsCallAndHandler() async throws {
        try await CallBehaviour.cancellationEndsCallAndHandler(echo, service)
    }

    @Test func leavingAStreamEndsItsHandler() async throws {
        try await CallBehaviour.leavingAStreamEndsItsHandler(echo, service)
    }

    @Test func metadataAndPrincipalArrive() async throws {
        try await CallBehaviour.metadataAndPrincipalArrive(echo, service)
    }

    @Test func limitsAreNamed() async throws { try await CallBehaviour.limitsAreNamed(echo) }

    @Test func largeMessagesPass() async throws { try await CallBehaviour.largeMessagesPass(echo) }

    @Test(arguments: StreamingBehaviour.allCases)
    func streams(_ behaviour: StreamingBehaviour) async throws {
        try await behaviour.holds(for: echo, service)
    }

    @Test func unknownMethodIsUnimplemented() async throws {
        let nobody = Client<Echo>(InProcessChannel(Handlers(), service: "nobody"))
        let error = await CallBehaviour.error { try await nobody.echo(Text(text: "")) }
        #expect(error?.code == .unimplemented)
        #expect(error?.message == "nobody does not serve echo.echo")
    }

    @Test func policyNamesMethodAndCaller() async throws {
        let policy = Policy(allow: [.init(method: "echo.*", callers: ["gateway"])])
        let roi = Client<Echo>(
            InProcessChannel(service.handlers, service: "echo", caller: "roi", policy: policy))
        let error = await CallBehaviour.error { try await roi.echo(Text(text: "")) }
        #expect(error?.code == .permissionDenied)
        #expect(error?.message.contains("roi to call echo.echo") == true)
    }
}

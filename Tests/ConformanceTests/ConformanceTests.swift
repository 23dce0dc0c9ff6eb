import Testing

/// Every case between every two peers: a failure names the case, the pairing and what differs.
@Suite(.serialized)
struct ConformanceTests {
    @Test(arguments: Case.all)
    func swiftCallsSwift(_ one: Case) async throws { try await run(one, .swift, .swift) }

    @Test(
        .enabled(if: PeerLanguage.interpreter != nil, "`make python` has not been run"),
        arguments: Case.all)
    func swiftCallsPython(_ one: Case) async throws { try await run(one, .swift, .python) }

    @Test(
        .enabled(if: PeerLanguage.interpreter != nil, "`make python` has not been run"),
        arguments: Case.all)
    func pythonCallsSwift(_ one: Case) async throws { try await run(one, .python, .swift) }

    @Test(
        .enabled(if: PeerLanguage.interpreter != nil, "`make python` has not been run"),
        arguments: Case.all)
    func pythonCallsPython(_ one: Case) async throws { try await run(one, .python, .python) }

    @Test func atLeast150CasesAssertSomethingOfTheirOwn() {
        #expect(Case.all.count >= 150)
        #expect(Set(Case.all.map(\.id)).count == Case.all.count, "two cases have one name")
        let claims = Case.all.map { one in
            var fields = one.fields.map ?? [:]
            fields["name"] = nil
            return Datum.map(fields)
        }
        #expect(Set(claims).count == claims.count, "two cases say the same")
    }

    private func run(
        _ one: Case, _ client: PeerLanguage, _ server: PeerLanguage,
        _ location: SourceLocation = #_sourceLocation
    ) async throws {
        let caller = try await Peers.shared.caller(client)
        let outcome = try await outcome(of: one, caller, server, "\(client)")
        let found =
            outcome.map { faults(in: $0, against: one.expectation) }
            ?? ["the \(client) client gave no outcome"]
        let fault = outcome?["fault"].map { ["fault: \($0)"] } ?? []
        #expect(
            found + fault == [], "\(one.id), \(client) client, \(server) server",
            sourceLocation: location)
    }

    private func outcome(
        of one: Case, _ caller: PeerProcess, _ language: PeerLanguage, _ run: String
    ) async throws -> Datum? {
        guard let pause = one.drainAfter else {
            let server = try await Peers.shared.server(language, limits: one.serverLimits)
            caller.send(one.line(port: server.port, run: run))
            return await caller.nextLine()
        }
        // A server that drains serves this case alone.
        let server = try await Peers.shared.newServer(language, limits: one.serverLimits)
        defer { server.process.end() }
        caller.send(one.line(port: server.port, run: run))
        async let outcome = caller.nextLine()
        try await Task.sleep(for: pause)
        server.process.send(.text("drain"))
        return await outcome
    }
}

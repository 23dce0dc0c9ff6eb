import CoachingContract
import CoachingDomain
import Identifiers
import RPC
import Testing
import Wire

/// Decision 0041, as a table: who asks, and what they are told.
@Suite struct PrincipalTests {
    static let ann = Principal(
        tenantID: CoachingRig.tenant, subject: "ann@agency", role: .agent, agentID: "ann")
    static let bob = Principal(
        tenantID: CoachingRig.tenant, subject: "bob@agency", role: .agent, agentID: "bob")
    static let nobody = Principal(
        tenantID: CoachingRig.tenant, subject: "new@agency", role: .agent)
    static let manager = Principal(
        tenantID: CoachingRig.tenant, subject: "meg@agency", role: .manager)
    static let stranger = Principal(tenantID: "rival", subject: "eve@rival", role: .admin)

    @Test func aThingNamedByItsIDIsSeenOrNotThere() async throws {
        let table: [(Principal?, StatusCode?)] = [
            (nil, nil), (Self.manager, nil), (Self.ann, nil), (Self.bob, .notFound),
            (Self.nobody, .permissionDenied), (Self.stranger, .permissionDenied),
        ]
        try await withAlert { rig, session, alert in
            let change = ChangeSession(tenantID: CoachingRig.tenant, sessionID: session)
            let answer = RespondToAlert(
                tenantID: CoachingRig.tenant, alertID: alert, response: Open(.accepted))
            for (person, told) in table {
                let coaching = client(of: rig, for: person)
                let name = Comment(rawValue: person?.subject ?? "a service")
                #expect(await code { try await coaching.getSession(change) } == told, name)
                #expect(await code { try await coaching.pauseSession(change) } == told, name)
                // A manager sees the prompt, and cannot answer it in the agent's name.
                let toldOfAnswer = person == Self.manager ? .permissionDenied : told
                #expect(
                    await code { try await coaching.respondToAlert(answer) } == toldOfAnswer, name)
            }
        }
    }

    @Test func aRequestThatNamesAnAgentNeedsTheRightTo() async throws {
        let allowed = [nil, Self.manager, Self.ann]
        let refused = [Self.bob, Self.nobody, Self.stranger]
        try await withAlert { rig, _, _ in
            for person in allowed + refused {
                let told = allowed.contains(person) ? nil : StatusCode.permissionDenied
                for answer in await answers(client(of: rig, for: person)) {
                    #expect(answer == told, Comment(rawValue: person?.subject ?? "a service"))
                }
            }
        }
    }

    @Test func anAssessmentIsTakenByTheAgentAlone() async throws {
        try await CoachingRig.with { rig in
            let module = try #require(CoachingRig.library.get().modules.first)
            let answers = SubmitAssessment(
                tenantID: CoachingRig.tenant, agentID: "ann", moduleID: module.id,
                answers: module.assessment.map { _ in 1 })
            for (person, told) in [
                (Self.manager, StatusCode.permissionDenied), (Self.bob, .permissionDenied),
                (Self.ann, nil), (nil, nil),
            ] as [(Principal?, StatusCode?)] {
                let coaching = client(of: rig, for: person)
                #expect(await code { try await coaching.submitAssessment(answers) } == told)
            }
        }
    }

    /// What each method says to a request about `ann`.
    private func answers(_ coaching: Client<Coaching>) async -> [StatusCode?] {
        let start = StartSession(tenantID: CoachingRig.tenant, agentID: "ann")
        let list = ListSessions(tenantID: CoachingRig.tenant, agentID: "ann")
        let performance = GetAgentPerformance(tenantID: CoachingRig.tenant, agentID: "ann")
        let alerts = SubscribeAlerts(tenantID: CoachingRig.tenant, agentID: "ann", after: 0)
        return [
            await code { try await coaching.startSession(start) },
            await code { try await coaching.listSessions(list) },
            await code { try await coaching.getAgentPerformance(performance) },
            await code { try await coaching.observeMessage(said(7)) },
            await code {
                var stream = coaching.subscribeAlerts(alerts).makeAsyncIterator()
                return try await stream.next()
            },
        ]
    }

    private func client(of rig: CoachingRig, for person: Principal?) -> Client<Coaching> {
        person.map { rig.coaching.acting(as: $0) } ?? rig.coaching
    }

    @Test func aListWithoutAnAgentShowsAnAgentTheirOwn() async throws {
        try await withAlert { rig, _, _ in
            _ = try await rig.start("bob")
            let sessions = ListSessions(tenantID: CoachingRig.tenant)
            let agents = ListAgents(tenantID: CoachingRig.tenant)
            let bob = rig.coaching.acting(as: Self.bob)
            #expect(try await bob.listSessions(sessions).sessions.map(\.agentID) == ["bob"])
            #expect(try await bob.listAgents(agents).agents.map(\.agentID) == ["bob"])
            let manager = rig.coaching.acting(as: Self.manager)
            #expect(try await manager.listAgents(agents).agents.map(\.agentID) == ["ann", "bob"])
        }
    }

    /// An agent cannot slip into a colleague's conversation under their own name.
    @Test func anAgentCannotSpeakInAnothersConversation() async throws {
        try await withAlert { rig, _, _ in
            let bob = rig.coaching.acting(as: Self.bob)
            let heard = rig.analyzer.heard.count
            #expect(
                await code { try await bob.observeMessage(said(8, by: "bob")) }
                    == .permissionDenied)
            #expect(rig.analyzer.heard.count == heard)
        }
    }

    /// Ids are looked up within the tenant, and the database itself shows no other tenant's rows.
    @Test func anotherTenantsSessionIsNotThere() async throws {
        try await withAlert { rig, session, _ in
            let eve = rig.coaching.acting(as: Self.stranger)
            let change = ChangeSession(tenantID: "rival", sessionID: session)
            #expect(await code { try await eve.stopSession(change) } == .notFound)
        }
    }

    /// The status of a call; nil for OK.
    private func code<Value>(_ call: () async throws -> Value) async -> StatusCode? {
        do {
            _ = try await call()
            return nil
        } catch {
            return (error as? RPCError)?.code ?? .unknown
        }
    }

    private func withAlert(
        _ body: (CoachingRig, SessionID, AlertID) async throws -> Void
    ) async throws {
        try await CoachingRig.with { rig in
            let session = try await rig.start("ann")
            rig.analyzer.find { _ in (72, [opportunity("a")]) }
            let alert = try #require(try await rig.coaching.observeMessage(said(1)).alert)
            try await body(rig, session.sessionID, alert.alertID)
        }
    }
}

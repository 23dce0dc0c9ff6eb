import AnalyzerContract
import CoachingContract
import Identifiers
import RPC
import Testing
import Wire

@testable import CoachingDomain
@testable import CoachingService

/// Who sees whom, once a tenant has teams: Mara leads Ann, Otto leads Bob.
@Suite struct SightTests {
    static let tenant = CoachingRig.tenant

    /// What a manager may ask about an agent.
    private static let questions:
        [(String, @Sendable (Client<Coaching>, CoachingSession) async throws -> Void)] = [
            ("getSession", { _ = try await $0.getSession(name($1)) }),
            ("pauseSession", { _ = try await $0.pauseSession(name($1)) }),
            (
                "startSession",
                {
                    _ = try await $0.startSession(
                        StartSession(
                            tenantID: tenant, agentID: $1.agentID, intensity: Open(.moderate)))
                }
            ),
            (
                "listSessions",
                {
                    _ = try await $0.listSessions(
                        ListSessions(tenantID: tenant, agentID: $1.agentID))
                }
            ),
            ("observeMessage", { _ = try await $0.observeMessage(said(1, by: $1.agentID)) }),
            (
                "createPlan",
                {
                    _ = try await $0.createPlan(CreatePlan(tenantID: tenant, agentID: $1.agentID))
                }
            ),
            (
                "startModule",
                {
                    _ = try await $0.startModule(
                        NameModule(
                            tenantID: tenant, moduleID: "lead_qual_beginner", agentID: $1.agentID))
                }
            ),
            (
                "startRolePlay",
                {
                    _ = try await $0.startRolePlay(
                        StartRolePlay(
                            tenantID: tenant, agentID: $1.agentID, moduleID: "lead_qual_beginner",
                            scenarioID: "first_time_buyer"))
                }
            ),
            (
                "getTrainingEffect",
                {
                    _ = try await $0.getTrainingEffect(
                        GetTrainingEffect(tenantID: tenant, agentID: $1.agentID))
                }
            ),
            (
                "getAgentPerformance",
                {
                    _ = try await $0.getAgentPerformance(
                        GetAgentPerformance(tenantID: tenant, agentID: $1.agentID))
                }
            ),
            (
                "whisper",
                {
                    _ = try await $0.whisper(
                        Whisper(
                            tenantID: tenant, agentID: $1.agentID,
                            conversationID: said(1).conversationID,
                            text: "Ask."))
                }
            ),
            (
                "getNotificationRecipient",
                {
                    _ = try await $0.getNotificationRecipient(
                        GetNotificationRecipient(tenantID: tenant, agentID: $1.agentID))
                }
            ),
        ]

    @Test func aManagerAsksOnlyAboutThoseWhomTheyLead() async throws {
        try await withTeams { rig in
            let session = try await rig.start("ann")
            _ = try await rig.coaching.observeMessage(said(1))
            let (mara, otto) = (manager("mara", rig), manager("otto", rig))
            for (question, ask) in Self.questions {
                let error = await #expect(throws: RPCError.self, "\(question)") {
                    try await ask(otto, session)
                }
                #expect(
                    [.permissionDenied, .notFound].contains(error?.code),
                    "\(question): \(error as Any)")
            }
            #expect(try await mara.getSession(Self.name(session)).status == Open(.active))
            for (question, ask) in Self.questions {
                await #expect(throws: Never.self, "\(question)") { try await ask(mara, session) }
            }
        }
    }

    @Test func listsHoldOnlyThoseWhomAManagerLeads() async throws {
        try await withTeams { rig in
            for agent in ["ann", "bob"] as [AgentID] {
                _ = try await rig.start(agent)
                _ = try await rig.coaching.startRolePlay(
                    StartRolePlay(
                        tenantID: Self.tenant, agentID: agent, moduleID: "lead_qual_beginner",
                        scenarioID: "first_time_buyer"))
            }
            let otto = manager("otto", rig)
            let sessions = try await otto.listSessions(ListSessions(tenantID: Self.tenant))
            #expect(sessions.sessions.map(\.agentID) == ["bob"])
            let plays = try await otto.listRolePlays(ListRolePlays(tenantID: Self.tenant))
            #expect(plays.rolePlays.map(\.agentID) == ["bob"])
            let now = Instant.wallClock
            let period = GetCoachingMetrics(
                tenantID: Self.tenant, from: now - .seconds(60), to: now + .seconds(60))
            #expect(try await otto.getCoachingMetrics(period).sessions == 1)
            #expect(try await rig.coaching.getCoachingMetrics(period).sessions == 2)
            let list = try await otto.listTeams(ListTeams(tenantID: Self.tenant))
            #expect(list.teams.map(\.teamID) == ["south"] && list.agents == ["bob"])
            let all = try await rig.coaching.listTeams(ListTeams(tenantID: Self.tenant))
            #expect(all.teams.count == 2 && all.agents == nil)
        }
    }

    @Test func anEscalationIsToldToThoseWhoLeadTheAgent() async throws {
        try await withTeams { rig in
            for name in ["mara", "otto", "ada"] {
                _ = try await rig.coaching.saveNotificationRecipient(
                    NotificationRecipient(
                        tenantID: Self.tenant, userName: name, email: "\(name)@agency.example"))
            }
            let session = try await rig.start("ann", .critical)
            rig.analyzer.find { _ in (70, [opportunity("key", .medium)]) }
            _ = try await rig.coaching.observeMessage(said(1))
            #expect(session.agentID == "ann")
            let told = { (name: String) in
                Set(
                    try await manager(name, rig).listNotifications(
                        ListNotifications(tenantID: Self.tenant)
                    ).notifications.filter { $0.kind == "escalation" }.map { $0.userName ?? "" })
            }
            #expect(try await told("mara") == ["mara", "*"])
            #expect(try await told("otto") == [])
            let all = try await rig.coaching.listNotifications(
                ListNotifications(tenantID: Self.tenant))
            let mails = all.notifications.filter { $0.channel == Open(.email) }
            #expect(Set(mails.map(\.userName)) == ["mara", "ada"])
        }
    }

    private static func name(_ session: CoachingSession) -> ChangeSession {
        ChangeSession(tenantID: tenant, sessionID: session.sessionID)
    }

    private func manager(_ name: String, _ rig: CoachingRig) -> Client<Coaching> {
        rig.coaching.acting(
            as: Principal(tenantID: Self.tenant, subject: name, role: .manager))
    }

    private func withTeams(_ body: (CoachingRig) async throws -> Void) async throws {
        try await CoachingRig.with { rig in
            for (team, manager, agent) in [("north", "mara", "ann"), ("south", "otto", "bob")] {
                _ = try await rig.coaching.saveTeam(
                    Team(
                        tenantID: Self.tenant, teamID: TeamID(team), name: team,
                        managers: [manager], agents: [AgentID(agent)]))
            }
            try await body(rig)
        }
    }
}

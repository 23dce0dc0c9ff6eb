import AnalyzerContract
import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import RPC
import Testing
import Wire

@testable import CoachingService

@Suite struct ManagerTests {
    static let tenant = CoachingRig.tenant
    static let now = Instant.wallClock

    @Test func aManagerSeesTheirOwnTeamOnceThereAreTeams() async throws {
        try await CoachingRig.with { rig in
            for agent in ["ann", "bob"] {
                try await rig.analyze(
                    ConversationID("of-\(agent)"), of: AgentID(agent), quality: 70, at: Self.now)
            }
            let list = ListAgents(tenantID: Self.tenant)
            let mara = manager("mara", rig)
            #expect(try await mara.listAgents(list).agents.map(\.agentID) == ["ann", "bob"])
            try await save(rig, "north", managers: ["mara"], agents: ["ann"])
            #expect(try await mara.listAgents(list).agents.map(\.agentID) == ["ann"])
            #expect(try await manager("otto", rig).listAgents(list).agents.isEmpty)
            let error = await #expect(throws: RPCError.self) {
                try await mara.getAgentPerformance(
                    GetAgentPerformance(tenantID: Self.tenant, agentID: "bob"))
            }
            #expect(error?.code == .permissionDenied)
        }
    }

    @Test func everyBreachOfAMessageIsToldAndTheGravestPrompts() async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.start()
            rig.analyzer.find { _ in
                let keys = ["free_services.called_free", "fair_housing.steering"]
                return (
                    70,
                    keys.map { key in
                        var breach = opportunity("compliance.\(key)", .critical)
                        breach.isCompliance = true
                        breach.message = "You said “\(key)”."
                        return breach
                    }
                )
            }
            let alert = try #require(try await rig.coaching.observeMessage(said(1)).alert)
            #expect(alert.title == "Title of compliance.fair_housing.steering")
            #expect(alert.message.contains("“fair_housing.steering”"))
            #expect(alert.message.contains("“free_services.called_free”"))
            #expect(alert.evidence.count == 2)
            let inbox = try await manager("mara", rig).listEscalations(
                ListEscalations(tenantID: Self.tenant))
            let told = inbox.escalations.map(\.summary)
            #expect(told.count == 2 && told.allSatisfy { $0.hasPrefix("ann ") })
            #expect(told.contains { $0.contains("fair housing forbids") })
            #expect(told.contains { $0.contains("called the service free") })
        }
    }

    @Test func aBreachIsEscalatedAndResolvedWithANote() async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.start()
            rig.analyzer.find { _ in
                var breach = opportunity("fair_housing.steering", .critical)
                breach.isCompliance = true
                return (70, [breach])
            }
            _ = try await rig.coaching.observeMessage(said(1))
            let mara = manager("mara", rig)
            let inbox = try await mara.listEscalations(ListEscalations(tenantID: Self.tenant))
            let found = try #require(inbox.escalations.first)
            #expect(found.cause == Open(.complianceBreach) && found.agentID == "ann")
            #expect(inbox.escalations.count == 1)
            var change = ChangeEscalation(
                tenantID: Self.tenant, escalationID: found.escalationID)
            #expect(try await mara.acknowledgeEscalation(change).status == Open(.acknowledged))
            let error = await #expect(throws: RPCError.self) {
                try await mara.resolveEscalation(change)
            }
            #expect(error?.code == .invalidArgument)
            change.note = "We went through the sentence."
            let resolved = try await mara.resolveEscalation(change)
            #expect(resolved.status == Open(.resolved) && resolved.changedBy == "mara")
            let rest = try await mara.listEscalations(ListEscalations(tenantID: Self.tenant))
            #expect(rest.escalations.isEmpty)
            #expect(try await notified(rig) > 0)
        }
    }

    @Test func threeCriticalAlertsInAnHourAreOneEscalation() async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.start()
            rig.analyzer.find { message in
                (70, [opportunity("key-\(message.message.messageID)", .critical)])
            }
            for number in 1...5 { _ = try await rig.coaching.observeMessage(said(number)) }
            let inbox = try await rig.coaching.listEscalations(
                ListEscalations(tenantID: Self.tenant))
            #expect(inbox.escalations.map(\.cause) == [Open(.repeatedCriticalAlerts)])
        }
    }

    @Test func aWhisperIsAPromptAndWantsAnOpenSession() async throws {
        try await CoachingRig.with { rig in
            let whisper = Whisper(
                tenantID: Self.tenant, agentID: "ann", conversationID: said(1).conversationID,
                text: "Ask for the timeline now.")
            let mara = manager("mara", rig)
            let unheard = await #expect(throws: RPCError.self) { try await mara.whisper(whisper) }
            #expect(unheard?.code == .notFound)
            _ = try await rig.coaching.observeMessage(said(1))
            var toAnother = whisper
            toAnother.agentID = "bob"
            let wrong = await #expect(throws: RPCError.self) { try await mara.whisper(toAnother) }
            #expect(wrong?.code == .notFound)
            let error = await #expect(throws: RPCError.self) { try await mara.whisper(whisper) }
            #expect(error?.code == .failedPrecondition)
            let session = try await rig.start()
            let alert = try await mara.whisper(whisper)
            #expect(alert.title == "From mara" && alert.sessionID == session.sessionID)
            let raised = try await rig.events(AlertRaised.self)
            #expect(raised.map(\.alert.message) == ["Ask for the timeline now."])
        }
    }

    @Test func aBreachWithoutASessionOrInAPausedOneIsTheManagersAlone() async throws {
        try await CoachingRig.with { rig in
            rig.analyzer.find { message in
                var breach = opportunity(
                    "compliance.fair_housing.\(message.message.messageID)", .critical)
                breach.isCompliance = true
                return (70, [breach])
            }
            let first = try await rig.coaching.observeMessage(said(1))
            let session = try await rig.start()
            _ = try await rig.coaching.pauseSession(
                ChangeSession(tenantID: Self.tenant, sessionID: session.sessionID))
            let second = try await rig.coaching.observeMessage(said(2))
            let again = try await rig.coaching.observeMessage(said(2))
            #expect(first.alert == nil && second.alert == nil && again.alert == nil)
            #expect(!second.isRepeated && again.isRepeated)
            let inbox = try await rig.coaching.listEscalations(
                ListEscalations(tenantID: Self.tenant))
            #expect(inbox.escalations.count == 2)
            #expect(
                inbox.escalations.allSatisfy {
                    $0.cause == Open(.complianceBreach) && $0.alertID == nil
                        && $0.conversationID == said(1).conversationID
                })
        }
    }

    @Test func aFloodOfBreachesIsOneLetterAndIsResolvedTogether() async throws {
        try await CoachingRig.with { rig in
            rig.analyzer.find { message in
                var breach = opportunity("steering-\(message.message.messageID)", .critical)
                breach.isCompliance = true
                return (70, [breach])
            }
            _ = try await rig.start()
            _ = try await rig.coaching.observeMessage(said(1))
            let letters = try await notified(rig)
            for number in 2...9 { _ = try await rig.coaching.observeMessage(said(number)) }
            #expect(try await notified(rig) == letters && letters > 0)
            let list = ListEscalations(tenantID: Self.tenant)
            let inbox = try await rig.coaching.listEscalations(list).escalations
            #expect(inbox.count == 9)
            // What came after the page was painted stays.
            let seen = try #require(inbox.dropFirst().first)
            let change = ChangeEscalation(
                tenantID: Self.tenant, escalationID: seen.escalationID, note: "Talked it over.",
                includesAlike: true)
            _ = try await rig.coaching.resolveEscalation(change)
            let left = try await rig.coaching.listEscalations(list).escalations
            #expect(left.map(\.escalationID) == inbox.first.map { [$0.escalationID] })
        }
    }

    @Test func aTemplateWithAnUnknownPlaceholderOrTwoLinesOfTitleIsRefused() async throws {
        try await CoachingRig.with { rig in
            try await save(rig, "north", managers: [], agents: ["ann"])
            for (title, message, word) in [
                ("Hello {name}", "m", "{agent}, {team}"), ("Hello", "{Agent}!", "{Agent}"),
                ("Hello\r\nBcc: all", "m", "one line"),
            ] {
                let error = await #expect(throws: RPCError.self) {
                    try await rig.coaching.sendTemplate(
                        SendTemplate(
                            tenantID: Self.tenant, teams: ["north"], title: title,
                            message: message))
                }
                #expect(error?.code == .invalidArgument && error?.message.contains(word) == true)
            }
        }
    }

    @Test func aTemplateReachesEachAgentOfItsTeamsOnce() async throws {
        try await CoachingRig.with { rig in
            try await save(rig, "north", managers: [], agents: ["ann", "bob"])
            try await save(rig, "south", managers: [], agents: ["bob", "cem"])
            _ = try await rig.start("bob")
            let report = try await rig.coaching.sendTemplate(
                SendTemplate(
                    tenantID: Self.tenant, teams: ["north", "south"], title: "Well done, {agent}",
                    message: "{team} had its best week."))
            #expect(report.reached == ["bob"] && report.missed == ["ann", "cem"])
            let raised = try await rig.events(AlertRaised.self)
            #expect(raised.map(\.alert.title) == ["Well done, bob"])
            #expect(raised.map(\.alert.message) == ["north had its best week."])
        }
    }

    @Test func metricsCountWhatAgentsDidWithPrompts() async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.start()
            rig.analyzer.find { message in
                (70, [opportunity("key-\(message.message.messageID)", .critical)])
            }
            for number in 1...3 {
                let alert = try #require(try await rig.coaching.observeMessage(said(number)).alert)
                _ = try await rig.coaching.respondToAlert(
                    RespondToAlert(
                        tenantID: Self.tenant, alertID: alert.alertID,
                        response: Open(number == 1 ? .overridden : .accepted),
                        reason: number == 1 ? "Not the price" : "", actedOn: number == 2))
            }
            let metrics = try await rig.coaching.getCoachingMetrics(
                GetCoachingMetrics(
                    tenantID: Self.tenant, from: Self.now - .seconds(3_600),
                    to: Self.now + .seconds(3_600)))
            #expect(metrics.sessions == 1 && metrics.alerts == 3)
            #expect(metrics.adherenceRate == 2.0 / 3 && metrics.actedOnRate == 1.0 / 3)
            #expect(metrics.overridden == 1 && metrics.overrideReasons == ["not the price"])
        }
    }

    private func manager(_ name: String, _ rig: CoachingRig) -> Client<Coaching> {
        rig.coaching.acting(
            as: Principal(tenantID: Self.tenant, subject: name, role: .manager))
    }

    private func save(
        _ rig: CoachingRig, _ team: TeamID, managers: [String], agents: [AgentID]
    ) async throws {
        _ = try await rig.coaching.saveTeam(
            Team(
                tenantID: Self.tenant, teamID: team, name: team.rawValue,
                timeZone: "America/Chicago", managers: managers, agents: agents))
    }

    private func notified(_ rig: CoachingRig) async throws -> Int {
        try await rig.database.scoped(to: .tenant(Self.tenant)).first(
            "SELECT count(*) FROM coaching.notifications WHERE kind = 'escalation'", as: Int.self)
            ?? 0
    }
}

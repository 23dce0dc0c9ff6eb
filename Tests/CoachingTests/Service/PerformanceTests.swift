import AnalyzerContract
import CoachingContract
import Identifiers
import RPC
import Testing
import Wire

@Suite struct PerformanceTests {
    /// The service's own clock, since a period ends with the call.
    static let now = Instant.wallClock

    @Test func aProfileAddsUpWhatTheAgentDid() async throws {
        try await CoachingRig.with { rig in
            let (ann, day) = (AgentID("ann"), Duration.seconds(86_400))
            for (place, quality) in [60.0, 64, 68, 72].enumerated() {
                try await rig.analyze(
                    ConversationID("c\(place)"), of: ann, quality: quality, messages: 4,
                    outcome: place == 0 ? .leadLost : place == 1 ? .inProgress : .leadAdvanced,
                    objections: (2, place == 0 ? 0 : 1), appointment: place == 3,
                    at: Self.now - day * (8 - 2 * place))
            }
            try await rig.analyze("old", of: ann, quality: 1, at: Self.now - day * 40)
            rig.analyzer.keep(analysis("c3", quality: 92, expertise: 45))
            let profile = try await performance(rig, of: ann)
            #expect(profile.conversations == 4 && profile.averageQualityScore == 66)
            #expect(profile.conversionRate == 2.0 / 3)
            #expect(profile.objectionResolutionRate == 3.0 / 8)
            #expect(profile.appointmentRate == 0.25)
            #expect(profile.history.map(\.score) == [60, 64, 68, 72])
            #expect(profile.trend == Open(.rapidlyImproving))
            #expect(profile.peerPercentile == nil)
            #expect(profile.qualityScores.map(\.area) == ["rapport_building"])
            #expect(profile.strengths == ["rapport_building"])
            #expect(profile.weaknesses == ["market_knowledge"])
            #expect(profile.skillGaps == ["market_knowledge"])
            #expect(profile.expertiseLevel == Open(.needsImprovement))
        }
    }

    @Test func areasAreAskedForOnceAfterAConversationHasGrown() async throws {
        try await CoachingRig.with { rig in
            try await rig.analyze("c", of: "ann", quality: 70, messages: 4, at: Self.now)
            rig.analyzer.keep(analysis("c", quality: 80, expertise: nil))
            #expect(try await performance(rig, of: "ann").qualityScores.first?.score == 80)
            _ = try await performance(rig, of: "ann")
            #expect(rig.analyzer.analysesAsked == 1)
            try await rig.analyze("c", of: "ann", quality: 75, messages: 6, at: Self.now)
            rig.analyzer.keep(analysis("c", quality: 85, expertise: 60, messages: 6))
            #expect(try await performance(rig, of: "ann").qualityScores.first?.score == 85)
            #expect(rig.analyzer.analysesAsked == 2)
        }
    }

    @Test func withoutTheAnalyzerAProfileIsOlderAndNotAbsent() async throws {
        try await CoachingRig.with { rig in
            try await rig.analyze("c", of: "ann", quality: 70, at: Self.now)
            rig.analyzer.setDown(true)
            let profile = try await performance(rig, of: "ann")
            #expect(profile.averageQualityScore == 70 && profile.qualityScores.isEmpty)
        }
    }

    @Test func agentsAreRankedAmongTheirPeers() async throws {
        try await CoachingRig.with { rig in
            for (agent, quality) in [("ann", 60.0), ("bob", 70), ("cem", 80), ("dua", 90)] {
                try await rig.analyze(
                    ConversationID("of-\(agent)"), of: AgentID(agent), quality: quality,
                    at: Self.now)
            }
            #expect(try await performance(rig, of: "ann").peerPercentile == 12.5)
            #expect(try await performance(rig, of: "dua").peerPercentile == 87.5)
        }
    }

    @Test func anAgentWhoNeverTalkedHasAnEmptyProfile() async throws {
        try await CoachingRig.with { rig in
            let profile = try await performance(rig, of: "nobody")
            #expect(profile.conversations == 0 && profile.averageQualityScore == nil)
            #expect(profile.trend == Open(.stable) && profile.history.isEmpty)
            #expect(profile.conversionRate == nil && profile.adherenceRate == nil)
        }
    }

    @Test func adherenceIsTheShareOfAnswersThatAccept() async throws {
        try await CoachingRig.with { rig in
            let session = try await rig.start()
            rig.analyzer.find { (72, [opportunity("\($0.message.messageID)")]) }
            for (number, response) in [AlertResponse.accepted, .dismissed, nil].enumerated() {
                let alert = try await rig.coaching.observeMessage(said(number)).alert
                guard let id = alert?.alertID, let response else { continue }
                _ = try await rig.coaching.respondToAlert(
                    RespondToAlert(
                        tenantID: CoachingRig.tenant, alertID: id, response: Open(response)))
            }
            _ = try await rig.coaching.stopSession(
                ChangeSession(tenantID: CoachingRig.tenant, sessionID: session.sessionID))
            let profile = try await performance(rig, of: "ann")
            #expect(profile.alertsSent == 3 && profile.adherenceRate == 0.5)
            #expect(profile.sessionsCompleted == 1)
        }
    }

    /// Eleven at night in Chicago is the next day in UTC.
    @Test func daysAreThoseOfTheAgentsOwnZone() async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.coaching.startSession(
                StartSession(
                    tenantID: CoachingRig.tenant, agentID: "ann", timeZone: "America/Chicago"))
            let late = try #require(Instant("2026-01-06T05:00:00Z"))
            try await rig.analyze("c", of: "ann", quality: 70, at: late)
            let days = 366
            guard Self.now - late < .seconds(days * 86_400) else { return }
            let profile = try await performance(rig, of: "ann", days: days)
            #expect(profile.history.map(\.day) == [CalendarDate("2026-01-05")])
        }
    }

    @Test func aPeriodThatIsNoneIsRefused() async throws {
        try await CoachingRig.with { rig in
            for days in [0, -1, 367] {
                let refused = await #expect(throws: RPCError.self) {
                    try await performance(rig, of: "ann", days: days)
                }
                #expect(refused?.code == .invalidArgument)
            }
        }
    }

    @Test func aTeamListShowsEveryAgentWithTheirLatestNumbers() async throws {
        try await CoachingRig.with { rig in
            try await rig.analyze("c1", of: "bob", quality: 70, at: Self.now - .seconds(60))
            try await rig.analyze("c2", of: "bob", quality: 80, at: Self.now)
            _ = try await rig.start("ann")
            let agents = try await rig.coaching.listAgents(
                ListAgents(tenantID: CoachingRig.tenant)
            ).agents
            #expect(
                agents == [
                    AgentSummary(
                        agentID: "ann", conversations: 0, averageQualityScore: nil, alertsSent: 0,
                        hasActiveSession: true, lastMessageAt: nil),
                    AgentSummary(
                        agentID: "bob", conversations: 2, averageQualityScore: 75, alertsSent: 0,
                        hasActiveSession: false, lastMessageAt: Self.now),
                ])
        }
    }

    private func performance(
        _ rig: CoachingRig, of agent: AgentID, days: Int = 30
    ) async throws -> AgentPerformance {
        try await rig.coaching.getAgentPerformance(
            GetAgentPerformance(tenantID: CoachingRig.tenant, agentID: agent, days: days))
    }

    private func analysis(
        _ conversation: ConversationID, quality: Double?, expertise: Double?, messages: Int = 4
    ) -> ConversationAnalysis {
        ConversationAnalysis(
            conversationID: conversation, agentID: "ann", messageCount: messages,
            overallQualityScore: 70,
            qualityScores: [
                QualityScore(area: Open(.rapportBuilding), score: quality, evidence: []),
                QualityScore(area: Open(.professionalism), score: nil, evidence: []),
            ],
            expertiseScores: [
                ExpertiseScore(area: Open(.marketKnowledge), score: expertise, evidence: [])
            ],
            questionsAsked: 0, objectionsIdentified: 0, objectionsResolved: 0,
            nextStepsDefined: false, appointmentScheduled: false, outcome: Open(.inProgress),
            offers: [], compliance: [], opportunities: [], messages: [], confidence: 0.5,
            engine: Open(.local), engineVersion: "test")
    }
}

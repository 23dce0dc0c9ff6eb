import CoachingContract
import GamificationContract
import Identifiers
import MeshContract
import ROIContract
import ROIDomain
import ROISamples
import RPC
import Testing
import Wire

@Suite struct AdoptionTests {
    private let query = GetAdoption(
        tenantID: ROIRig.tenant, periodStart: march.start, periodEnd: march.end)

    private func answered(
        _ alert: AlertID, _ response: AlertResponse, actedOn: Bool?, at instant: Instant
    ) -> EventEnvelope {
        .of(
            AlertAnswered(
                alertID: alert, agentID: "ann", response: Open(response), actedOn: actedOn,
                timeZone: "UTC"), agent: "ann", at: instant)
    }

    private func unlocked(_ achievement: String, by agent: AgentID) -> EventEnvelope {
        .of(
            AchievementUnlocked(
                agentID: agent, achievementID: achievement, name: achievement, points: 10),
            agent: agent, at: march.start + .seconds(60))
    }

    /// However often an event is delivered, it counts once; a later answer takes an earlier's place.
    @Test func useIsCountedFromEvents() async throws {
        try await ROIRig.with { rig in
            let first = AlertID(at: march.start)
            let second = AlertID(at: march.start + .seconds(1))
            let later = march.start + .seconds(3_600)
            let events: [EventEnvelope] = [
                .started(SessionID(at: march.start), of: "ann", at: march.start),
                .started(SessionID(at: later), of: "bob", at: later),
                answered(first, .dismissed, actedOn: nil, at: later),
                answered(first, .accepted, actedOn: true, at: later + .seconds(60)),
                answered(second, .overridden, actedOn: false, at: later),
                .of(
                    ModuleCompleted(
                        agentID: "bob", moduleID: "closing", type: Open(.closingTechniques),
                        level: Open(.beginner), score: 90, minutes: 45, timeZone: "UTC"),
                    agent: "bob", at: later),
                unlocked("one", by: "ann"), unlocked("two", by: "ann"),
                unlocked("one", by: "nobody-coached"),
            ]
            try await rig.apply(events)
            try await rig.apply(events)
            let adoption = try await rig.roi.getAdoption(query)
            #expect(adoption.agents == 2)
            #expect(adoption.trained.count == 1)
            #expect(adoption.unlocking.count == 1 && adoption.unlocks == 2)
            let week = try #require(adoption.weeks.first)
            #expect(week.activeAgents == 2 && week.agents == 2)
            #expect(adoption.weeks.dropFirst().allSatisfy { $0.activeAgents == 0 })
            let running = try await rig.roi(at: march.start + .seconds(86_400 * 3)).getAdoption(
                query)
            #expect(running.weeks.map { $0.isRunning } == [false, true])
            #expect(adoption.satisfied.total == 0 && adoption.satisfied.target == 0.85)
        }
    }

    @Test func promptsAreSharedByTheirAnswers() async throws {
        try await ROIRig.with { rig in
            try await rig.apply([
                .started(SessionID(at: march.start), of: "ann", at: march.start)
            ])
            for number in 0..<4 {
                let instant = march.start + .seconds(number)
                let alert = AlertID(at: instant)
                try await rig.apply([raised(alert, at: instant)])
                guard number < 3 else { continue }
                try await rig.apply([
                    answered(
                        alert, number < 2 ? .accepted : .dismissed,
                        actedOn: number == 0 ? true : nil, at: instant + .seconds(9))
                ])
            }
            let adoption = try await rig.roi.getAdoption(query)
            #expect(adoption.prompts == 4)
            #expect(adoption.accepted.count == 2 && adoption.accepted.total == 3)
            #expect(adoption.actedOn.count == 1 && adoption.actedOn.total == 1)
        }
    }

    private func raised(_ alert: AlertID, at instant: Instant) -> EventEnvelope {
        .of(
            AlertRaised(
                alert: Alert(
                    alertID: alert, cursor: 1, tenantID: ROIRig.tenant, agentID: "ann",
                    sessionID: SessionID(at: instant), conversationID: "c", messageID: "m",
                    type: Open(.realTimeSuggestion), priority: Open(.high), confidence: 0.9,
                    title: "t", message: "m", suggestedAction: "", evidence: [], channels: [],
                    createdAt: instant, isEscalated: false, isCompliance: false)),
            agent: "ann", at: instant)
    }

    @Test func theSurveyIsAnsweredByTheAgentAloneAndOnceAMonth() async throws {
        try await ROIRig.with { rig in
            try await rig.apply([
                .started(SessionID(at: march.start), of: "ann", at: march.start),
                .started(SessionID(at: march.end), of: "bob", at: march.start),
            ])
            let ann = rig.roi.acting(as: RecordingTests.agent)
            let answer = AnswerSurvey(tenantID: ROIRig.tenant, agentID: "ann", score: 2)
            _ = try await ann.answerSurvey(answer)
            var better = answer
            better.score = 5
            #expect(try await ann.answerSurvey(better).score == 5)
            let own = GetSurveyAnswer(tenantID: ROIRig.tenant, agentID: "ann")
            #expect(try await ann.getSurveyAnswer(own).score == 5)
            let manager = rig.roi.acting(as: RecordingTests.manager)
            await #expect(throws: RPCError.self) { try await manager.getSurveyAnswer(own) }
            await #expect(throws: RPCError.self) { try await manager.answerSurvey(answer) }
            better.score = 6
            let wrong = better
            await #expect(throws: RPCError.self) { try await ann.answerSurvey(wrong) }
            let now = Instant.wallClock
            let adoption = try await manager.getAdoption(
                GetAdoption(
                    tenantID: ROIRig.tenant, periodStart: now - .seconds(86_400),
                    periodEnd: now + .seconds(86_400)))
            #expect(adoption.responding.count == 1 && adoption.responding.total == 2)
            #expect(adoption.satisfied.count == 1 && adoption.satisfied.total == 1)
        }
    }
}

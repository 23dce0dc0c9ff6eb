import Identifiers
import PredictionContract
import PredictionDomain
import RPC
import Testing
import Wire

@testable import PredictionService

@Suite(.serialized)
struct SkillAndTimingTests {
    @Test func aForecastRestsOnWhatTheAnalyzerSaidOfEachConversation() async throws {
        try await PredictionRig.with { rig in
            for talk in 0..<6 {
                try await rig.hear(
                    someFacts(at: Double(talk)), ordinal: 1, in: ConversationID("talk-\(talk)"))
            }
            let outlook = try await rig.prediction.forecastSkill(
                ForecastSkill(tenantID: PredictionRig.tenant, agentID: "ann"))
            #expect(outlook.history.count == 6)
            #expect(outlook.outlooks.map(\.days) == [7, 30])
            #expect(abs(outlook.trends.reduce(0) { $0 + $1.probability } - 1) < 1e-9)
            #expect(outlook.milestone?.level.known == .proficient)
            let curve = try await rig.prediction.forecastSkill(
                ForecastSkill(
                    tenantID: PredictionRig.tenant, agentID: "ann", days: [0, 7, 90]))
            #expect(curve.outlooks.map(\.days) == [0, 7, 90])
            // Asked a moment later.
            #expect(abs(curve.outlooks[1].median - outlook.outlooks[0].median) < 0.1)
            for days in [[91], [-1], Array(0...12)] {
                await #expect(throws: RPCError.self) {
                    _ = try await rig.prediction.forecastSkill(
                        ForecastSkill(tenantID: PredictionRig.tenant, agentID: "ann", days: days))
                }
            }
        }
    }

    @Test func withoutFiveConversationsThereIsNoForecast() async throws {
        try await PredictionRig.with { rig in
            let error = await #expect(throws: RPCError.self) {
                _ = try await rig.prediction.forecastSkill(
                    ForecastSkill(tenantID: PredictionRig.tenant, agentID: "ann"))
            }
            #expect(error?.code == .failedPrecondition)
        }
    }

    @Test func aChoiceKeepsItsPropensityAndItsFirstOutcome() async throws {
        try await PredictionRig.with { rig in
            let choice = try await rig.prediction.chooseTiming(
                ChooseTiming(
                    tenantID: PredictionRig.tenant, agentID: "ann",
                    interventions: [Open(.realTimeGuidance), Open(.postCallReview)]))
            #expect(choice.propensity > 0.008)
            let id = try #require(choice.choiceID)
            func record(_ succeeded: Bool) async throws -> Bool {
                try await rig.prediction.recordTimingOutcome(
                    RecordTimingOutcome(
                        tenantID: PredictionRig.tenant, choiceID: id, succeeded: succeeded)
                ).isNew
            }
            let (first, second) = (try await record(true), try await record(false))
            #expect(first && !second)
            let impacts = try await rig.prediction.getInterventionImpacts(
                GetInterventionImpacts(tenantID: PredictionRig.tenant))
            #expect(impacts.outcomes == 1 && impacts.impacts.isEmpty)
        }
    }

    @Test func aComplianceAlertIsImmediateAndTeachesNothing() async throws {
        try await PredictionRig.with { rig in
            let choice = try await rig.prediction.chooseTiming(
                ChooseTiming(
                    tenantID: PredictionRig.tenant, agentID: "ann",
                    interventions: [Open(.performanceCorrection)], isCompliance: true))
            #expect(choice.timing.known == .immediate && choice.choiceID == nil)
        }
    }

    @Test func whatWasLearnedFromOutcomesLeadsTheNextChoices() async throws {
        try await PredictionRig.with { rig in
            for _ in 0..<60 {
                let choice = try await rig.prediction.chooseTiming(
                    ChooseTiming(
                        tenantID: PredictionRig.tenant, agentID: "ann",
                        interventions: [Open(.realTimeGuidance)]))
                _ = try await rig.prediction.recordTimingOutcome(
                    RecordTimingOutcome(
                        tenantID: PredictionRig.tenant, choiceID: try #require(choice.choiceID),
                        succeeded: choice.timing.known == .endOfCall))
            }
            let policy = try await TimingMemory(TimingStore(database: rig.database)).policy(
                for: "ann", PredictionRig.tenant, at: .wallClock)
            let best = policy.belief(of: TimingArm(.realTimeGuidance, .endOfCall)).mean
            #expect(best > policy.belief(of: TimingArm(.realTimeGuidance, .immediate)).mean)
        }
    }

    @Test func aPathBeginsWhereTheGapIsAndRefusesScoresOutOfBounds() async throws {
        try await PredictionRig.with { rig in
            func plan(_ score: Double) async throws -> LearningPlan {
                try await rig.prediction.planLearning(
                    PlanLearning(
                        tenantID: PredictionRig.tenant, agentID: "ann",
                        areas: [LearningArea(area: "information_gathering", score: score)]))
            }
            let steps = try await plan(30).steps
            #expect(steps.map(\.moduleID) == ["lead_qual_beginner"])
            await #expect(throws: RPCError.self) { _ = try await plan(130) }
        }
    }

    @Test func agentsAskAndTellOfThemselvesOnly() async throws {
        try await PredictionRig.with { rig in
            let tenant = PredictionRig.tenant
            let choice = try await rig.prediction.chooseTiming(
                ChooseTiming(
                    tenantID: tenant, agentID: "ann", interventions: [Open(.realTimeGuidance)]))
            let id = try #require(choice.choiceID)
            for asked in Self.questions(tenant, choiceOfAnn: id) {
                for (person, isAllowed) in asked.people {
                    let status = await Self.status {
                        try await asked.ask(rig.prediction.acting(as: person))
                    }
                    // What is allowed may still fail for want of conversations.
                    let isRefused = [.permissionDenied, .notFound].contains(status)
                    #expect(isRefused == !isAllowed, "\(asked.name) by \(person.subject)")
                }
            }
        }
    }

    private struct Question {
        let name: String
        let people: [(Principal, Bool)]
        let ask: @Sendable (Client<Prediction>) async throws -> Void
    }

    /// Each with who may ask it of Ann; a manager of another tenant never may.
    private static func questions(_ tenant: TenantID, choiceOfAnn id: UUIDv7) -> [Question] {
        func agent(_ name: String) -> Principal {
            Principal(tenantID: tenant, subject: name, role: .agent, agentID: AgentID(name))
        }
        let meg = Principal(tenantID: tenant, subject: "meg", role: .manager)
        let eve = Principal(tenantID: "rival", subject: "eve", role: .admin)
        let ownOrManaged = [(agent("bob"), false), (eve, false), (agent("ann"), true), (meg, true)]
        let managed = [(agent("ann"), false), (eve, false), (meg, true)]
        return [
            Question(name: "forecastSkill", people: ownOrManaged) {
                _ = try await $0.forecastSkill(ForecastSkill(tenantID: tenant, agentID: "ann"))
            },
            Question(name: "planLearning", people: ownOrManaged) {
                _ = try await $0.planLearning(
                    PlanLearning(tenantID: tenant, agentID: "ann", areas: []))
            },
            Question(name: "chooseTiming", people: ownOrManaged) {
                _ = try await $0.chooseTiming(
                    ChooseTiming(
                        tenantID: tenant, agentID: "ann",
                        interventions: [Open(.realTimeGuidance)]))
            },
            Question(name: "recordTimingOutcome", people: ownOrManaged) {
                _ = try await $0.recordTimingOutcome(
                    RecordTimingOutcome(tenantID: tenant, choiceID: id, succeeded: true))
            },
            Question(name: "getInterventionImpacts", people: managed) {
                _ = try await $0.getInterventionImpacts(GetInterventionImpacts(tenantID: tenant))
            },
            Question(name: "recordOutcome", people: managed) {
                _ = try await $0.recordOutcome(
                    RecordOutcome(tenantID: tenant, conversationID: "talk", succeeded: true))
            },
        ]
    }

    private static func status(_ ask: () async throws -> Void) async -> StatusCode? {
        do {
            try await ask()
            return nil
        } catch {
            return (error as? RPCError)?.code ?? .unknown
        }
    }

    @Test func whatATenantSharesIsLearnedFromAgentsWithEnoughConversations() async throws {
        try await PredictionRig.with { rig in
            for agent in ["ann", "bob", "cat", "dan"] {
                for talk in 0..<(agent == "dan" ? 2 : 6) {
                    try await rig.hear(
                        someFacts(at: Double(talk)), ordinal: 1,
                        in: ConversationID("\(agent)-\(talk)"), agent: AgentID(agent))
                }
            }
            let pool = try await SkillStore(database: rig.database).pool(
                SkillStore.overallQuality, PredictionRig.tenant)
            #expect(pool.map(\.count) == [6, 6, 6, 2])
            #expect(pool.allSatisfy { $0 == $0.sorted { $0.at < $1.at } })
            let outlook = try await rig.prediction.forecastSkill(
                ForecastSkill(tenantID: PredictionRig.tenant, agentID: "ann"))
            #expect(outlook.pooledAgents == 3)
        }
    }

    private func someFacts(at day: Double) -> MessageFacts {
        MessageFacts(
            messageID: MessageID("m-\(day)"), role: .agent, action: .message,
            sentAt: Instant(
                microseconds: Instant.wallClock.microseconds - Int64((10 - day) * 86_400_000_000)),
            typingStartedAt: nil, wordCount: 5, acts: [], prices: [], offerPrice: nil,
            sentiment: nil)
    }
}

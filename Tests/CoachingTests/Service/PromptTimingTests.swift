import AnalyzerContract
import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import PredictionContract
import RPC
import Testing
import Wire

@testable import CoachingService

@Suite(.serialized)
struct PromptTimingTests {
    @Test func aPromptComesWhenPredictionChoseAndItsOutcomeIsToldOnce() async throws {
        try await CoachingRig.with { rig in
            let alert = try await rig.prompt(at: .endOfCall)
            #expect(alert.timing.known == .endOfCall)
            #expect(rig.prediction.timingQuestions.map(\.agentID) == ["ann"])
            await rig.reportTimings()
            #expect(rig.prediction.outcomes.isEmpty)
            _ = try await rig.answer(alert, .accepted)
            await rig.reportTimings()
            #expect(Array(rig.prediction.outcomes.values) == [true])
            #expect(try await rig.openReports == 0)
        }
    }

    @Test func whatIsDismissedOrNeverAnsweredDidNotHelp() async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.answer(try await rig.prompt(at: .immediate), .dismissed)
            await rig.reportTimings()
            _ = try await rig.prompt(at: .immediate, saying: 2, in: "second")
            await rig.reportTimings(after: .seconds(23 * 3_600))
            #expect(Array(rig.prediction.outcomes.values) == [false])
            await rig.reportTimings(after: .seconds(25 * 3_600))
            #expect(Array(rig.prediction.outcomes.values) == [false, false])
            #expect(try await rig.openReports == 0)
        }
    }

    @Test(arguments: [
        (CoachingPriority.critical, CoachingIntensity.intensive, false),
        (.high, .intensive, true), (.high, .critical, false),
    ])
    func whatCannotWaitIsImmediateAndNobodyIsAsked(
        priority: CoachingPriority, intensity: CoachingIntensity, isCompliance: Bool
    ) async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.start("ann", intensity)
            rig.prediction.setTiming(.nextSession)
            rig.analyzer.find { _ in
                var found = opportunity("a", priority)
                found.isCompliance = isCompliance
                return (72, [found])
            }
            let alert = try #require(try await rig.coaching.observeMessage(said(1)).alert)
            #expect(alert.timing.known == .immediate)
            #expect(rig.prediction.timingQuestions.isEmpty)
            #expect(try await rig.openReports == 0)
        }
    }

    @Test func withoutPredictionTheRulesDecideAndNoOutcomeIsLost() async throws {
        try await CoachingRig.with { rig in
            let chosen = try await rig.prompt(at: .endOfCall)
            // Gone.
            rig.prediction.setTiming(nil)
            rig.prediction.setProbability(nil)
            let byRule = try #require(
                try await rig.coaching.observeMessage(said(2, in: "second")).alert)
            #expect(byRule.timing.known == .immediate)
            _ = try await rig.answer(byRule, .accepted)
            _ = try await rig.answer(chosen, .accepted)
            await rig.reportTimings()
            #expect(try await rig.openReports == 1)
            // Back: what was answered meanwhile is told, what nobody chose is not.
            rig.prediction.setTiming(.endOfCall)
            await rig.reportTimings()
            #expect(Array(rig.prediction.outcomes.values) == [true])
            #expect(try await rig.openReports == 0)
        }
    }

    @Test func aPlanSaysWhyPredictionWouldTeachAModuleAndIsMadeWithoutItToo() async throws {
        try await CoachingRig.with { rig in
            let library = try CoachingRig.library.get()
            let module = try #require(library.modules(of: .negotiation).first)
            rig.prediction.setPath([
                LearningStep(
                    moduleID: module.id.rawValue, kind: "learn", minutes: module.minutes,
                    dueBy: .wallClock, gap: 20, reason: "20 points below 50 in negotiation skills")
            ])
            let request = CreatePlan(tenantID: CoachingRig.tenant, agentID: "ann")
            let first = try #require(try await rig.coaching.createPlan(request).modules.first)
            #expect(first.moduleID == module.id)
            #expect(
                first.reasons.contains(
                    "Number 1 on the forecast learning path: "
                        + "20 points below 50 in negotiation skills."))
            rig.prediction.setPath(nil)
            #expect(try await !rig.coaching.createPlan(request).modules.isEmpty)
        }
    }
}

extension CoachingRig {
    /// A prompt of high priority for Ann, whom Prediction would tell at this time.
    fileprivate func prompt(
        at timing: InterventionTiming, saying number: Int = 1,
        in conversation: ConversationID = "talk"
    ) async throws -> Alert {
        _ = try await start()
        prediction.setTiming(timing)
        analyzer.find { _ in (72, [opportunity("a")]) }
        return try #require(
            try await coaching.observeMessage(said(number, in: conversation)).alert)
    }

    fileprivate func answer(_ alert: Alert, _ word: AlertResponse) async throws -> Alert {
        try await coaching.respondToAlert(
            RespondToAlert(
                tenantID: Self.tenant, alertID: alert.alertID, response: Open(word)))
    }

    fileprivate var openReports: Int {
        get async throws {
            try await database.scoped(to: .tenant(Self.tenant)).first(
                "SELECT count(*)::int FROM coaching.timing_reports", as: Int.self) ?? 0
        }
    }
}

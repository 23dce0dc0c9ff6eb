import AnalyzerContract
import AnalyzerDomain
import CoachingDomain
import Identifiers
import PredictionContract
import RPC
import Synchronization
import Wire

@testable import AnalyzerService

/// An Analyzer that finds what a test tells it to, and answers a repeated message the same.
final class FakeAnalyzer: Sendable {
    typealias Finding = @Sendable (ObserveMessage) -> (quality: Double, [CoachingOpportunity])

    private struct State {
        var finding: Finding = { _ in (80, []) }
        var areas: [ConversationID: ConversationAnalysis] = [:]
        var updates: [MessageKey: AnalysisUpdate] = [:]
        var counts: [ConversationID: Int] = [:]
        var heard: [MessageID] = []
        var analysesAsked = 0
        var isDown = false
        var delay = Duration.zero
    }

    private struct MessageKey: Hashable {
        let conversation: ConversationID
        let message: MessageID
    }

    private let state = Mutex(State())

    /// The messages in the order in which they came, repeats included.
    var heard: [MessageID] { state.withLock { $0.heard } }
    var analysesAsked: Int { state.withLock { $0.analysesAsked } }

    func find(_ finding: @escaping Finding) { state.withLock { $0.finding = finding } }
    func keep(_ analysis: ConversationAnalysis) {
        state.withLock { $0.areas[analysis.conversationID] = analysis }
    }
    func setDown(_ isDown: Bool) { state.withLock { $0.isDown = isDown } }
    func setDelay(_ delay: Duration) { state.withLock { $0.delay = delay } }

    var client: Client<Analyzer> {
        var handlers = Handlers()
        handlers.serve(Analyzer.observeMessage) { request, call in
            let delay = self.state.withLock { state in
                state.heard.append(request.message.messageID)
                return state.delay
            }
            if delay > .zero { try await Task.sleep(for: delay) }
            return try self.observe(request, at: call.now)
        }
        handlers.serve(Analyzer.getAnalysis) { request, _ in
            try self.analysis(of: request.conversationID)
        }
        // Nothing is kept, so the real engine can answer.
        handlers.serve(Analyzer.analyzeConversation) { request, _ in
            var engine = ConversationAnalyzer(
                conversationID: request.conversationID, agentID: request.agentID, listPrice: nil)
            for (place, message) in request.messages.enumerated() {
                _ = engine.observe(try Utterance(message, "messages[\(place)]"))
            }
            return ConversationAnalysis(engine.analysis)
        }
        return Client(InProcessChannel(handlers, service: "analyzer", caller: "coaching"))
    }

    private func observe(_ request: ObserveMessage, at now: Instant) throws -> AnalysisUpdate {
        try state.withLock { state in
            if state.isDown { throw RPCError(.unavailable, "down") }
            let key = MessageKey(
                conversation: request.conversationID, message: request.message.messageID)
            if let known = state.updates[key] { return known }
            state.counts[request.conversationID, default: 0] += 1
            let (quality, found) = state.finding(request)
            let update = AnalysisUpdate(
                conversationID: request.conversationID,
                messageCount: state.counts[request.conversationID] ?? 0,
                overallQualityScore: quality, outcome: Open(.inProgress),
                findings: MessageFindings(
                    messageID: request.message.messageID, acts: [], prices: [], wordCount: 1),
                newOpportunities: found,
                newCompliance: Self.breaches(among: found, request.message.messageID),
                storedAt: now,
                objectionsIdentified: 0, objectionsResolved: 0, appointmentScheduled: false)
            state.updates[key] = update
            return update
        }
    }

    /// The findings behind the compliance opportunities, each with its title as the words.
    private static func breaches(
        among found: [CoachingOpportunity], _ message: MessageID
    ) -> [ComplianceFinding] {
        found.filter(\.isCompliance).map {
            ComplianceFinding(
                messageID: message,
                topic: Open(ComplianceTopic(opportunityKey: $0.key) ?? .fairHousing),
                rule: String($0.key.dropFirst("compliance.".count)), phrase: $0.title,
                guidance: $0.suggestedAction)
        }
    }

    private func analysis(of conversation: ConversationID) throws -> ConversationAnalysis {
        try state.withLock { state in
            state.analysesAsked += 1
            if state.isDown { throw RPCError(.unavailable, "down") }
            guard let analysis = state.areas[conversation] else {
                throw RPCError(.notFound, "none")
            }
            return analysis
        }
    }
}

/// A Prediction that says what a test tells it to, after the time that a test tells it to take.
final class FakePrediction: Sendable {
    private struct State {
        var probability: Double? = 0.7
        var delay = Duration.zero
        var asked = 0
        var timing: InterventionTiming?
        var timingQuestions: [ChooseTiming] = []
        var outcomes: [UUIDv7: Bool] = [:]
        var path: [LearningStep]?
    }

    private let state = Mutex(State())

    var asked: Int { state.withLock { $0.asked } }
    /// Nil makes it fail.
    func setProbability(_ probability: Double?) { state.withLock { $0.probability = probability } }
    func setDelay(_ delay: Duration) { state.withLock { $0.delay = delay } }

    var timingQuestions: [ChooseTiming] { state.withLock { $0.timingQuestions } }
    var outcomes: [UUIDv7: Bool] { state.withLock { $0.outcomes } }
    /// Nil makes it fail, whether it is asked or told.
    func setTiming(_ timing: InterventionTiming?) { state.withLock { $0.timing = timing } }
    /// Nil makes it fail.
    func setPath(_ path: [LearningStep]?) { state.withLock { $0.path = path } }

    private func serveGrowth(_ handlers: inout Handlers) {
        handlers.serve(Prediction.chooseTiming) { request, call in
            let (timing, delay) = self.state.withLock { state in
                state.timingQuestions.append(request)
                return (state.timing, state.delay)
            }
            if delay > .zero { try await Task.sleep(for: delay) }
            guard let timing else { throw RPCError(.unavailable, "down") }
            return TimingChoice(
                choiceID: UUIDv7(at: call.now), intervention: request.interventions[0],
                timing: Open(timing), propensity: 0.5)
        }
        handlers.serve(Prediction.recordTimingOutcome) { request, _ in
            try self.state.withLock { state in
                if state.timing == nil { throw RPCError(.unavailable, "down") }
                let isNew = state.outcomes[request.choiceID] == nil
                if isNew { state.outcomes[request.choiceID] = request.succeeded }
                return TimingOutcomeRecorded(isNew: isNew)
            }
        }
        handlers.serve(Prediction.planLearning) { _, _ in
            guard let path = self.state.withLock({ $0.path }) else {
                throw RPCError(.unavailable, "down")
            }
            return LearningPlan(steps: path)
        }
    }

    var client: Client<Prediction> {
        var handlers = Handlers()
        serveGrowth(&handlers)
        handlers.serve(Prediction.predictConversation) { request, _ in
            let (probability, delay) = self.state.withLock { state in
                state.asked += 1
                return (state.probability, state.delay)
            }
            if delay > .zero { try await Task.sleep(for: delay) }
            guard let probability else { throw RPCError(.unavailable, "down") }
            return SuccessPrediction(
                conversationID: request.conversationID, probability: probability, lower: 0,
                upper: 1, abstains: false, baseRate: 0.8, factors: [], modelVersion: "test",
                messageCount: 1)
        }
        return Client(InProcessChannel(handlers, service: "prediction", caller: "coaching"))
    }
}

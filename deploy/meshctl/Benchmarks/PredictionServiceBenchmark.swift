import Identifiers
import Logging
import PostgresCluster
import PredictionContract
import PredictionDomain
import PredictionService
import RPC
import Wire

/// Measures Prediction as a service, one call after the other: in this process, over a Postgres of its
/// own.
struct PredictionServiceBenchmark: Sendable {
    private static let tenant: TenantID = "benchmark"
    private static let agentCount = 20
    /// Conversations of each agent: a forecast reads this many scores.
    private static let talkCount = 12
    private static let choiceCount = 2_000
    private static let forecastCount = 1_000

    /// Their agents are not asked for: talks are dealt to the benchmark's own.
    let conversations: [LabelledConversation]
    let model: SuccessModel

    /// - Parameter tell: is given the name of a call and its latencies.
    func run(_ tell: (String, Percentiles) throws -> Void) async throws {
        let scratch = try await ScratchPostgres.separate()
        try await scratch.withDatabase { owner in
            let silent = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
            let service = try await PredictionInProcess(owner, fallback: model, logger: silent)
            try tell("service_prediction_with_shap", try await predictions(service))
            try tell("service_skill_forecast", try await forecasts(service.client))
            try tell("service_timing_choice", try await choices(service.client))
        }
    }

    private func agent(_ number: Int) -> AgentID { AgentID("agent-\(number % Self.agentCount)") }

    /// After every message of every talk.
    private func predictions(_ service: PredictionInProcess) async throws -> Percentiles {
        let latency = LatencyRecorder()
        let meter = ProgressMeter("talks heard", total: Self.agentCount * Self.talkCount)
        for number in 0..<Self.agentCount * Self.talkCount {
            let talk = conversations[number % conversations.count]
            let id = ConversationID("talk-\(number)")
            for (place, facts) in talk.messages.enumerated() {
                try await service.hear(
                    facts, ordinal: place + 1, in: id, tenant: Self.tenant, agent: agent(number),
                    listPrice: talk.listPrice, score: Double(40 + (number * 7 + place) % 50))
                try await latency.time {
                    _ = try await service.client.predictConversation(
                        PredictConversation(tenantID: Self.tenant, conversationID: id))
                }
            }
            meter.show(number + 1)
        }
        return latency.percentiles
    }

    private func forecasts(_ client: Client<Prediction>) async throws -> Percentiles {
        let latency = LatencyRecorder()
        for number in 0..<Self.forecastCount {
            try await latency.time {
                _ = try await client.forecastSkill(
                    ForecastSkill(tenantID: Self.tenant, agentID: agent(number)))
            }
        }
        return latency.percentiles
    }

    /// Among every intervention at every time; the outcome of every other choice is told.
    private func choices(_ client: Client<Prediction>) async throws -> Percentiles {
        let latency = LatencyRecorder()
        for number in 0..<Self.choiceCount {
            let choice = try await latency.time {
                try await client.chooseTiming(
                    ChooseTiming(
                        tenantID: Self.tenant, agentID: agent(number),
                        interventions: CoachingInterventionType.allCases.map { Open($0) }))
            }
            guard number.isMultiple(of: 2), let id = choice.choiceID else { continue }
            _ = try await client.recordTimingOutcome(
                RecordTimingOutcome(
                    tenantID: Self.tenant, choiceID: id, succeeded: number.isMultiple(of: 3)))
        }
        return latency.percentiles
    }
}

extension LatencyRecorder {
    fileprivate func time<Value>(_ work: () async throws -> Value) async rethrows -> Value {
        let start = ContinuousClock.now
        let value = try await work()
        record(ContinuousClock.now - start)
        return value
    }
}

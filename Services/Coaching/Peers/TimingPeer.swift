import CoachingDomain
import Identifiers
import PredictionContract
import RPC
import Wire

/// When a prompt is to reach its agent, and under what its outcome is told.
struct ChosenTiming: Hashable, Sendable {
    /// Of the opportunity that it was chosen for.
    var key: String
    var timing: InterventionTiming
    var choiceID: UUIDv7
}

/// Asks Prediction when to speak; the rules decide when it does not answer in time.
struct TimingPeer: Sendable {
    private let prediction: Client<Prediction>
    private let budget: Duration
    private let calls = GuardedCalls()

    init(_ prediction: Client<Prediction>, budget: Duration) {
        self.prediction = prediction
        self.budget = budget
    }

    /// Nil, and nobody asked, where the rules leave no choice; nil without an answer in time.
    func timing(
        of opportunity: Opportunity, isEscalated: Bool, for agent: AgentID,
        in conversation: ConversationID, _ tenant: TenantID
    ) async -> ChosenTiming? {
        let timings = PromptTiming.choices(for: opportunity, isEscalated: isEscalated)
        guard timings.count > 1 else { return nil }
        let choice = await calls.ask {
            () async throws(RPCError) in
            try await prediction.chooseTiming(
                ChooseTiming(
                    tenantID: tenant, agentID: agent, conversationID: conversation,
                    interventions: [Open(opportunity.intervention)],
                    timings: timings.map { Open($0) }),
                timeout: budget)
        }
        guard let choice, let id = choice.choiceID, let timing = choice.timing.known,
            timings.contains(timing)
        else { return nil }
        return ChosenTiming(key: opportunity.key, timing: timing, choiceID: id)
    }
}

import Identifiers
import PredictionContract
import RPC

/// Asks Prediction how a conversation will end, without ever making an alert wait for it long.
///
/// An alert is worth having without a probability, so whatever goes wrong here is nil. A Prediction
/// that fails is left alone for a while: it must not cost each alert its whole budget.
struct PredictionPeer: Sendable {
    private let prediction: Client<Prediction>
    private let budget: Duration
    private let calls = GuardedCalls()

    init(_ prediction: Client<Prediction>, budget: Duration) {
        self.prediction = prediction
        self.budget = budget
    }

    /// The chance of success, 0–1; nil when Prediction abstains or does not answer in time.
    func chanceOfSuccess(
        of conversation: ConversationID, tenant: TenantID
    ) async -> Double? {
        let foreseen = await calls.ask {
            () async throws(RPCError) in
            try await prediction.predictConversation(
                PredictConversation(tenantID: tenant, conversationID: conversation),
                timeout: budget)
        } isAnswer: { error in
            // It only has not heard of this conversation yet.
            error.code == .notFound
        }
        return foreseen.flatMap { $0.abstains ? nil : $0.probability }
    }
}

import Identifiers
import PredictionContract
import RPC
import Synchronization

/// Asks Prediction how a conversation will end, without ever making an alert wait for it long.
///
/// An alert is worth having without a probability, so whatever goes wrong here is nil. A Prediction
/// that fails is left alone for a while: it must not cost each alert its whole budget.
final class PredictionPeer: Sendable {
    private let prediction: Client<Prediction>
    private let budget: Duration
    private let breaker = Mutex(CircuitBreaker())
    private let start = ContinuousClock.now

    init(_ prediction: Client<Prediction>, budget: Duration) {
        self.prediction = prediction
        self.budget = budget
    }

    /// The chance of success, 0–1; nil when Prediction abstains or does not answer in time.
    func chanceOfSuccess(
        of conversation: ConversationID, tenant: TenantID
    ) async -> Double? {
        let action = breaker.withLock { $0.callRequested(at: ContinuousClock.now - start) }
        guard action == .ask else { return nil }
        do throws(RPCError) {
            let foreseen = try await prediction.predictConversation(
                PredictConversation(tenantID: tenant, conversationID: conversation),
                timeout: budget)
            breaker.withLock { $0.callSucceeded() }
            return foreseen.abstains ? nil : foreseen.probability
        } catch {
            breaker.withLock { breaker in
                // It answers; it only has not heard of this conversation yet.
                if error.code == .notFound { return breaker.callSucceeded() }
                breaker.callFailed(at: ContinuousClock.now - start)
            }
            return nil
        }
    }
}

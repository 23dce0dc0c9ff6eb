import GatewayDomain
import Identifiers
import PredictionContract
import RPC

/// Asks Prediction how a conversation will probably end.
struct PredictionPeer: Sendable {
    let client: Client<Prediction>

    /// - Parameter conversation: nil when the agent has none that is recent.
    func outlook(of conversation: ConversationID?, for person: Person) async -> Panel<Outlook> {
        guard let conversation else {
            return .notYet(reason: "No recent conversation, so there is nothing to foresee.")
        }
        return await PeerCall.panel(
            of: "Prediction",
            {
                Outlook(
                    try await client.acting(as: person.principal).predictConversation(
                        PredictConversation(tenantID: person.tenant, conversationID: conversation),
                        timeout: PeerCall.pageTimeout))
            },
            notYet: { error in
                switch error.code {
                case .notFound: "Too little of this conversation is known to foresee its end."
                case .failedPrecondition: "No model has been published yet."
                default: nil
                }
            })
    }

    /// The published models, the newest first.
    func models(for person: Person) async -> Panel<[ModelEntry]> {
        await PeerCall.panel(of: "Prediction") {
            try await client.acting(as: person.principal).listModels(
                ListModels(), timeout: PeerCall.pageTimeout
            ).models
        }
    }

    /// Whether the model that predicts holds for the person's tenant.
    func health(for person: Person) async -> Panel<ModelHealthReport> {
        await PeerCall.panel(
            of: "Prediction",
            {
                try await client.acting(as: person.principal).getModelHealth(
                    GetModelHealth(tenantID: person.tenant), timeout: PeerCall.pageTimeout)
            },
            notYet: { $0.code == .failedPrecondition ? "No model has been published yet." : nil })
    }
}

extension Outlook {
    fileprivate init(_ prediction: SuccessPrediction) {
        self.init(
            conversation: prediction.conversationID, probability: prediction.probability,
            lower: prediction.lower, upper: prediction.upper, abstains: prediction.abstains,
            baseRate: prediction.baseRate,
            factors: prediction.factors.map {
                Factor(words: $0.explanation, contribution: $0.contribution)
            },
            modelVersion: prediction.modelVersion, messageCount: prediction.messageCount)
    }
}

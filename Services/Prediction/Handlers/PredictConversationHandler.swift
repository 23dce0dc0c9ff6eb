import Identifiers
import PredictionContract
import PredictionDomain
import RPC
import Runtime

/// Serves `Prediction.predictConversation`: read the facts, extract, foresee, keep, reply.
struct PredictConversationHandler: Sendable {
    let conversations: ConversationStore
    let shelf: ModelShelf

    func handle(_ request: PredictConversation, _ call: Call) async throws -> SuccessPrediction {
        let access = try Access(call, to: request.tenantID)
        try checkID(request.conversationID.rawValue, "conversation_id")
        let conversation = try await conversations.conversation(
            request.conversationID, request.tenantID)
        guard let conversation, access.includes(conversation.agentID) else {
            throw RPCError.missing("conversation", request.conversationID)
        }
        let model = try await shelf.model(newest: conversation.modelVersion)
        let vector = vector(of: conversation)
        let foresight = try model.foresee(vector)
        try await conversations.keep(
            MadePrediction(
                tenantID: request.tenantID, conversationID: request.conversationID,
                messageCount: conversation.messages.count, modelVersion: model.card.version,
                foresight: foresight, features: vector.values, madeAt: call.now))
        return SuccessPrediction(
            request.conversationID, foresight, by: model.card,
            messageCount: conversation.messages.count,
            lastMessageID: conversation.messages.last?.messageID)
    }

    private func vector(of conversation: StoredConversation) -> FeatureVector {
        var extractor = FeatureExtractor(listPrice: conversation.listPrice)
        for facts in conversation.messages { extractor.add(facts) }
        return extractor.vector
    }
}

extension SuccessPrediction {
    /// What was foreseen, in the contract's words.
    package init(
        _ conversationID: ConversationID, _ foresight: Foresight, by card: ModelCard,
        messageCount: Int, lastMessageID: MessageID?
    ) {
        self.init(
            conversationID: conversationID, probability: foresight.probability,
            lower: foresight.interval.lowerBound, upper: foresight.interval.upperBound,
            abstains: foresight.abstains, baseRate: card.baseRate,
            factors: foresight.factors.map(Factor.init), modelVersion: card.version,
            messageCount: messageCount, lastMessageID: lastMessageID)
    }
}

extension Factor {
    fileprivate init(_ factor: SuccessFactor) {
        self.init(
            name: factor.feature.name, explanation: factor.explanation,
            contribution: factor.contribution, value: factor.value, messageID: factor.messageID)
    }
}

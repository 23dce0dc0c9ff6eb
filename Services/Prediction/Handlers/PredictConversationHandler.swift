import Cache
import Identifiers
import Logging
import PredictionContract
import PredictionDomain
import RPC
import Runtime
import Wire

/// Serves `Prediction.predictConversation`: read the facts, extract, foresee, keep, reply.
///
/// The same conversation foreseen twice is the same: only another message or another model makes a
/// difference, and both say so.
struct PredictConversationHandler: Sendable {
    let cache: Cache<AgentsPrediction>
    let conversations: ConversationStore
    let outcomes: OutcomeStore
    let shelf: ModelShelf
    let logger: Logger

    func handle(_ request: PredictConversation, _ call: Call) async throws -> SuccessPrediction {
        let access = try Access(call, to: request.tenantID)
        try checkID(request.conversationID.rawValue, "conversation_id")
        let known = try await cache.value(
            for: CacheKey(request.tenantID, "prediction \(request.conversationID)"),
            tags: [CacheTag(request.tenantID, request.conversationID.rawValue)]
        ) { try await foresee(request, at: call.now) }
        guard let known, access.includes(known.agentID) else {
            throw RPCError.missing("conversation", request.conversationID)
        }
        return known.prediction
    }

    private func foresee(
        _ request: PredictConversation, at now: Instant
    ) async throws -> AgentsPrediction? {
        let conversation = try await conversations.conversation(
            request.conversationID, request.tenantID)
        guard let conversation else { return nil }
        let model = try await shelf.model(newest: conversation.modelVersion)
        let vector = vector(of: conversation)
        let foresight = try model.foresee(vector)
        async let known = outcomes.evidence(of: request.tenantID, against: model.card.version)
        try await conversations.keep(
            MadePrediction(
                tenantID: request.tenantID, conversationID: request.conversationID,
                messageCount: conversation.messages.count, modelVersion: model.card.version,
                foresight: foresight, features: vector.values, madeAt: now))
        await foreseeInShadow(request, conversation, vector, at: now)
        let evidence = try await known
        var prediction = SuccessPrediction(
            request.conversationID, model.corrected(foresight, by: evidence), by: model.card,
            messageCount: conversation.messages.count,
            lastMessageID: conversation.messages.last?.messageID)
        prediction.poolShare = evidence.poolShare
        return AgentsPrediction(agentID: conversation.agentID, prediction: prediction)
    }

    /// Lets the challenger foresee the same, for comparison; its faults are nobody's answer.
    private func foreseeInShadow(
        _ request: PredictConversation, _ conversation: StoredConversation,
        _ vector: FeatureVector, at now: Instant
    ) async {
        guard let version = conversation.challengerVersion else { return }
        do {
            guard let model = try await shelf.published(version) else { return }
            try await conversations.keep(
                MadePrediction(
                    tenantID: request.tenantID, conversationID: request.conversationID,
                    messageCount: conversation.messages.count, modelVersion: version,
                    foresight: try model.foresee(vector), features: vector.values,
                    madeAt: now, isShadow: true))
        } catch {
            logger.error(
                "the challenger could not foresee",
                metadata: ["model": "\(version)", "reason": "\(error)"])
        }
    }

    private func vector(of conversation: StoredConversation) -> FeatureVector {
        var extractor = FeatureExtractor(listPrice: conversation.listPrice)
        for facts in conversation.messages { extractor.add(facts) }
        return extractor.vector
    }
}

/// What was foreseen, with the agent who may see it.
@WireMessage
struct AgentsPrediction: Codable, Hashable, Sendable {
    var agentID: AgentID
    var prediction: SuccessPrediction

    enum CodingKeys: Int, CodingKey { case agentID = 0, prediction = 1 }
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

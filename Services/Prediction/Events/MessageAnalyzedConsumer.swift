import AnalyzerContract
import MeshContract
import Postgres
import PredictionDomain
import Runtime

/// Keeps what the Analyzer says of each message.
struct MessageAnalyzedConsumer: Sendable {
    let conversations: ConversationStore
    let skills: SkillStore

    var consumer: EventConsumer {
        EventConsumer(from: "analyzer", kinds: [MessageAnalyzed.kind], applyTogether: apply)
    }

    /// A message by somebody whose role only a newer Analyzer knows is passed over.
    func apply(_ envelopes: [EventEnvelope], _ transaction: Transaction) async throws {
        let heard = try envelopes.compactMap { envelope -> HeardMessage? in
            guard let event = try envelope.decode(MessageAnalyzed.self),
                let facts = MessageFacts(event)
            else { return nil }
            return HeardMessage(event: event, facts: facts)
        }
        guard let tenant = envelopes.first?.tenantID, !heard.isEmpty else { return }
        try await conversations.keep(heard, tenant, in: transaction)
        try await skills.keep(heard.map(\.event), tenant, in: transaction)
    }
}

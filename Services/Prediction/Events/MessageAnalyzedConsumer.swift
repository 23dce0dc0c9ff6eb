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
        EventConsumer(from: "analyzer", kinds: [MessageAnalyzed.kind], apply: apply)
    }

    /// A message by somebody whose role only a newer Analyzer knows is passed over.
    func apply(_ envelope: EventEnvelope, _ transaction: Transaction) async throws {
        guard let event = try envelope.decode(MessageAnalyzed.self), let facts = MessageFacts(event)
        else { return }
        try await conversations.keep(facts, of: event, envelope.tenantID, in: transaction)
        try await skills.keep(event, envelope.tenantID, in: transaction)
    }
}

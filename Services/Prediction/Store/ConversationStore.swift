import AnalyzerContract
import Cache
import Identifiers
import Postgres
import PredictionDomain
import Runtime
import Wire

/// A conversation as it stands, and the version of the newest published model.
struct StoredConversation: Sendable {
    var agentID: AgentID
    var listPrice: Double?
    var messages: [MessageFacts]
    var modelVersion: String?
    var challengerVersion: String?
}

/// A message as the Analyzer told of it, and what Prediction keeps of it.
struct HeardMessage: Sendable {
    let event: MessageAnalyzed
    let facts: MessageFacts
}

/// Keeps the facts of conversations, and what was foreseen of them.
struct ConversationStore: Sendable {
    let database: Database

    /// Keeps messages in the order in which they were heard; one that is known changes nothing.
    func keep(
        _ heard: [HeardMessage], _ tenant: TenantID, in transaction: Transaction
    ) async throws(DatabaseError) {
        let events = heard.map(\.event)
        for conversation in Set(events.map(\.conversationID)) {
            transaction.announce(change: CacheTag(tenant, conversation.rawValue), in: "prediction")
        }
        try await transaction.execute(
            """
            WITH heard AS MATERIALIZED ( \
            SELECT * FROM unnest(\(events.map(\.conversationID.rawValue))::text[], \
            \(events.map(\.agentID.rawValue))::text[], \(events.map(\.listPrice))::float8[], \
            \(events.map(\.ordinal))::int8[], \
            \(heard.map { StoredFacts($0.facts).wireBytes() })::bytea[]) WITH ORDINALITY \
            AS message (conversation_id, agent_id, list_price, ordinal, facts, place)), \
            talk AS ( \
            INSERT INTO prediction.conversations AS known \
            (tenant_id, conversation_id, agent_id, list_price) \
            SELECT \(tenant), conversation_id, (array_agg(agent_id ORDER BY place DESC))[1], \
            (array_agg(list_price ORDER BY place DESC) FILTER (WHERE list_price IS NOT NULL))[1] \
            FROM heard GROUP BY conversation_id ORDER BY conversation_id \
            ON CONFLICT (tenant_id, conversation_id) DO UPDATE SET \
            agent_id = excluded.agent_id, \
            list_price = coalesce(excluded.list_price, known.list_price) \
            WHERE known.agent_id <> excluded.agent_id \
            OR coalesce(excluded.list_price, known.list_price) IS DISTINCT FROM known.list_price) \
            INSERT INTO prediction.messages (tenant_id, conversation_id, ordinal, facts) \
            SELECT \(tenant), conversation_id, ordinal, facts FROM heard ON CONFLICT DO NOTHING
            """)
    }

    /// The conversation; nil when none of its messages has been heard.
    func conversation(
        _ id: ConversationID, _ tenant: TenantID
    ) async throws(DatabaseError) -> StoredConversation? {
        let row = try await database.scoped(to: .tenant(tenant)).first(
            """
            SELECT c.agent_id, c.list_price, \
            ARRAY(SELECT facts FROM prediction.messages m \
            WHERE m.tenant_id = c.tenant_id AND m.conversation_id = c.conversation_id \
            ORDER BY m.ordinal), \
            (SELECT version FROM prediction.models \
            WHERE NOT is_challenger AND retired_at IS NULL ORDER BY turn DESC LIMIT 1), \
            (SELECT version FROM prediction.models \
            WHERE is_challenger AND retired_at IS NULL ORDER BY turn DESC LIMIT 1) \
            FROM prediction.conversations c \
            WHERE c.tenant_id = \(tenant) AND c.conversation_id = \(id)
            """, as: (AgentID, Double?, [[UInt8]], String?, String?).self)
        guard let (agentID, listPrice, stored, modelVersion, challengerVersion) = row else {
            return nil
        }
        var messages: [MessageFacts] = []
        for bytes in stored {
            if let facts = try read(bytes).facts { messages.append(facts) }
        }
        return StoredConversation(
            agentID: agentID, listPrice: listPrice, messages: messages, modelVersion: modelVersion,
            challengerVersion: challengerVersion)
    }

    private func read(_ bytes: [UInt8]) throws(DatabaseError) -> StoredFacts {
        do throws(WireError) {
            return try StoredFacts(wireBytes: bytes)
        } catch {
            throw DatabaseError(.unexpectedData, "stored facts cannot be read: \(error)")
        }
    }

    /// Keeps what was foreseen; the same prediction again changes nothing.
    ///
    /// The answer does not wait for the disk: a record lost in a crash of the server is made again by
    /// the next question.
    func keep(_ prediction: MadePrediction) async throws(DatabaseError) {
        let foresight = prediction.foresight
        try await database.scoped(to: .tenant(prediction.tenantID)).execute(
            """
            INSERT INTO prediction.predictions \
            (tenant_id, conversation_id, message_count, model_version, probability, lower_bound, \
            upper_bound, abstains, feature_version, features, predicted_at, is_shadow) \
            SELECT \(prediction.tenantID), \(prediction.conversationID), \
            \(prediction.messageCount), \(prediction.modelVersion), \(foresight.probability), \
            \(foresight.interval.lowerBound), \(foresight.interval.upperBound), \
            \(foresight.abstains), \(Feature.version), \(prediction.features.map(Double.init)), \
            \(prediction.madeAt), \(prediction.isShadow) \
            FROM set_config('synchronous_commit', 'off', true) AS commits WHERE commits = 'off' \
            ON CONFLICT DO NOTHING
            """)
    }
}

/// What was foreseen, from what, by which model, when.
struct MadePrediction: Sendable {
    var tenantID: TenantID
    var conversationID: ConversationID
    var messageCount: Int
    var modelVersion: String
    var foresight: Foresight
    var features: [Float]
    var madeAt: Instant
    /// True for a challenger's, which nobody is shown.
    var isShadow = false
}

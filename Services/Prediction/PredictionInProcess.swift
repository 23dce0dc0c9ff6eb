import AnalyzerContract
import Identifiers
import Logging
import MeshContract
import Postgres
import PredictionContract
import PredictionDomain
import RPC
import Runtime
import Wire

/// The service over a database of its own, called in this process: for tests, and for measuring it.
package struct PredictionInProcess: Sendable {
    package let client: Client<Prediction>
    /// As the role that the service has in production.
    package let database: Database
    private let messages: MessageAnalyzedConsumer

    /// Makes the service's schema in an empty database, as its owner.
    ///
    /// - Parameter fallback: predicts until a model is published.
    package init(
        _ owner: DatabaseConfiguration, fallback: SuccessModel?, logger: Logger
    ) async throws {
        let schema = ServiceSchema(
            name: "prediction", password: "prediction", migrations: PredictionService.migrations)
        try await Migrator(owner, logger: logger).apply(schema)
        database = Database(
            owner.connecting(as: "prediction", password: "prediction"), logger: logger)
        let rooms = Rooms(
            database: database, changes: CacheChanges(of: "prediction", database: database),
            fallback: fallback, logger: logger)
        client = Client(InProcessChannel(rooms.handlers, service: "prediction"))
        messages = rooms.messages
    }

    /// Hears of one message, as from the Analyzer; `ordinal` counts from 1.
    package func hear(
        _ facts: MessageFacts, ordinal: Int, in conversation: ConversationID, tenant: TenantID,
        agent: AgentID, listPrice: Double? = nil, score: Double = 50
    ) async throws {
        let event = MessageAnalyzed(
            conversationID: conversation, agentID: agent, listPrice: listPrice,
            messageID: facts.messageID, ordinal: ordinal, role: Open(facts.role),
            action: facts.action.map { Open($0) } ?? .unknown(99), sentAt: facts.sentAt,
            typingStartedAt: facts.typingStartedAt, price: facts.offerPrice,
            findings: MessageFindings(
                messageID: facts.messageID, acts: facts.acts.map { Open($0) },
                prices: facts.prices, sentiment: facts.sentiment, wordCount: facts.wordCount),
            overallQualityScore: score, outcome: Open(.inProgress), objectionsIdentified: 0,
            objectionsResolved: 0, questionsAsked: 0, appointmentScheduled: false)
        let envelope = EventEnvelope(
            position: .start, eventID: EventID(at: facts.sentAt), tenantID: tenant,
            kind: MessageAnalyzed.kind, agentID: agent, occurredAt: facts.sentAt,
            payload: event.wireBytes())
        try await database.withTransaction(.tenant(tenant)) { transaction in
            try await messages.apply([envelope], transaction)
        }
    }
}

import AnalyzerContract
import Identifiers
import Logging
import MeshContract
import Postgres
import PostgresCluster
import PredictionContract
import PredictionDomain
import RPC
import Runtime
import Wire

@testable import PredictionService

/// Prediction on a database of its own, as the role that it has in production.
struct PredictionRig: Sendable {
    static let tenant: TenantID = "agency"
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    let database: Database
    let prediction: Client<Prediction>
    private let rooms: Rooms

    static func with(
        fallback: SuccessModel? = nil, _ body: (PredictionRig) async throws -> Void
    ) async throws {
        try await ScratchPostgres.shared().withDatabase { owner in
            let schema = ServiceSchema(
                name: "prediction", password: "prediction",
                migrations: PredictionService.migrations)
            try await Migrator(owner, logger: silent).apply(schema)
            let role = owner.connecting(as: "prediction", password: "prediction")
            try await body(PredictionRig(Database(role, logger: silent), fallback))
        }
    }

    private init(_ database: Database, _ fallback: SuccessModel?) {
        self.database = database
        rooms = Rooms(
            database: database, changes: CacheChanges(of: "prediction", database: database),
            fallback: fallback, logger: Self.silent)
        prediction = Client(InProcessChannel(rooms.handlers, service: "prediction"))
    }

    /// Hears of one message, as from the Analyzer.
    func hear(
        _ facts: MessageFacts, ordinal: Int, in conversation: ConversationID = "talk",
        tenant: TenantID = tenant, agent: AgentID = "ann", listPrice: Double? = nil
    ) async throws {
        let event = MessageAnalyzed(
            conversationID: conversation, agentID: agent, listPrice: listPrice,
            messageID: facts.messageID, ordinal: ordinal, role: Open(facts.role),
            action: facts.action.map { Open($0) } ?? .unknown(99), sentAt: facts.sentAt,
            typingStartedAt: facts.typingStartedAt, price: facts.offerPrice,
            findings: MessageFindings(
                messageID: facts.messageID, acts: facts.acts.map { Open($0) },
                prices: facts.prices, sentiment: facts.sentiment, wordCount: facts.wordCount),
            overallQualityScore: 50, outcome: Open(.inProgress), objectionsIdentified: 0,
            objectionsResolved: 0, questionsAsked: 0, appointmentScheduled: false)
        let envelope = EventEnvelope(
            position: .start, eventID: EventID(at: facts.sentAt), tenantID: tenant,
            kind: MessageAnalyzed.kind, agentID: agent, occurredAt: facts.sentAt,
            payload: event.wireBytes())
        try await database.withTransaction(.tenant(tenant)) { transaction in
            try await rooms.messages.apply(envelope, transaction)
        }
    }

    func hear(_ messages: [MessageFacts], listPrice: Double? = nil) async throws {
        for (index, facts) in messages.enumerated() {
            try await hear(facts, ordinal: index + 1, listPrice: listPrice)
        }
    }

    func predict(
        _ conversation: ConversationID = "talk", tenant: TenantID = tenant
    ) async throws -> SuccessPrediction {
        try await prediction.predictConversation(
            PredictConversation(tenantID: tenant, conversationID: conversation))
    }
}

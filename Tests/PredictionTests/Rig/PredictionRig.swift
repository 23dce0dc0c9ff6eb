import Identifiers
import Logging
import Postgres
import PostgresCluster
import PredictionContract
import PredictionDomain
import RPC

@testable import PredictionService

/// Prediction on a database of its own, as the role that it has in production.
struct PredictionRig: Sendable {
    static let tenant: TenantID = "agency"
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private let service: PredictionInProcess

    var database: Database { service.database }
    var prediction: Client<Prediction> { service.client }

    static func with(
        fallback: SuccessModel? = nil, _ body: (PredictionRig) async throws -> Void
    ) async throws {
        try await ScratchPostgres.shared().withDatabase { owner in
            let service = try await PredictionInProcess(owner, fallback: fallback, logger: silent)
            try await body(PredictionRig(service: service))
        }
    }

    /// Hears of one message, as from the Analyzer.
    func hear(
        _ facts: MessageFacts, ordinal: Int, in conversation: ConversationID = "talk",
        tenant: TenantID = tenant, agent: AgentID = "ann", listPrice: Double? = nil
    ) async throws {
        try await service.hear(
            facts, ordinal: ordinal, in: conversation, tenant: tenant, agent: agent,
            listPrice: listPrice)
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

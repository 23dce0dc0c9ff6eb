import Identifiers
import Postgres
import PredictionDomain

/// Keeps how conversations ended, and what that says of the models that foresaw it.
struct OutcomeStore: Sendable {
    let database: Database

    /// Predictions that drift is measured on, at either end.
    private static let driftRowCount = 500
    /// The newest outcomes that calibration is checked on.
    private static let outcomeCountMax = 5_000

    /// Keeps an outcome and adds it to the tenant's evidence against every model that foresaw the
    /// conversation; false when it was known. An outcome once told stays.
    func keep(
        _ succeeded: Bool, of conversation: ConversationID, _ tenant: TenantID, at now: Instant
    ) async throws(DatabaseError) -> Bool {
        let success = succeeded ? 1.0 : 0.0
        return try await database.scoped(to: .tenant(tenant)).first(
            """
            WITH kept AS ( \
            INSERT INTO prediction.outcomes \
            (tenant_id, conversation_id, succeeded, occurred_at) \
            VALUES (\(tenant), \(conversation), \(succeeded), \(now)) \
            ON CONFLICT DO NOTHING RETURNING conversation_id), \
            given AS ( \
            SELECT model_version, avg(probability) AS probability FROM prediction.predictions \
            WHERE tenant_id = \(tenant) AND conversation_id = \(conversation) \
            AND EXISTS (SELECT 1 FROM kept) GROUP BY model_version), \
            counted AS ( \
            INSERT INTO prediction.tenant_evidence AS known \
            (tenant_id, model_version, outcomes, surprise, information) \
            SELECT \(tenant), model_version, 1, \(success) - probability, \
            probability * (1 - probability) FROM given \
            ON CONFLICT (tenant_id, model_version) DO UPDATE SET \
            outcomes = known.outcomes + 1, surprise = known.surprise + excluded.surprise, \
            information = known.information + excluded.information) \
            SELECT count(*) > 0 FROM kept
            """, as: Bool.self) ?? false
    }

    /// What the tenant's outcomes say against a model.
    func evidence(
        of tenant: TenantID, against version: String
    ) async throws(DatabaseError) -> PooledEvidence {
        let row = try await database.scoped(to: .tenant(tenant)).first(
            """
            SELECT outcomes, surprise, information FROM prediction.tenant_evidence \
            WHERE tenant_id = \(tenant) AND model_version = \(version)
            """, as: (Int, Double, Double).self)
        return row.map { PooledEvidence(outcomes: $0.0, surprise: $0.1, information: $0.2) }
            ?? .none
    }

    /// What a model gave the tenant's conversations that have ended, a mean each, and what came.
    func judgements(
        _ version: String, _ tenant: TenantID
    ) async throws(DatabaseError) -> [(conversation: ConversationID, Judgement)] {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT p.conversation_id, avg(p.probability), o.succeeded \
            FROM prediction.predictions p JOIN prediction.outcomes o \
            ON o.tenant_id = p.tenant_id AND o.conversation_id = p.conversation_id \
            WHERE p.tenant_id = \(tenant) AND p.model_version = \(version) \
            GROUP BY p.conversation_id, o.succeeded, o.occurred_at \
            ORDER BY o.occurred_at DESC LIMIT \(Self.outcomeCountMax)
            """, as: (ConversationID, Double, Bool).self
        ).map { ($0.0, Judgement(probability: $0.1, succeeded: $0.2)) }
    }

    /// The features of a model's first predictions and of its newest, and how many there are.
    func features(
        _ version: String, _ tenant: TenantID
    ) async throws(DatabaseError) -> (first: [[Double]], newest: [[Double]], count: Int) {
        let scope = database.scoped(to: .tenant(tenant))
        let count =
            try await scope.first(
                """
                SELECT count(*)::int FROM prediction.predictions \
                WHERE tenant_id = \(tenant) AND model_version = \(version)
                """, as: Int.self) ?? 0
        let half = min(Self.driftRowCount, count / 2)
        let first = try await scope.query(
            """
            SELECT features FROM prediction.predictions \
            WHERE tenant_id = \(tenant) AND model_version = \(version) \
            ORDER BY predicted_at LIMIT \(half)
            """, as: [Double].self)
        let newest = try await scope.query(
            """
            SELECT features FROM prediction.predictions \
            WHERE tenant_id = \(tenant) AND model_version = \(version) \
            ORDER BY predicted_at DESC LIMIT \(half)
            """, as: [Double].self)
        return (first, newest, count)
    }
}

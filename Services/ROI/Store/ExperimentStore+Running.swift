import Identifiers
import Postgres
import ROIDomain

extension ExperimentStore {
    /// The experiment that runs on a feature, if one does.
    func running(
        on feature: String, _ tenant: TenantID
    ) async throws(DatabaseError) -> (id: String, startedAt: Instant)? {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT experiment_id, started_at FROM roi.experiments WHERE tenant_id = \(tenant) \
            AND feature = \(feature) AND stopped_at IS NULL ORDER BY started_at LIMIT 1
            """, as: (String, Instant).self
        ).first.map { (id: $0.0, startedAt: $0.1) }
    }
}

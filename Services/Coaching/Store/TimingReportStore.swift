import CoachingContract
import Identifiers
import Postgres
import Wire

/// What came of a time that Prediction chose for a prompt, to be told to it.
struct TimingReport: Hashable, Sendable {
    var tenant: TenantID
    var alertID: AlertID
    var choiceID: UUIDv7
    var succeeded: Bool
}

/// Keeps the outcomes of chosen times until Prediction has them.
struct TimingReportStore: Sendable {
    /// A prompt that nobody answered for so long did not help.
    static let answerWait = Duration.seconds(24 * 3_600)

    let database: Database

    /// Opens the report of an alert, with the alert.
    func open(_ alert: Alert, _ choice: UUIDv7, in transaction: Transaction)
        async throws(DatabaseError)
    {
        try await transaction.execute(
            """
            INSERT INTO coaching.timing_reports (tenant_id, alert_id, choice_id, due_at) \
            VALUES (\(alert.tenantID), \(alert.alertID), \(choice), \
            \(alert.createdAt + Self.answerWait))
            """)
    }

    /// What the agent answered, with the answer; nothing when it was told already.
    func close(
        _ alert: Alert, _ answer: AlertAnswer, in transaction: Transaction
    ) async throws(DatabaseError) {
        let succeeded = answer.response.known == .accepted && answer.actedOn != false
        try await transaction.execute(
            """
            UPDATE coaching.timing_reports SET succeeded = \(succeeded), \
            due_at = \(answer.respondedAt) \
            WHERE tenant_id = \(alert.tenantID) AND alert_id = \(alert.alertID)
            """)
    }

    /// What is to be told by now, of all tenants, the oldest first.
    func due(at now: Instant, _ countMax: Int) async throws(DatabaseError) -> [TimingReport] {
        try await database.scoped(to: .allTenants).query(
            """
            SELECT tenant_id, alert_id, choice_id, coalesce(succeeded, false) \
            FROM coaching.timing_reports WHERE due_at <= \(now) ORDER BY due_at LIMIT \(countMax)
            """, as: (TenantID, AlertID, UUIDv7, Bool).self
        ).map { TimingReport(tenant: $0.0, alertID: $0.1, choiceID: $0.2, succeeded: $0.3) }
    }

    func remove(_ report: TimingReport) async throws(DatabaseError) {
        try await database.scoped(to: .tenant(report.tenant)).execute(
            """
            DELETE FROM coaching.timing_reports \
            WHERE tenant_id = \(report.tenant) AND alert_id = \(report.alertID)
            """)
    }
}

import Identifiers
import MeshContract
import Postgres

/// An event that could not be applied, as it is kept.
struct KeptFailure: Sendable {
    let upstream: ServiceName
    let envelope: EventEnvelope
    let tries: Int
    let error: String
    let failedAt: Instant
}

/// Keeps the events that could not be applied, with their error, until somebody retries them.
struct FailureStore: Sendable {
    /// Of an error's words; the rest is in the log.
    private static let errorLengthMax = 1_000

    let schema: String

    init(of service: ServiceName) { schema = service.text }

    /// Keeps one failure; one of the same event is replaced.
    func keep(_ failure: KeptFailure, in session: some SQLSession) async throws(DatabaseError) {
        let event = failure.envelope
        try await session.execute(
            """
            INSERT INTO \(unescaped: schema).event_failures \
            (tenant_id, upstream, event_id, transaction_id, position, kind, agent_id, occurred_at, \
            payload, tries, error, failed_at) \
            VALUES (\(event.tenantID), \(failure.upstream.text), \(event.eventID), \
            \(event.position.transactionID), \(event.position.position), \(event.kind), \
            \(event.agentID), \(event.occurredAt), \(event.payload), \(failure.tries), \
            \(String(failure.error.prefix(Self.errorLengthMax))), \(failure.failedAt)) \
            ON CONFLICT (tenant_id, upstream, event_id) DO UPDATE \
            SET tries = excluded.tries, error = excluded.error, failed_at = excluded.failed_at
            """)
    }

    /// Keeps that another try failed; nothing when somebody has dealt with the failure since.
    func keepAgain(_ failure: KeptFailure, in session: some SQLSession) async throws(DatabaseError)
    {
        try await session.execute(
            """
            UPDATE \(unescaped: schema).event_failures SET tries = \(failure.tries), \
            error = \(String(failure.error.prefix(Self.errorLengthMax))), \
            failed_at = \(failure.failedAt) \
            WHERE tenant_id = \(failure.envelope.tenantID) AND upstream = \(failure.upstream.text) \
            AND event_id = \(failure.envelope.eventID)
            """)
    }

    func count(
        upstream: ServiceName, in session: some SQLSession
    ) async throws(DatabaseError) -> Int {
        try await session.first(
            """
            SELECT count(*) FROM \(unescaped: schema).event_failures \
            WHERE upstream = \(upstream.text)
            """, as: Int.self) ?? 0
    }

    /// At most `limit` after an event of an upstream, by upstream and in the order of its log.
    func page(
        after upstream: String, _ position: EventPosition, limit: Int, in session: some SQLSession
    ) async throws(DatabaseError) -> [KeptFailure] {
        try await session.query(
            """
            SELECT upstream, transaction_id, position, event_id, tenant_id, kind, agent_id, \
            occurred_at, payload, tries, error, failed_at \
            FROM \(unescaped: schema).event_failures \
            WHERE (upstream, transaction_id, position) > \
            (\(upstream), \(position.transactionID), \(position.position)) \
            ORDER BY upstream, transaction_id, position LIMIT \(limit)
            """, as: KeptFailure.Columns.self
        ).map(KeptFailure.init)
    }

    /// One failure, held until the transaction ends; nil when somebody else has dealt with it.
    func hold(
        _ id: EventID, in transaction: Transaction
    ) async throws(DatabaseError) -> KeptFailure? {
        try await transaction.first(
            """
            SELECT upstream, transaction_id, position, event_id, tenant_id, kind, agent_id, \
            occurred_at, payload, tries, error, failed_at \
            FROM \(unescaped: schema).event_failures \
            WHERE event_id = \(id) ORDER BY upstream LIMIT 1 FOR UPDATE
            """, as: KeptFailure.Columns.self
        ).map(KeptFailure.init)
    }

    func remove(_ failure: KeptFailure, in session: some SQLSession) async throws(DatabaseError) {
        try await session.execute(
            """
            DELETE FROM \(unescaped: schema).event_failures \
            WHERE tenant_id = \(failure.envelope.tenantID) AND upstream = \(failure.upstream.text) \
            AND event_id = \(failure.envelope.eventID)
            """)
    }
}

extension KeptFailure {
    fileprivate typealias Columns = (
        String, UInt64, Int64, EventID, TenantID, String, AgentID?, Instant, [UInt8], Int, String,
        Instant
    )

    fileprivate init(_ row: Columns) {
        self.init(
            upstream: ServiceName(row.0),
            envelope: EventEnvelope(
                position: EventPosition(transactionID: row.1, position: row.2), eventID: row.3,
                tenantID: row.4, kind: row.5, agentID: row.6, occurredAt: row.7, payload: row.8),
            tries: row.9, error: row.10, failedAt: row.11)
    }
}

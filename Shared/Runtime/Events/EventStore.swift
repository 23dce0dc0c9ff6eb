import Identifiers
import MeshContract
import Postgres

/// Reads a service's event log in the one order that loses nothing.
///
/// Rows become readable when every transaction that could still commit before them has ended:
/// `transaction_id < events_settled_below()`. Ordered by transaction, then position, no reader that has
/// passed a row will find another one inserted before it (decision 0021).
struct EventStore: Sendable {
    private let database: Database
    private let schema: String

    init(_ database: Database, of service: ServiceName) {
        self.database = database
        schema = service.text
    }

    /// Events after `position`, at most `limit`, and whether newer ones wait for a transaction to end.
    func events(
        after position: EventPosition, kinds: [String], limit: Int
    ) async throws(DatabaseError) -> (settled: [EventEnvelope], areMoreUnsettled: Bool) {
        let rows = try await database.scoped(to: .allTenants).query(
            """
            SELECT transaction_id, position, event_id, tenant_id, kind, agent_id, occurred_at, \
            payload, transaction_id < \(unescaped: schema).events_settled_below() \
            FROM \(unescaped: schema).events \
            WHERE (transaction_id, position) > (\(position.transactionID), \(position.position)) \
            AND (cardinality(\(kinds)::text[]) = 0 OR kind = ANY(\(kinds))) \
            ORDER BY transaction_id, position LIMIT \(limit)
            """,
            as: (
                UInt64, Int64, EventID, TenantID, String, AgentID?, Instant, [UInt8], Bool
            ).self)
        var settled: [EventEnvelope] = []
        for row in rows {
            guard row.8 else { return (settled, true) }
            settled.append(
                EventEnvelope(
                    position: EventPosition(transactionID: row.0, position: row.1), eventID: row.2,
                    tenantID: row.3, kind: row.4, agentID: row.5, occurredAt: row.6,
                    payload: row.7))
        }
        return (settled, false)
    }

    /// The newest settled position, or the start of an empty log.
    func end() async throws(DatabaseError) -> EventPosition {
        let rows = try await database.scoped(to: .allTenants).query(
            """
            SELECT transaction_id, position FROM \(unescaped: schema).events \
            WHERE transaction_id < \(unescaped: schema).events_settled_below() \
            ORDER BY transaction_id DESC, position DESC LIMIT 1
            """,
            as: (UInt64, Int64).self)
        return rows.first.map { EventPosition(transactionID: $0.0, position: $0.1) } ?? .start
    }
}

/// Keeps how far a consumer has come, in the transaction that applies the event.
struct PositionStore: Sendable {
    let schema: String

    init(of service: ServiceName) { schema = service.text }

    func position(
        upstream: ServiceName, in session: some SQLSession
    ) async throws(DatabaseError) -> EventPosition {
        let rows = try await session.query(
            """
            SELECT transaction_id, position FROM \(unescaped: schema).event_positions \
            WHERE upstream = \(upstream.text)
            """,
            as: (UInt64, Int64).self)
        return rows.first.map { EventPosition(transactionID: $0.0, position: $0.1) } ?? .start
    }

    func save(
        _ position: EventPosition, upstream: ServiceName, in session: some SQLSession
    ) async throws(DatabaseError) {
        try await session.execute(
            """
            INSERT INTO \(unescaped: schema).event_positions (upstream, transaction_id, position) \
            VALUES (\(upstream.text), \(position.transactionID), \(position.position)) \
            ON CONFLICT (upstream) DO UPDATE \
            SET transaction_id = excluded.transaction_id, position = excluded.position
            """)
    }
}

import Identifiers
import MeshContract
import Postgres
import RPC

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
    ///
    /// Throws `OUT_OF_RANGE` when events between `position` and the first of them were dropped.
    func events(
        after position: EventPosition, kinds: [String], limit: Int
    ) async throws -> (settled: [EventEnvelope], areMoreUnsettled: Bool) {
        let rows = try await database.scoped(to: .allTenants).query(
            """
            SELECT transaction_id, position, event_id, tenant_id, kind, agent_id, occurred_at, \
            payload, transaction_id < \(unescaped: schema).events_settled_below(), \
            EXISTS (SELECT FROM \(unescaped: schema).event_horizons AS gone \
            WHERE (gone.transaction_id, gone.position) \
            > (\(position.transactionID), \(position.position)) \
            AND (cardinality(\(kinds)::text[]) = 0 OR gone.kind = ANY(\(kinds)))) \
            FROM \(unescaped: schema).events \
            WHERE (transaction_id, position) > (\(position.transactionID), \(position.position)) \
            AND (cardinality(\(kinds)::text[]) = 0 OR kind = ANY(\(kinds))) \
            ORDER BY transaction_id, position LIMIT \(limit)
            """,
            as: (
                UInt64, Int64, EventID, TenantID, String, AgentID?, Instant, [UInt8], Bool, Bool
            ).self)
        if rows.first?.9 == true { try await check(position, kinds: kinds) }
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

    /// Throws `OUT_OF_RANGE` when events of these kinds after `position` were dropped.
    func check(_ position: EventPosition, kinds: [String]) async throws {
        let horizon = try await horizon(of: kinds)
        guard position < horizon else { return }
        throw RPCError.eventsGone(after: position, of: ServiceName(schema), horizon: horizon)
    }

    /// The newest event of these kinds that was dropped: after it nothing is missing.
    func horizon(of kinds: [String]) async throws(DatabaseError) -> EventPosition {
        try await database.scoped(to: .allTenants).first(
            """
            SELECT transaction_id, position FROM \(unescaped: schema).event_horizons \
            WHERE cardinality(\(kinds)::text[]) = 0 OR kind = ANY(\(kinds)) \
            ORDER BY transaction_id DESC, position DESC LIMIT 1
            """, as: (UInt64, Int64).self
        ).map { EventPosition(transactionID: $0.0, position: $0.1) } ?? .start
    }

    /// How many events come after `position`, at most `limit`, and how long the first has waited.
    func lag(
        after position: EventPosition, kinds: [String], limit: Int
    ) async throws(DatabaseError) -> (events: Int, waiting: Duration) {
        let row = try await database.scoped(to: .allTenants).first(
            """
            SELECT count(*), \
            coalesce((extract(epoch FROM now() - min(appended_at)) * 1000000)::bigint, 0) \
            FROM (SELECT appended_at FROM \(unescaped: schema).events \
            WHERE (transaction_id, position) > (\(position.transactionID), \(position.position)) \
            AND (cardinality(\(kinds)::text[]) = 0 OR kind = ANY(\(kinds))) \
            ORDER BY transaction_id, position LIMIT \(limit)) AS ahead
            """, as: (Int, Int64).self)
        return (row?.0 ?? 0, .microseconds(max(0, row?.1 ?? 0)))
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

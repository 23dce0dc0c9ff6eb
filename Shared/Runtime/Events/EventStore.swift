import Identifiers
import MeshContract
import Postgres
import RPC

/// Reads a service's event log in the one order that loses nothing.
///
/// Rows become readable when every transaction that could still commit before them has ended: every
/// one of the server below `events_settled_below()`, every one that may append to this log below
/// `settledBelow(in:)`. Ordered by transaction, then position, no reader that has passed a row will
/// find another one inserted before it (decisions 0021, 0267).
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
            payload, \
            CASE WHEN transaction_id >= \(unescaped: schema).events_settled_below() \
            THEN pg_current_snapshot()::text END, \
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
                UInt64, Int64, EventID, TenantID, String, AgentID?, Instant, [UInt8], String?, Bool
            ).self)
        if rows.first?.9 == true { try await check(position, kinds: kinds) }
        var bound = UInt64.max
        if let snapshot = rows.lazy.compactMap(\.8).first {
            bound = try await settledBelow(in: snapshot)
        }
        var settled: [EventEnvelope] = []
        for row in rows {
            guard row.8 == nil || row.0 < bound else { return (settled, true) }
            settled.append(
                EventEnvelope(
                    position: EventPosition(transactionID: row.0, position: row.1), eventID: row.2,
                    tenantID: row.3, kind: row.4, agentID: row.5, occurredAt: row.6,
                    payload: row.7))
        }
        return (settled, false)
    }

    /// The oldest transaction that a snapshot saw at work and that may append to this log.
    ///
    /// A transaction of a role that may not, such as another service's long batch or an ANALYZE, holds
    /// no reader back. One whose role is not known, since it has ended meanwhile, counts as one that
    /// may.
    private func settledBelow(in snapshot: String) async throws(DatabaseError) -> UInt64 {
        let log = "\(schema).events"
        return try await database.scoped(to: .allTenants).first(
            """
            SELECT coalesce(min(running)::text::bigint, \
            pg_snapshot_xmax(\(snapshot)::text::pg_snapshot)::text::bigint) \
            + \(unescaped: schema).event_timeline() \
            FROM pg_snapshot_xip(\(snapshot)::text::pg_snapshot) AS running WHERE NOT EXISTS \
            (SELECT FROM pg_locks AS held JOIN pg_stat_activity AS backend USING (pid) \
            WHERE held.locktype = 'transactionid' AND held.granted \
            AND held.mode = 'ExclusiveLock' AND held.transactionid = running::xid \
            AND NOT coalesce(has_table_privilege(backend.usesysid, \
            \(log)::text, 'INSERT'), false))
            """, as: Int64.self
        ).map { UInt64($0) } ?? 0
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

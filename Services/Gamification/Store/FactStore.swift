import GamificationDomain
import Identifiers
import Postgres

/// What agents did, each thing once.
struct FactStore: Sendable {
    /// Adds what events prove; a known fact changes only when one of them proves it earlier.
    ///
    /// Returns the ids of the facts that were new or moved. Idempotent, in whatever order.
    func add(
        _ facts: [Fact], provedBy events: [EventID], _ tenant: TenantID,
        in session: some SQLSession
    ) async throws(DatabaseError) -> Set<String> {
        guard !facts.isEmpty else { return [] }
        let ids = try await session.query(
            """
            INSERT INTO gamification.facts AS known \
            (tenant_id, fact_id, agent_id, activity, subject, local_day, happened_at, value, \
            event_id) \
            SELECT DISTINCT ON (fact_id) \(tenant), fact.* \
            FROM unnest(\(facts.map(\.id))::text[], \
            \(facts.map(\.moment.agentID.rawValue))::text[], \
            \(facts.map(\.activity.rawValue))::text[], \(facts.map(\.subject))::text[], \
            \(facts.map(\.moment.day))::date[], \(facts.map(\.moment.instant))::timestamptz[], \
            \(facts.map { Int32(clamping: $0.value) })::int[], \(events)::uuid[]) AS fact \
            (fact_id, agent_id, activity, subject, local_day, happened_at, value, event_id) \
            ORDER BY fact_id, happened_at, event_id \
            ON CONFLICT (tenant_id, fact_id) DO UPDATE \
            SET local_day = excluded.local_day, happened_at = excluded.happened_at, \
            value = excluded.value, event_id = excluded.event_id \
            WHERE (excluded.happened_at, excluded.event_id) < (known.happened_at, known.event_id) \
            RETURNING fact_id
            """, as: String.self)
        return Set(ids)
    }

    /// Every fact of an agent of these kinds.
    func facts(
        of agent: AgentID, _ tenant: TenantID, _ activities: Set<PointReason>,
        in session: some SQLSession
    ) async throws(DatabaseError) -> [Fact] {
        let names = activities.map(\.rawValue).sorted()
        return try await session.query(
            """
            SELECT activity, subject, local_day, happened_at, value FROM gamification.facts \
            WHERE tenant_id = \(tenant) AND agent_id = \(agent) \
            AND activity = ANY(\(names)::text[])
            """, as: (PointReason, String, CalendarDate, Instant, Int32).self
        ).map { row in
            Fact(
                row.0, of: row.1,
                in: AgentMoment(agentID: agent, instant: row.3, day: row.2), value: Int(row.4))
        }
    }

    /// The events that prove these facts, by the facts' ids.
    func proofs(
        of facts: [String], _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> [String: EventID] {
        let rows = try await session.query(
            """
            SELECT fact_id, event_id FROM gamification.facts \
            WHERE tenant_id = \(tenant) AND fact_id = ANY(\(facts)::text[])
            """, as: (String, EventID).self)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.0, $0.1) })
    }

    /// Every agent that did something.
    func agents(
        _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> [AgentID] {
        try await session.query(
            "SELECT DISTINCT agent_id FROM gamification.facts WHERE tenant_id = \(tenant)",
            as: AgentID.self)
    }
}

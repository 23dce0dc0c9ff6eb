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

    /// Every fact that is wanted, by agent and kind.
    func facts(
        _ wanted: [AgentID: Set<PointReason>], _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> [AgentID: [Fact]] {
        let pairs = wanted.flatMap { agent, activities in
            activities.map { (agent: agent.rawValue, activity: $0.rawValue) }
        }
        guard !pairs.isEmpty else { return [:] }
        // OFFSET 0 has each pair looked up by the index: a join is planned for a table that is small
        // at first, and read as a whole for long after.
        let rows = try await session.query(
            """
            SELECT wanted.agent_id, wanted.activity, subject, local_day, happened_at, value \
            FROM unnest(\(pairs.map(\.agent))::text[], \(pairs.map(\.activity))::text[]) \
            AS wanted (agent_id, activity), LATERAL ( \
            SELECT subject, local_day, happened_at, value FROM gamification.facts AS fact \
            WHERE fact.tenant_id = \(tenant) AND fact.agent_id = wanted.agent_id \
            AND fact.activity = wanted.activity OFFSET 0) AS fact
            """, as: (AgentID, PointReason, String, CalendarDate, Instant, Int32).self)
        return rows.reduce(into: [:]) { facts, row in
            let moment = AgentMoment(agentID: row.0, instant: row.4, day: row.3)
            facts[row.0, default: []].append(
                Fact(row.1, of: row.2, in: moment, value: Int(row.5)))
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

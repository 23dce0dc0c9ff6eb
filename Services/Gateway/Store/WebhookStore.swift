import GatewayDomain
import Identifiers
import Postgres

/// The inbox of webhooks.
struct WebhookStore: Sendable {
    let database: Database

    /// One that was signed and read, on its way into the inbox.
    struct Arrived: Sendable, Hashable {
        let tenant: TenantID
        let id: String
        let lane: String
        let contact: String
        let kind: String
        let body: String
        let receivedAt: Instant
        /// What comes of it when it asks for nothing; nil for one that is to be handled.
        var outcome: Outcome?
    }

    /// One that is to be handled now.
    struct Claimed: Sendable, Hashable {
        let tenant: TenantID
        let id: String
        let lane: String
        let sequence: Int64
        let body: String
        let receivedAt: Instant
        /// This try included.
        let attempts: Int
    }

    /// The next of a lane in their order, all claimed.
    typealias Run = [Claimed]

    enum Outcome: String, Sendable, CaseIterable {
        case coached, wordless, assigned, forgotten, noted, unassigned, refused
    }

    struct Settled: Sendable, Hashable {
        let webhook: Claimed
        let outcome: Outcome
        /// Why it was refused, or what of it was not taken as it came; empty else.
        var fault = ""
    }

    /// Keeps webhooks in their order, in one commit; returns the keys of those that are new. What asks
    /// for nothing is settled with that.
    func keep(_ arrived: [Arrived]) async throws(DatabaseError) -> Set<String> {
        let rows = try await database.scoped(to: .allTenants).query(
            """
            INSERT INTO gateway.webhooks \
            (tenant_id, webhook_id, lane, contact_id, kind, body, received_at, due_at, outcome, \
            settled_at) \
            SELECT tenant_id, webhook_id, lane, contact_id, kind, body, received_at, received_at, \
            outcome, CASE WHEN outcome IS NOT NULL THEN received_at END \
            FROM unnest(\(arrived.map(\.tenant))::text[], \(arrived.map(\.id))::text[], \
            \(arrived.map(\.lane))::text[], \(arrived.map(\.contact))::text[], \
            \(arrived.map(\.kind))::text[], \(arrived.map(\.body))::text[], \
            \(arrived.map(\.receivedAt))::timestamptz[], \
            \(arrived.map { $0.outcome?.rawValue })::text[]) WITH ORDINALITY AS arrived \
            (tenant_id, webhook_id, lane, contact_id, kind, body, received_at, outcome, place) \
            ORDER BY place ON CONFLICT DO NOTHING RETURNING tenant_id, webhook_id
            """, as: (TenantID, String).self)
        return Set(rows.map { Self.key($0.0, $0.1) })
    }

    static func key(_ tenant: TenantID, _ id: String) -> String { "\(tenant)\n\(id)" }

    /// Takes up to `laneCount` lanes whose first is due, each with up to `runLength` that follow it,
    /// until `leaseEnd`.
    ///
    /// What another replica holds is left to it, and with it the rest of its lane.
    func claim(
        _ laneCount: Int, runLength: Int, until leaseEnd: Instant, at now: Instant
    ) async throws(DatabaseError) -> [Run] {
        let claimed = try await database.scoped(to: .allTenants).query(
            """
            WITH heads AS ( \
            SELECT tenant_id, lane, sequence FROM gateway.webhooks w \
            WHERE settled_at IS NULL AND due_at <= \(now) \
            AND (leased_until IS NULL OR leased_until < \(now)) \
            AND NOT EXISTS (SELECT FROM gateway.webhooks earlier \
            WHERE earlier.tenant_id = w.tenant_id AND earlier.lane = w.lane \
            AND earlier.sequence < w.sequence AND earlier.settled_at IS NULL) \
            ORDER BY sequence LIMIT \(laneCount) FOR UPDATE SKIP LOCKED), \
            next AS (SELECT run.tenant_id, run.webhook_id FROM heads CROSS JOIN LATERAL ( \
            SELECT w.tenant_id, w.webhook_id FROM gateway.webhooks w \
            WHERE w.tenant_id = heads.tenant_id AND w.lane = heads.lane \
            AND w.sequence >= heads.sequence AND w.settled_at IS NULL \
            ORDER BY w.sequence LIMIT \(runLength)) run) \
            UPDATE gateway.webhooks w SET leased_until = \(leaseEnd), attempts = attempts + 1 \
            FROM next WHERE w.tenant_id = next.tenant_id AND w.webhook_id = next.webhook_id \
            RETURNING w.tenant_id, w.webhook_id, w.lane, w.sequence, w.body, w.received_at, \
            w.attempts
            """, as: (TenantID, String, String, Int64, String, Instant, Int).self
        ).map {
            Claimed(
                tenant: $0.0, id: $0.1, lane: $0.2, sequence: $0.3, body: $0.4, receivedAt: $0.5,
                attempts: $0.6)
        }
        return Dictionary(grouping: claimed) { Self.key($0.tenant, $0.lane) }.values
            .map { $0.sorted { $0.sequence < $1.sequence } }
    }

    /// What came of webhooks, in one commit.
    func settle(_ settled: [Settled], at now: Instant) async throws(DatabaseError) {
        try await database.scoped(to: .allTenants).execute(
            """
            UPDATE gateway.webhooks w SET settled_at = \(now), outcome = settled.outcome, \
            fault = settled.fault, leased_until = NULL \
            FROM unnest(\(settled.map(\.webhook.tenant))::text[], \
            \(settled.map(\.webhook.id))::text[], \
            \(settled.map(\.outcome.rawValue))::text[], \(settled.map(\.fault))::text[]) \
            AS settled (tenant_id, webhook_id, outcome, fault) \
            WHERE w.tenant_id = settled.tenant_id AND w.webhook_id = settled.webhook_id
            """)
    }

    /// Gives back what was not begun: whoever claims the lane next has it.
    func release(_ untouched: some Collection<Claimed>, of tenant: TenantID)
        async throws(DatabaseError)
    {
        try await database.scoped(to: .tenant(tenant)).execute(
            """
            UPDATE gateway.webhooks SET leased_until = NULL, attempts = attempts - 1 \
            WHERE tenant_id = \(tenant) \
            AND webhook_id = ANY (\(untouched.map(\.id))::text[])
            """)
    }

    /// Gives it back, to be tried again at `due`.
    func postpone(
        _ claimed: Claimed, to due: Instant, fault: String
    ) async throws(DatabaseError) {
        try await database.scoped(to: .tenant(claimed.tenant)).execute(
            """
            UPDATE gateway.webhooks SET due_at = \(due), leased_until = NULL, fault = \(fault) \
            WHERE tenant_id = \(claimed.tenant) AND webhook_id = \(claimed.id)
            """)
    }

    /// One that was not handed on.
    struct SetAside: Sendable, Hashable {
        let id: String
        let kind: String
        let contact: String
        let receivedAt: Instant
        let outcome: Outcome
        let fault: String
    }

    /// What was refused, and what waits for somebody to be in charge; the newest first.
    func setAside(
        of tenant: TenantID, _ outcomes: [Outcome], limit: Int
    ) async throws(DatabaseError) -> [SetAside] {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT webhook_id, kind, contact_id, received_at, outcome, fault \
            FROM gateway.webhooks WHERE tenant_id = \(tenant) \
            AND outcome IN ('refused', 'unassigned') \
            AND outcome = ANY(\(outcomes.map(\.rawValue))::text[]) \
            ORDER BY sequence DESC LIMIT \(limit)
            """, as: (String, String, String, Instant, String, String).self
        ).map {
            SetAside(
                id: $0.0, kind: $0.1, contact: $0.2, receivedAt: $0.3,
                outcome: Outcome(rawValue: $0.4) ?? .refused, fault: $0.5)
        }
    }

    /// What nobody was in charge of is handled again, now that somebody is.
    func retryUnassigned(
        of contact: LeadID, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) {
        try await session.execute(
            """
            UPDATE gateway.webhooks SET settled_at = NULL, outcome = NULL \
            WHERE tenant_id = \(tenant) AND contact_id = \(contact) AND outcome = 'unassigned'
            """)
    }
}

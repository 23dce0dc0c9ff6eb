import Identifiers
import MeshContract
import Postgres
import Wire

/// Where a service publishes what happened, in the same transaction as the change itself.
package struct EventLog: Sendable {
    private let service: ServiceName

    package init(of service: ServiceName) { self.service = service }

    /// Appends one event; it is published when the session's transaction commits.
    ///
    /// `eventID` makes a repeat harmless, for ever: the second append of the same id changes nothing.
    package func append<Event: MeshEvent>(
        _ event: Event, eventID: EventID? = nil, tenant: TenantID, agent: AgentID?, at now: Instant,
        in session: some SQLSession
    ) async throws(DatabaseError) {
        let row = EventRow(event, eventID: eventID, tenant: tenant, agent: agent, at: now)
        guard eventID == nil else {
            return try await append(onlyOnce: [row], tenant, in: session)
        }
        try await session.execute(
            """
            INSERT INTO \(unescaped: service.text).events \
            (tenant_id, event_id, kind, agent_id, occurred_at, payload) \
            VALUES (\(tenant), \(row.eventID), \(row.kind), \(agent), \(now), \(row.payload))
            """)
        announce(in: session)
    }

    /// Appends events of one tenant in their order, in one statement; one whose id was appended before,
    /// ever, is passed over. No two of them may have the same id.
    package func append(
        onlyOnce rows: [EventRow], _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) {
        guard !rows.isEmpty else { return }
        try await session.execute(
            """
            WITH fresh AS (INSERT INTO \(unescaped: service.text).event_ids \
            (tenant_id, event_id) SELECT \(tenant), unnest(\(rows.map(\.eventID))::uuid[]) \
            ON CONFLICT DO NOTHING RETURNING event_id) \
            INSERT INTO \(unescaped: service.text).events \
            (tenant_id, event_id, kind, agent_id, occurred_at, payload) \
            SELECT \(tenant), event_id, kind, agent_id, occurred_at, payload \
            FROM unnest(\(rows.map(\.eventID))::uuid[], \(rows.map(\.kind))::text[], \
            \(rows.map(\.agentID?.rawValue))::text[], \(rows.map(\.occurredAt))::timestamptz[], \
            \(rows.map(\.payload))::bytea[]) WITH ORDINALITY \
            AS event (event_id, kind, agent_id, occurred_at, payload, place) \
            JOIN fresh USING (event_id) ORDER BY place
            """)
        announce(in: session)
    }

    /// Says that the session appends, for a store whose own statement inserts an `EventRow`.
    package func announce(in session: some SQLSession) {
        session.announce(Self.origin, on: Self.channel(of: service))
    }

    /// Who appended, as listeners are told: this process knows of its own events before the database
    /// tells of them.
    static let origin = String(UInt64.random(in: 0...UInt64.max), radix: 36)

    /// The NOTIFY channel that tells of new events of a service.
    static func channel(of service: ServiceName) -> String { "\(service)_events" }
}

/// An event as a row of its log, for a statement that makes a change and publishes it in one.
package struct EventRow: Sendable {
    package let eventID: EventID
    package let tenantID: TenantID
    package let kind: String
    package let agentID: AgentID?
    package let occurredAt: Instant
    package let payload: [UInt8]

    package init<Event: MeshEvent>(
        _ event: Event, eventID: EventID? = nil, tenant: TenantID, agent: AgentID?, at now: Instant
    ) {
        self.eventID = eventID ?? EventID(at: now)
        tenantID = tenant
        kind = Event.kind
        agentID = agent
        occurredAt = now
        payload = event.wireBytes()
    }
}

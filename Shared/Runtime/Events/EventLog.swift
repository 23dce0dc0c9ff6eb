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
        if let eventID {
            try await session.execute(
                """
                WITH fresh AS (INSERT INTO \(unescaped: service.text).event_ids \
                (tenant_id, event_id) VALUES (\(tenant), \(eventID)) \
                ON CONFLICT DO NOTHING RETURNING event_id) \
                INSERT INTO \(unescaped: service.text).events \
                (tenant_id, event_id, kind, agent_id, occurred_at, payload) \
                SELECT \(tenant), event_id, \(Event.kind), \(agent), \(now), \
                \(event.wireBytes()) FROM fresh
                """)
        } else {
            try await session.execute(
                """
                INSERT INTO \(unescaped: service.text).events \
                (tenant_id, event_id, kind, agent_id, occurred_at, payload) \
                VALUES (\(tenant), \(EventID(at: now)), \(Event.kind), \(agent), \(now), \
                \(event.wireBytes()))
                """)
        }
        session.announce("", on: Self.channel(of: service))
    }

    /// The NOTIFY channel that tells of new events of a service.
    static func channel(of service: ServiceName) -> String { "\(service)_events" }
}

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
    /// `eventID` makes a repeat harmless: the second append of the same id changes nothing.
    package func append<Event: MeshEvent>(
        _ event: Event, eventID: EventID? = nil, tenant: TenantID, agent: AgentID?, at now: Instant,
        in session: some SQLSession
    ) async throws(DatabaseError) {
        try await session.execute(
            insertion(of: event, eventID: eventID, tenant: tenant, agent: agent, at: now))
    }

    /// The statement by which `append` works, for a caller that sends several in one go.
    package func insertion<Event: MeshEvent>(
        of event: Event, eventID: EventID? = nil, tenant: TenantID, agent: AgentID?, at now: Instant
    ) -> SQL {
        """
        INSERT INTO \(unescaped: service.text).events \
        (tenant_id, event_id, kind, agent_id, occurred_at, payload) \
        VALUES (\(tenant), \(eventID ?? EventID(at: now)), \(Event.kind), \(agent), \(now), \
        \(event.wireBytes())) \
        ON CONFLICT DO NOTHING \
        RETURNING pg_notify(\(Self.channel(of: service)), '')
        """
    }

    /// The NOTIFY channel that tells of new events of a service.
    static func channel(of service: ServiceName) -> String { "\(service)_events" }
}

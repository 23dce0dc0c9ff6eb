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
            """
            INSERT INTO \(unescaped: service.text).events \
            (tenant_id, event_id, kind, agent_id, occurred_at, payload) \
            VALUES (\(tenant), \(eventID ?? EventID(at: now)), \(Event.kind), \(agent), \(now), \
            \(event.wireBytes())) \
            ON CONFLICT DO NOTHING
            """)
        session.announce("", on: Self.channel(of: service))
    }

    /// The NOTIFY channel that tells of new events of a service.
    static func channel(of service: ServiceName) -> String { "\(service)_events" }
}

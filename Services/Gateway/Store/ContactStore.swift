import GatewayDomain
import Identifiers
import Postgres

/// Who is in charge of a contact, as the CRM's webhooks said.
struct ContactStore: Sendable {
    let database: Database

    struct Contact: Sendable {
        /// Nil while nobody is in charge.
        let agent: AgentID?
        /// The latest that a message named.
        let conversation: ConversationID?
    }

    func contact(_ contact: LeadID, of tenant: TenantID) async throws(DatabaseError) -> Contact {
        let row = try await database.scoped(to: .tenant(tenant)).first(
            """
            SELECT coalesce(agent_id, opportunity_agent_id), conversation_id FROM gateway.contacts \
            WHERE tenant_id = \(tenant) AND contact_id = \(contact)
            """, as: (AgentID?, ConversationID?).self)
        return Contact(agent: row?.0, conversation: row?.1)
    }

    func assign(
        _ contact: LeadID, of tenant: TenantID, to agent: AgentID?,
        by assigner: CRMReading.Assigner,
        in session: some SQLSession
    ) async throws(DatabaseError) {
        let isOfContact = assigner == .contact
        try await session.execute(
            """
            INSERT INTO gateway.contacts AS known \
            (tenant_id, contact_id, agent_id, opportunity_agent_id) \
            VALUES (\(tenant), \(contact), CASE WHEN \(isOfContact) THEN \(agent) END, \
            CASE WHEN NOT \(isOfContact) THEN \(agent) END) \
            ON CONFLICT (tenant_id, contact_id) DO UPDATE SET \
            agent_id = CASE WHEN \(isOfContact) THEN excluded.agent_id ELSE known.agent_id END, \
            opportunity_agent_id = CASE WHEN \(isOfContact) THEN known.opportunity_agent_id \
            ELSE excluded.opportunity_agent_id END
            """)
    }

    func met(
        _ contact: LeadID, in conversation: ConversationID, of tenant: TenantID
    ) async throws(DatabaseError) {
        try await database.scoped(to: .tenant(tenant)).execute(
            """
            INSERT INTO gateway.contacts (tenant_id, contact_id, conversation_id) \
            VALUES (\(tenant), \(contact), \(conversation)) ON CONFLICT (tenant_id, contact_id) \
            DO UPDATE SET conversation_id = excluded.conversation_id
            """)
    }

    func forget(_ contact: LeadID, of tenant: TenantID) async throws(DatabaseError) {
        try await database.scoped(to: .tenant(tenant)).execute(
            """
            DELETE FROM gateway.contacts WHERE tenant_id = \(tenant) AND contact_id = \(contact)
            """)
    }
}

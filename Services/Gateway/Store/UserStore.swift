import GatewayDomain
import Identifiers
import Postgres

/// The people who may sign in.
struct UserStore: Sendable {
    let database: Database

    /// What a sign-in is checked against.
    struct User: Sendable {
        let person: Person
        let passwordHash: String
        let isDisabled: Bool
    }

    func user(_ userName: String, of tenant: TenantID) async throws(DatabaseError) -> User? {
        let row = try await database.scoped(to: .tenant(tenant)).first(
            """
            SELECT password_hash, role, agent_id, team_id, disabled_at IS NOT NULL
            FROM gateway.users WHERE tenant_id = \(tenant) AND user_name = \(userName)
            """, as: (String, PersonRole, AgentID?, TeamID?, Bool).self)
        guard let (hash, role, agent, team, isDisabled) = row,
            let person = Person(
                tenant: tenant, userName: userName, role: role, agent: agent, team: team)
        else { return nil }
        return User(person: person, passwordHash: hash, isDisabled: isDisabled)
    }

    /// Adds a person, or gives a known one this password and these rights.
    func save(
        _ person: Person, passwordHash: String, at now: Instant
    ) async throws(DatabaseError) {
        try await database.scoped(to: .tenant(person.tenant)).execute(
            """
            INSERT INTO gateway.users (tenant_id, user_name, password_hash, role, agent_id, team_id,
                created_at, changed_at)
            VALUES (\(person.tenant), \(person.userName), \(passwordHash), \(person.role),
                \(person.agent as AgentID?), \(person.team as TeamID?), \(now), \(now))
            ON CONFLICT (tenant_id, user_name) DO UPDATE SET password_hash = excluded.password_hash,
                role = excluded.role, agent_id = excluded.agent_id, team_id = excluded.team_id,
                changed_at = excluded.changed_at, disabled_at = NULL
            """)
    }
}

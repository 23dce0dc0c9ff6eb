import GatewayDomain
import Identifiers
import Postgres

/// Sign-ins that ended before their tokens did.
struct EndedSignInStore: Sendable {
    let database: Database

    /// Ends a sign-in; again changes nothing. What has expired anyway is swept out with it.
    func end(_ signIn: SignIn, until last: Instant, at now: Instant) async throws(DatabaseError) {
        let tenant = signIn.person.tenant
        let session = database.scoped(to: .tenant(tenant))
        try await session.execute(
            """
            INSERT INTO gateway.ended_sign_ins (tenant_id, sign_in_id, expires_at)
            VALUES (\(tenant), \(signIn.id), \(last)) ON CONFLICT DO NOTHING
            """)
        try await session.execute(
            "DELETE FROM gateway.ended_sign_ins WHERE tenant_id = \(tenant) AND expires_at < \(now)"
        )
    }

    func isEnded(_ signIn: SignIn) async throws(DatabaseError) -> Bool {
        let tenant = signIn.person.tenant
        return try await database.scoped(to: .tenant(tenant)).first(
            """
            SELECT true FROM gateway.ended_sign_ins
            WHERE tenant_id = \(tenant) AND sign_in_id = \(signIn.id)
            """, as: (Bool).self) != nil
    }
}

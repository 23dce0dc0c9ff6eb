import GatewayDomain
import Identifiers
import Postgres

/// Makes people who may sign in, for the operator's tools.
package enum GatewayUsers {
    /// Somebody made for a machine where the mesh is tried out.
    package struct Development: Hashable, Sendable {
        package let tenant: TenantID
        package let userName: String
        /// 20 random characters; printed once and kept nowhere.
        package let password: String
    }

    /// Makes (or gives a new password to) a manager of `tenant`; `database` may write as gateway.
    package static func createDevelopmentUser(
        database: Database, tenant: TenantID, userName: String = "manager", at now: Instant
    ) async throws -> Development {
        let password = randomPassword()
        try await create(
            database: database, tenant: tenant, userName: userName, password: password,
            role: .manager, at: now)
        return Development(tenant: tenant, userName: userName, password: password)
    }

    /// Adds a person, or gives a known one this password and these rights.
    package static func create(
        database: Database, tenant: TenantID, userName: String, password: String, role: PersonRole,
        agent: AgentID? = nil, team: TeamID? = nil, at now: Instant
    ) async throws {
        guard
            let person = Person(
                tenant: tenant, userName: userName.lowercased(), role: role, agent: agent,
                team: team)
        else { throw GatewayUserError.agentWithoutAgentID }
        guard password.count >= 12 else { throw GatewayUserError.passwordTooShort }
        let hash = try PasswordHash(of: password).text
        try await UserStore(database: database).save(person, passwordHash: hash, at: now)
    }

    /// 20 of 57 characters that nobody mistakes for one another: 116 bits.
    private static func randomPassword() -> String {
        let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789")
        var generator = SystemRandomNumberGenerator()
        return String(
            (0..<20).map { _ in letters[Int.random(in: letters.indices, using: &generator)] })
    }
}

package enum GatewayUserError: Error, Hashable, CustomStringConvertible {
    case agentWithoutAgentID
    case passwordTooShort

    package var description: String {
        switch self {
        case .agentWithoutAgentID: "a person with the role agent needs an agent id"
        case .passwordTooShort: "a password has at least 12 characters"
        }
    }
}

import Identifiers

/// The person for whom a call is made, as the edge of the mesh verified them.
///
/// Services believe it only from callers that the policy trusts to speak for people.
public struct Principal: Sendable, Hashable {
    public let tenantID: TenantID
    /// The sign-in's own name for the person.
    public let subject: String
    public let role: Role
    /// Set when the person is an agent.
    public let agentID: AgentID?
    /// The team that the person belongs to or manages.
    public let teamID: TeamID?

    /// What a person may see: an agent their own data, a manager their team's, an admin the tenant's.
    public enum Role: UInt8, Sendable, CaseIterable {
        case agent = 0, manager = 1, admin = 2
    }

    public init(
        tenantID: TenantID, subject: String, role: Role, agentID: AgentID? = nil,
        teamID: TeamID? = nil
    ) {
        self.tenantID = tenantID
        self.subject = subject
        self.role = role
        self.agentID = agentID
        self.teamID = teamID
    }
}

/// The service at the other end of a connection, as its certificate names it.
public struct CallerIdentity: Sendable, Hashable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    /// `coaching` for `spiffe://mesh.local/coaching`.
    public let service: String

    public init(_ service: String) { self.service = service }
    public init(stringLiteral service: String) { self.service = service }
    public var description: String { service }
}

import Identifiers
import Wire

@WireMessage
public struct IssueBadge: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID
    public var achievementID: String

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1, achievementID = 2 }
}

@WireMessage
public struct GetBadge: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var badgeID: UUIDv7
    /// Whether the PNG is wanted as well.
    public var withPNG: Bool = false

    enum CodingKeys: Int, CodingKey { case tenantID = 0, badgeID = 1, withPNG = 2 }
}

/// A badge as an Open Badges 3.0 credential.
@WireMessage
public struct Badge: Codable, Hashable, Sendable {
    public var badgeID: UUIDv7
    public var agentID: AgentID
    public var achievementID: String
    public var name: String
    public var description: String
    public var difficulty: Open<AchievementDifficulty>
    public var issuedAt: Instant
    public var revokedAt: Instant?
    /// The signed credential: a VC-JWT (EdDSA).
    public var credential: String
    /// A picture that carries the credential.
    public var svg: String
    /// Where everybody can see it.
    public var url: String
    /// The did:web whose document has the keys.
    public var issuer: String
    /// A picture that carries the credential; empty unless it was asked for.
    public var png: [UInt8] = []

    enum CodingKeys: Int, CodingKey {
        case badgeID = 0, agentID = 1, achievementID = 2, name = 3, description = 4
        case difficulty = 5, issuedAt = 6, revokedAt = 7, credential = 8, svg = 9, url = 10
        case issuer = 11, png = 12
    }
}

@WireMessage
public struct RevokeBadge: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var badgeID: UUIDv7
    public var reason: String

    enum CodingKeys: Int, CodingKey { case tenantID = 0, badgeID = 1, reason = 2 }
}

@WireMessage
public struct RotateIssuerKey: Codable, Hashable, Sendable {
    public var tenantID: TenantID

    enum CodingKeys: Int, CodingKey { case tenantID = 0 }
}

@WireMessage
public struct GetIssuer: Codable, Hashable, Sendable {
    public var tenantID: TenantID

    enum CodingKeys: Int, CodingKey { case tenantID = 0 }
}

/// Who signs a tenant's badges.
@WireMessage
public struct Issuer: Codable, Hashable, Sendable {
    public var did: String
    /// The DID document with all keys, in JSON.
    public var document: String

    enum CodingKeys: Int, CodingKey { case did = 0, document = 1 }
}

@WireMessage
public struct GetStatusList: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    /// From 1.
    public var list: Int = 1

    enum CodingKeys: Int, CodingKey { case tenantID = 0, list = 1 }
}

/// Which badges are revoked: a signed BitstringStatusListCredential.
@WireMessage
public struct StatusListCredential: Codable, Hashable, Sendable {
    public var credential: String

    enum CodingKeys: Int, CodingKey { case credential = 0 }
}

import Foundation
import GatewayDomain
import Identifiers
import JWTKit

/// Makes and reads the signed tokens that stand for a sign-in (RFC 7519, HS256).
struct Tokens: Sendable {
    /// A key shorter than the hash adds nothing to guessing it (RFC 7518 §3.2).
    static let keyBytesMin = 32
    private static let issuer = "coachingmesh/gateway"

    private let keys: JWTKeyCollection

    /// - Parameter key: at least `keyBytesMin` bytes; configuration has checked that.
    init(key: [UInt8]) async {
        keys = JWTKeyCollection()
        await keys.add(hmac: HMACKey(from: Data(key)), digestAlgorithm: .sha256)
    }

    func token(for signIn: SignIn) async throws -> String {
        try await keys.sign(Claims(signIn, issuer: Self.issuer))
    }

    /// The sign-in that a token stands for; nil when it is not ours, was changed, or is over.
    func signIn(from token: String, at now: Instant) async -> SignIn? {
        guard let claims = try? await keys.verify(token, as: Claims.self),
            claims.iss == Self.issuer, let signIn = claims.signIn, now < signIn.expiresAt
        else { return nil }
        return signIn
    }
}

/// What a token says.
private struct Claims: JWTPayload {
    let iss: String
    let jti: String
    /// The user name within the tenant.
    let sub: String
    let tid: String
    let role: String
    let agent: String?
    let team: String?
    /// Seconds since 1970.
    let authTime: Int64
    let exp: Int64

    enum CodingKeys: String, CodingKey {
        case iss, jti, sub, tid, role, agent, team, exp
        case authTime = "auth_time"
    }

    init(_ signIn: SignIn, issuer: String) {
        iss = issuer
        jti = signIn.id.description
        sub = signIn.person.userName
        tid = signIn.person.tenant.rawValue
        role = signIn.person.role.rawValue
        agent = signIn.person.agent?.rawValue
        team = signIn.person.team?.rawValue
        authTime = signIn.startedAt.microseconds / 1_000_000
        exp = signIn.expiresAt.microseconds / 1_000_000
    }

    /// Time is checked by the caller, who has the clock.
    func verify(using algorithm: some JWTAlgorithm) async throws {}

    var signIn: SignIn? {
        guard let id = SignInID(jti), let role = PersonRole(rawValue: role),
            let person = Person(
                tenant: TenantID(tid), userName: sub, role: role, agent: agent.map { AgentID($0) },
                team: team.map { TeamID($0) })
        else { return nil }
        return SignIn(
            id: id, person: person, startedAt: Instant(microseconds: authTime * 1_000_000),
            expiresAt: Instant(microseconds: exp * 1_000_000))
    }
}

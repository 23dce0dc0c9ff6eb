import Crypto
import Foundation
import GamificationDomain
import Identifiers
import Signing

/// Writes a tenant's badges as Open Badges 3.0 credentials, signed as VC-JWT.
///
/// Sources: 1EdTech Open Badges 3.0 § 8.2; W3C Verifiable Credentials 2.0; W3C Bitstring Status List
/// 1.0; did:web.
struct BadgeIssuer: Sendable {
    let tenant: TenantID
    /// Where the pages are, such as `https://coach.example`.
    let origin: String
    let keys: SigningKeys

    /// `did:web:coach.example:issuers:TENANT`; a port's colon is written `%3A`.
    var did: String {
        let host = origin.replacing("https://", with: "").replacing(":", with: "%3A")
        return "did:web:\(host):issuers:\(tenantPath)"
    }

    private var home: String { "\(origin)/issuers/\(tenantPath)" }
    private var tenantPath: String {
        tenant.rawValue.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
            ?? tenant.rawValue
    }

    func url(of badge: BadgeStore.Row) -> String { "\(home)/badges/\(badge.badgeID)" }
    func statusURL(list: Int) -> String { "\(home)/status/\(list)" }

    /// The badge as a signed credential; the same each time.
    func credential(
        of badge: BadgeStore.Row, _ achievement: Achievement, issuerName: String
    ) throws -> String {
        let (list, place) = StatusList.place(of: badge.statusIndex)
        let subject = "urn:agent:\(tenantPath):\(escaped(badge.agentID.rawValue))"
        return try sign(
            [
                "@context": [
                    "https://www.w3.org/ns/credentials/v2",
                    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
                ],
                "id": url(of: badge), "type": ["VerifiableCredential", "OpenBadgeCredential"],
                "issuer": ["id": did, "type": ["Profile"], "name": issuerName],
                "validFrom": badge.issuedAt.description, "name": achievement.name,
                "credentialSubject": [
                    "id": subject, "type": ["AchievementSubject"],
                    "achievement": [
                        "id": "\(home)/achievements/\(achievement.id)", "type": ["Achievement"],
                        "name": achievement.name, "description": achievement.description,
                        "criteria": ["narrative": achievement.description],
                    ],
                ],
                "credentialStatus": [
                    "id": "\(statusURL(list: list))#\(place)",
                    "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
                    "statusListIndex": "\(place)", "statusListCredential": statusURL(list: list),
                ],
                "iss": did, "jti": url(of: badge), "sub": subject,
                "nbf": badge.issuedAt.microseconds / 1_000_000,
            ], keyNumber: badge.keyNumber)
    }

    /// Which badges of a list are revoked, signed by the newest key.
    func statusCredential(
        list: Int, revoked: [Int], keyNumber: Int, at now: Instant
    ) throws -> String {
        let url = statusURL(list: list)
        return try sign(
            [
                "@context": ["https://www.w3.org/ns/credentials/v2"], "id": url,
                "type": ["VerifiableCredential", "BitstringStatusListCredential"], "issuer": did,
                "validFrom": now.description,
                // An old copy must not bring a revoked badge back for long.
                "validUntil": (now + StatusList.lifetime).description,
                "credentialSubject": [
                    "id": "\(url)#list", "type": "BitstringStatusList",
                    "statusPurpose": "revocation", "encodedList": StatusList.encoded(revoked),
                ],
                "iss": did, "jti": url, "nbf": now.microseconds / 1_000_000,
            ], keyNumber: keyNumber)
    }

    /// The issuer's published keys, retired ones too: what they signed stays true.
    ///
    /// The one that signs now goes first: verifiers that look at one key only check status lists
    /// with it.
    func document(keyNumbers: [Int]) throws -> String {
        let methods: [[String: Any]] = try keyNumbers.map { number in
            [
                "id": keyID(number), "type": "JsonWebKey", "controller": did,
                "publicKeyJwk": try publicJWK(number),
            ]
        }
        return try text(of: [
            "@context": [
                "https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1",
            ],
            "id": did, "verificationMethod": methods,
            "assertionMethod": keyNumbers.map(keyID),
        ])
    }

    private func keyID(_ number: Int) -> String { "\(did)#key-\(number)" }

    private func publicJWK(_ number: Int) throws -> [String: String] {
        try keys.key(number, of: tenant).publicKey.jwk
    }

    /// RFC 7515 and RFC 8037.
    private func sign(_ payload: [String: Any], keyNumber: Int) throws -> String {
        let header: [String: Any] = [
            "alg": "EdDSA", "typ": "JWT", "kid": keyID(keyNumber),
            "jwk": try publicJWK(keyNumber),
        ]
        return try CompactJWS.text(
            header: text(of: header), payload: text(of: payload),
            signedWith: keys.key(keyNumber, of: tenant))
    }

    private func text(of object: [String: Any]) throws -> String {
        String(
            decoding: try JSONSerialization.data(
                withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes]),
            as: UTF8.self)
    }

    private func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
    }
}

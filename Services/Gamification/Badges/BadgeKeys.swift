import Crypto
import Foundation
import Identifiers

/// The keys with which tenants sign badges, numbered from 1.
///
/// All of them follow from one secret, so the database holds public keys only and a new one costs
/// nothing. RFC 5869 (HKDF) and RFC 8032 (Ed25519).
struct BadgeKeys: Sendable {
    /// Fewer would be guessed sooner than the keys that follow from them.
    static let secretByteCountMin = 32

    private let secret: SymmetricKey

    init(secret: [UInt8]) { self.secret = SymmetricKey(data: secret) }

    func key(_ number: Int, of tenant: TenantID) throws -> Curve25519.Signing.PrivateKey {
        let seed = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: secret, salt: Data("coachingmesh badge issuer".utf8),
            info: Data("\(number):\(tenant)".utf8), outputByteCount: 32)
        return try Curve25519.Signing.PrivateKey(
            rawRepresentation: seed.withUnsafeBytes { Data($0) })
    }
}

extension Data {
    /// Without padding (RFC 4648 § 5).
    var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }
}

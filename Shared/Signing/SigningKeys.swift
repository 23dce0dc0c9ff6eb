import Crypto
import Foundation
import Identifiers

/// The Ed25519 keys with which tenants sign for one purpose, numbered from 1.
///
/// All of them follow from one secret, so no database holds a private key and a new one costs
/// nothing. RFC 5869 (HKDF) and RFC 8032 (Ed25519).
package struct SigningKeys: Sendable {
    /// What is signed: the same secret gives different keys for different purposes.
    package enum Purpose: String, Sendable {
        case badges = "coachingmesh badge issuer"
        case reports = "coachingmesh report on returns"
    }

    /// Fewer would be guessed sooner than the keys that follow from them.
    package static let secretByteCountMin = 32

    private let secret: SymmetricKey
    private let purpose: Purpose

    package init(secret: [UInt8], for purpose: Purpose) {
        self.secret = SymmetricKey(data: secret)
        self.purpose = purpose
    }

    package func key(
        _ number: Int, of tenant: TenantID
    ) throws -> Curve25519.Signing.PrivateKey {
        let seed = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: secret, salt: Data(purpose.rawValue.utf8),
            info: Data("\(number):\(tenant)".utf8), outputByteCount: 32)
        return try Curve25519.Signing.PrivateKey(
            rawRepresentation: seed.withUnsafeBytes { Data($0) })
    }
}

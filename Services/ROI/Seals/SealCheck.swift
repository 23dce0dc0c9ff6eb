import Crypto
import Foundation
import Signing

/// What a file's seal proves.
package enum SealCheck: Hashable, Sendable {
    /// The file is to the last byte what was handed out.
    case genuine(ReportSeal)
    /// The seal is that of another file, or was written over; in the first case it is told.
    case altered(ReportSeal?)
    /// There is no seal, or none of these keys' owner.
    case unknown(String)

    /// - Parameter keys: the public keys of the tenant that `claimedTenant` names.
    package init(of file: [UInt8], keys: PublicKeySet) {
        guard let sealed = SealedFile(parsing: file) else {
            self = .unknown("it carries no seal")
            return
        }
        guard let token = CompactJWS(sealed.seal), let header = Self.header(token),
            let seal = try? JSONDecoder().decode(ReportSeal.self, from: token.payload)
        else {
            self = .altered(nil)
            return
        }
        guard let key = keys[header.kid] else {
            self = .unknown("its seal is by a key that is not published")
            return
        }
        guard header.alg == "EdDSA", token.isSigned(with: key) else {
            self = .altered(nil)
            return
        }
        let isSame =
            seal.format == sealed.format && seal.file == ReportSeal.digest(of: sealed.body)
        self = isSame && sealed.bytes == file ? .genuine(seal) : .altered(seal)
    }

    /// Whose report a file says it is; nothing is proven by it, but whose keys to look at.
    package static func claimedTenant(of file: [UInt8]) -> String? {
        SealedFile(parsing: file).flatMap { CompactJWS($0.seal) }.flatMap {
            try? JSONDecoder().decode(ReportSeal.self, from: $0.payload)
        }?.tenant
    }

    private struct Header: Decodable { let alg, kid: String }

    private static func header(_ token: CompactJWS) -> Header? {
        try? JSONDecoder().decode(Header.self, from: token.header)
    }
}

/// Published keys by their ids.
package struct PublicKeySet: Sendable {
    private let keys: [String: Curve25519.Signing.PublicKey]

    /// Reads a JWK Set (RFC 7517 § 5), leaving out keys of other kinds; nil for what is none.
    package init?(_ json: Data) {
        guard let set = try? JSONDecoder().decode(KeySet.self, from: json) else {
            return nil
        }
        keys = set.keys.reduce(into: [:]) { keys, jwk in
            if let id = jwk["kid"] { keys[id] = Curve25519.Signing.PublicKey(jwk: jwk) }
        }
    }

    private struct KeySet: Decodable { let keys: [[String: String]] }

    subscript(id: String) -> Curve25519.Signing.PublicKey? { keys[id] }
}

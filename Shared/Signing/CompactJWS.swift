import Crypto
import Foundation

/// A signed text of three parts (JWS compact serialization, RFC 7515 § 7.1) with an Ed25519
/// signature (RFC 8037 § 3.1).
package struct CompactJWS: Hashable, Sendable {
    /// Enough for any of ours; a longer text is refused before it is decoded.
    static let byteCountMax = 1 << 20

    /// JSON, unchecked.
    package let header: Data
    /// As it was signed.
    package let payload: Data
    private let signed: Substring
    private let signature: Data

    /// Nil for what is not three parts in base64url.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count <= Self.byteCountMax else { return nil }
        let text = Substring(text)
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Data(base64URL: parts[0]),
            let payload = Data(base64URL: parts[1]), let signature = Data(base64URL: parts[2])
        else { return nil }
        self.header = header
        self.payload = payload
        self.signature = signature
        signed = text[..<parts[1].endIndex]
    }

    package static func text(
        header: String, payload: String, signedWith key: Curve25519.Signing.PrivateKey
    ) throws -> String {
        let signed = Data(header.utf8).base64URL + "." + Data(payload.utf8).base64URL
        return "\(signed).\(try key.signature(for: Data(signed.utf8)).base64URL)"
    }

    package func isSigned(with key: Curve25519.Signing.PublicKey) -> Bool {
        key.isValidSignature(signature, for: Data(signed.utf8))
    }
}

extension Curve25519.Signing.PublicKey {
    /// RFC 8037 § 2.
    package var jwk: [String: String] {
        ["kty": "OKP", "crv": "Ed25519", "x": rawRepresentation.base64URL]
    }

    /// Nil for what is no Ed25519 key.
    package init?(jwk: [String: String]) {
        guard jwk["kty"] == "OKP", jwk["crv"] == "Ed25519",
            let bytes = jwk["x"].flatMap({ Data(base64URL: $0) }),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
        else { return nil }
        self = key
    }
}

extension Data {
    /// Without padding (RFC 4648 § 5).
    package var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    /// Nil unless the text is the one way to write some bytes: a padded text, or one whose spare
    /// bits are set, is refused.
    package init?(base64URL text: some StringProtocol) {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        let base64 = String(text).replacing("-", with: "+").replacing("_", with: "/") + padding
        guard let data = Data(base64Encoded: base64), data.base64URL == String(text) else {
            return nil
        }
        self = data
    }
}

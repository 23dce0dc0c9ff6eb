import Crypto
import CryptoExtras
import Foundation
import HTTPTypes
import Identifiers

/// Checks who signed a webhook, over the body as it came.
///
/// The CRM signs with Ed25519 (`x-ghl-signature`) and, until it stops, with RSA
/// (`x-wh-signature`: PKCS #1 v1.5, SHA-256). Where the newer one stands it alone counts: an attacker
/// who can forge the older one must not be able to choose it.
struct WebhookSignatures: Sendable {
    enum Verdict: Hashable, Sendable {
        case valid
        /// Neither header, or one whose keys are not configured or not used any more.
        case missing
        case wrong
    }

    private let ed25519: [Curve25519.Signing.PublicKey]
    private let rsa: [_RSA.Signing.PublicKey]
    /// From then on the older signature counts no more; nil while it does.
    private let rsaEnds: Instant?

    init(
        ed25519: [Curve25519.Signing.PublicKey] = [], rsa: [_RSA.Signing.PublicKey] = [],
        rsaEnds: Instant? = nil
    ) {
        self.ed25519 = ed25519
        self.rsa = rsa
        self.rsaEnds = rsaEnds
    }

    /// Nobody's webhooks are taken.
    var isEmpty: Bool { ed25519.isEmpty && rsa.isEmpty }

    func verdict(on body: some DataProtocol, _ headers: HTTPFields, at now: Instant) -> Verdict {
        if let text = headers[.ed25519Signature] {
            guard !ed25519.isEmpty else { return .missing }
            guard let signature = Data(base64Encoded: text) else { return .wrong }
            return ed25519.contains { $0.isValidSignature(signature, for: body) } ? .valid : .wrong
        }
        guard let text = headers[.rsaSignature], !rsa.isEmpty, rsaEnds.map({ now < $0 }) ?? true
        else { return .missing }
        guard let bytes = Data(base64Encoded: text) else { return .wrong }
        let signature = _RSA.Signing.RSASignature(rawRepresentation: bytes)
        let digest = SHA256.hash(data: body)
        let isValid = rsa.contains {
            $0.isValidSignature(signature, for: digest, padding: .insecurePKCS1v1_5)
        }
        return isValid ? .valid : .wrong
    }
}

extension HTTPField.Name {
    static let ed25519Signature = name("x-ghl-signature")
    static let rsaSignature = name("x-wh-signature")

    private static func name(_ token: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(token) else {
            preconditionFailure("\(token) is no token of RFC 9110")
        }
        return name
    }
}

/// Public keys in a PEM file: several while one follows another.
enum WebhookKeyFile {
    struct Fault: Error, CustomStringConvertible { let description: String }

    static func ed25519(_ text: String) throws(Fault) -> [Curve25519.Signing.PublicKey] {
        try blocks(text) { bytes in
            // SubjectPublicKeyInfo of id-Ed25519 (RFC 8410 §4) is these twelve bytes and the key.
            let prefix: [UInt8] = [
                0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
            ]
            guard bytes.count == 44, bytes.starts(with: prefix) else {
                throw Fault(description: "a key that is not Ed25519")
            }
            return try Curve25519.Signing.PublicKey(rawRepresentation: bytes.dropFirst(12))
        }
    }

    static func rsa(_ text: String) throws(Fault) -> [_RSA.Signing.PublicKey] {
        try blocks(text) { try _RSA.Signing.PublicKey(derRepresentation: $0) }
    }

    private static func blocks<Key>(
        _ text: String, _ key: (Data) throws -> Key
    ) throws(Fault) -> [Key] {
        var keys: [Key] = []
        for part in text.components(separatedBy: "-----BEGIN PUBLIC KEY-----").dropFirst() {
            guard let end = part.range(of: "-----END PUBLIC KEY-----"),
                let bytes = Data(
                    base64Encoded: String(part[..<end.lowerBound]),
                    options: .ignoreUnknownCharacters)
            else { throw Fault(description: "a PUBLIC KEY that does not end") }
            do {
                keys.append(try key(bytes))
            } catch {
                throw Fault(description: "\((error as? Fault)?.description ?? "\(error)")")
            }
        }
        guard !keys.isEmpty else { throw Fault(description: "no PUBLIC KEY in PEM") }
        return keys
    }
}

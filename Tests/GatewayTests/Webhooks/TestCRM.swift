import Crypto
import CryptoExtras
import Foundation
import Identifiers
import RPC

@testable import GatewayService

/// A CRM that signs as the real one does, with keys of its own.
enum TestCRM {
    static let ed25519 = Curve25519.Signing.PrivateKey()
    static let rsa: _RSA.Signing.PrivateKey = {
        do {
            return try _RSA.Signing.PrivateKey(keySize: .bits2048)
        } catch {
            preconditionFailure("there is no key: \(error)")
        }
    }()

    static let signatures = WebhookSignatures(ed25519: [ed25519.publicKey], rsa: [rsa.publicKey])

    static func ed25519Header(_ body: String) throws -> [String: String] {
        let signature = try ed25519.signature(for: Data(body.utf8))
        return ["x-ghl-signature": signature.base64EncodedString()]
    }

    static func rsaHeader(_ body: String) throws -> [String: String] {
        let signature = try rsa.signature(
            for: SHA256.hash(data: Data(body.utf8)), padding: .insecurePKCS1v1_5)
        return ["x-wh-signature": signature.rawRepresentation.base64EncodedString()]
    }
}

extension Browser {
    /// Delivers a webhook, signed the newer way unless `headers` says otherwise.
    func deliver(_ body: String, headers: [String: String]? = nil) async throws -> Reply {
        try await send(
            "POST", "/api/webhooks/ghl", json: body,
            headers: try headers ?? TestCRM.ed25519Header(body))
    }
}

/// A payload with the envelope that a delivery has; `fields` are more members in JSON.
func payload(
    _ type: String, _ fields: String, webhook: String = "hook-\(UUID())",
    at time: Instant? = .wallClock
) -> String {
    let stamp = time.map { #""timestamp":"\#($0)","# } ?? ""
    return
        #"{"type":"\#(type)","locationId":"harbor-west","webhookId":"\#(webhook)",\#(stamp)\#(fields)}"#
}

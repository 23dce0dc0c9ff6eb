import Crypto
import CryptoExtras
import Foundation
import GatewayDomain
import Identifiers
import Runtime

/// Which webhooks of the CRM are taken, and for whom.
///
/// - `CRM_ED25519_KEYS` and `CRM_RSA_KEYS`: PEM files with the public keys that the CRM signs with;
///   without either, every webhook is answered 401.
/// - `CRM_RSA_ENDS`: when the older signature stops to count, as in RFC 3339.
/// - `CRM_WEBHOOK_WINDOW_SECONDS`: how old a webhook may be.
/// - `CRM_LOCATIONS`: `location=tenant,…`, where `*` is every other location; one that is not named
///   is a tenant of its own.
/// - `CRM_SESSIONS`: `automatic` opens a session with the first message of an agent who has none;
///   `by_hand` leaves that to agents and managers.
struct WebhookSettings: Sendable {
    let signatures: WebhookSignatures
    let window: WebhookWindow
    let locations: CRMLocations
    let sessions: SessionOpener.Mode

    init(from reader: inout SettingsReader) {
        let ends = reader.optionalText("crm.rsa.ends")
        if let ends, Instant(ends) == nil {
            reader.fail("crm.rsa.ends", "must be a time as in RFC 3339, not \"\(ends)\"")
        }
        signatures = WebhookSignatures(
            ed25519: Self.keys("crm.ed25519.keys", from: &reader, WebhookKeyFile.ed25519),
            rsa: Self.keys("crm.rsa.keys", from: &reader, WebhookKeyFile.rsa),
            rsaEnds: ends.flatMap { Instant($0) })
        window = WebhookWindow(
            ageMax: reader.seconds(
                "crm.webhook.window.seconds",
                default: Int(WebhookWindow.retriesLast.components.seconds), in: 1...86_400))
        locations = Self.locations(from: &reader)
        sessions = reader.word("crm.sessions", default: .automatic)
    }

    private static func keys<Key>(
        _ name: String, from reader: inout SettingsReader,
        _ read: (String) throws(WebhookKeyFile.Fault) -> [Key]
    ) -> [Key] {
        guard let file = reader.optionalText(name), !file.isEmpty else { return [] }
        guard let bytes = FileManager.default.contents(atPath: file) else {
            reader.fail(name, "cannot be read: \(file)")
            return []
        }
        do {
            return try read(String(decoding: bytes, as: UTF8.self))
        } catch {
            reader.fail(name, "\(file) holds \(error)")
            return []
        }
    }

    private static func locations(from reader: inout SettingsReader) -> CRMLocations {
        var locations = CRMLocations()
        for pair in (reader.optionalText("crm.locations") ?? "").split(separator: ",") {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, parts[1] != "*" else {
                reader.fail("crm.locations", "must be location=tenant,…, not \"\(pair)\"")
                continue
            }
            locations.tenants[parts[0]] = TenantID(parts[1])
        }
        return locations
    }
}

import Crypto
import Foundation
import Identifiers
import ROIContract
import Signing

/// Seals reports with the tenant's key, and publishes the keys.
struct ReportSealer: Sendable {
    /// Nil when the service was given no secret to sign with.
    let keys: SigningKeys?
    let keyNumber: Int

    /// The numbers that a file is made of.
    struct Numbers: Sendable {
        let query: GetReport
        let hash: String
        let madeAt: Instant
    }

    /// The file with its seal; without keys it stays as it is.
    func sealed(
        _ file: [UInt8], as format: ReportFormat, of numbers: Numbers
    ) throws -> [UInt8] {
        guard let keys else { return file }
        let query = numbers.query
        let seal = ReportSeal(
            tenant: query.tenantID.rawValue, subject: query.subject,
            periodStart: "\(query.periodStart)", periodEnd: "\(query.periodEnd)", format: format,
            numbers: numbers.hash, file: ReportSeal.digest(of: file),
            made: "\(numbers.madeAt)")
        let text = try CompactJWS.text(
            header: #"{"alg":"EdDSA","kid":"\#(Self.keyID(keyNumber))"}"#, payload: seal.json(),
            signedWith: keys.key(keyNumber, of: query.tenantID))
        return SealedFile(file, as: format, seal: text).bytes
    }

    /// The tenant's public keys as a JWK Set (RFC 7517 § 5), the one that seals now first; nil
    /// without keys.
    func keySet(of tenant: TenantID) throws -> String? {
        guard let keys else { return nil }
        let set = try (1...keyNumber).reversed().map { number in
            try keys.key(number, of: tenant).publicKey.jwk.merging([
                "kid": Self.keyID(number), "alg": "EdDSA", "use": "sig",
            ]) { $1 }
        }
        return String(
            decoding: try JSONSerialization.data(
                withJSONObject: ["keys": set], options: [.sortedKeys]), as: UTF8.self)
    }

    private static func keyID(_ number: Int) -> String { "report-\(number)" }
}

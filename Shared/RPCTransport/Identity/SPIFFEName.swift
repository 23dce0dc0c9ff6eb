import RPC
import SwiftASN1
import X509

/// The name of a service in its certificate: `spiffe://mesh.local/coaching`.
///
/// Source: SPIFFE X.509-SVID §2: exactly one URI among the subject's alternative names.
public struct SPIFFEName: Sendable, Hashable, CustomStringConvertible {
    public let trustDomain: String
    public let service: String

    public static let meshDomain = "mesh.local"

    public init(service: String, trustDomain: String = meshDomain) {
        self.service = service
        self.trustDomain = trustDomain
    }

    public var description: String { "spiffe://\(trustDomain)/\(service)" }

    /// Reads the URI form; nil when it is anything else, or names no single service.
    public init?(_ uri: String) {
        let scheme = "spiffe://"
        guard uri.hasPrefix(scheme) else { return nil }
        let parts = uri.dropFirst(scheme.count).split(
            separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        self.init(service: String(parts[1]), trustDomain: String(parts[0]))
    }

    /// The name in a certificate, in DER; throws when it has none, several, or a foreign one.
    init(ofCertificate der: [UInt8], in trustDomain: String) throws(IdentityError) {
        guard let certificate = try? Certificate(derEncoded: der),
            let names = try? certificate.extensions.subjectAlternativeNames
        else { throw IdentityError(description: "the certificate has no alternative names") }
        let uris = names.compactMap { name in
            if case .uniformResourceIdentifier(let uri) = name { uri } else { nil }
        }
        guard uris.count == 1, let name = SPIFFEName(uris[0]) else {
            throw IdentityError(
                description: "the certificate must have exactly one URI, of the form "
                    + "spiffe://\(trustDomain)/<service>; it has \(uris)")
        }
        guard name.trustDomain == trustDomain else {
            throw IdentityError(
                description: "the certificate is of trust domain \(name.trustDomain), "
                    + "not \(trustDomain)")
        }
        self = name
    }
}

/// Why a peer's certificate names nobody.
struct IdentityError: Error, Sendable, CustomStringConvertible {
    let description: String
}

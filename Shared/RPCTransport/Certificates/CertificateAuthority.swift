import Crypto
import Foundation
import SwiftASN1
import X509

/// Issues the certificates of one mesh: for development, for tests and for `meshctl certs`.
///
/// P-256 throughout; a leaf names its service by one SPIFFE URI.
package struct CertificateAuthority: Sendable {
    package let certificatePEM: String
    package let keyPEM: String
    private let certificate: Certificate
    private let key: Certificate.PrivateKey

    /// A new authority.
    package init(name: String = "CoachingMesh CA", validFor: Duration = .seconds(86_400 * 365))
        throws
    {
        let key = P256.Signing.PrivateKey()
        let subject = try DistinguishedName { CommonName(name) }
        let (start, end) = Self.validity(validFor)
        let certificate = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: .init(key.publicKey),
            notValidBefore: start, notValidAfter: end, issuer: subject, subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
            }, issuerPrivateKey: .init(key))
        self.certificate = certificate
        self.key = .init(key)
        certificatePEM = try certificate.serializeAsPEM().pemString
        keyPEM = key.pemRepresentation
    }

    /// The authority that was saved as these two texts.
    package init(certificatePEM: String, keyPEM: String) throws {
        self.certificatePEM = certificatePEM
        self.keyPEM = keyPEM
        certificate = try Certificate(pemEncoded: certificatePEM)
        key = .init(try P256.Signing.PrivateKey(pemRepresentation: keyPEM))
    }

    /// A certificate and its key, in PEM.
    package struct Leaf: Sendable {
        package let certificatePEM: String
        package let keyPEM: String
    }

    /// Issues a certificate that names `service` as `spiffe://<trustDomain>/<service>`.
    ///
    /// Host names and addresses are for clients outside the mesh, such as browsers.
    package func issue(
        service: String, trustDomain: String = SPIFFEName.meshDomain,
        hostNames: [String] = ["localhost"], addresses: [[UInt8]] = [[127, 0, 0, 1]],
        validFor: Duration = .seconds(86_400 * 90)
    ) throws -> Leaf {
        let name = SPIFFEName(service: service, trustDomain: trustDomain)
        return try issue(
            commonName: service, uris: [name.description], hostNames: hostNames,
            addresses: addresses, validFor: validFor)
    }

    /// Issues a certificate with any alternative names: tests make wrong ones with it.
    package func issue(
        commonName: String, uris: [String], hostNames: [String] = [], addresses: [[UInt8]] = [],
        validFor: Duration = .seconds(86_400 * 90)
    ) throws -> Leaf {
        let leafKey = P256.Signing.PrivateKey()
        let (start, end) = Self.validity(validFor)
        let names =
            uris.map { GeneralName.uniformResourceIdentifier($0) }
            + hostNames.map { GeneralName.dnsName($0) }
            + addresses.map { GeneralName.ipAddress(ASN1OctetString(contentBytes: $0[...])) }
        let leaf = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: .init(leafKey.publicKey),
            notValidBefore: start, notValidAfter: end, issuer: certificate.subject,
            subject: try DistinguishedName { CommonName(commonName) },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth, .clientAuth])
                SubjectAlternativeNames(names)
            }, issuerPrivateKey: key)
        return Leaf(
            certificatePEM: try leaf.serializeAsPEM().pemString, keyPEM: leafKey.pemRepresentation)
    }

    /// Issues a certificate for `service` and writes `ca.pem`, `cert.pem` and `key.pem`, the key
    /// readable by its owner only.
    package func write(_ leaf: Leaf, to directory: String) throws {
        let files = FileManager.default
        try files.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try Data(certificatePEM.utf8).write(to: URL(filePath: "\(directory)/ca.pem"))
        try Data(leaf.certificatePEM.utf8).write(to: URL(filePath: "\(directory)/cert.pem"))
        let keyPath = "\(directory)/key.pem"
        try? files.removeItem(atPath: keyPath)
        guard
            files.createFile(
                atPath: keyPath, contents: Data(leaf.keyPEM.utf8),
                attributes: [.posixPermissions: 0o600])
        else { throw TLSMaterialError(description: "cannot write \(keyPath)") }
    }

    /// From an hour ago, so that clocks may differ a little.
    private static func validity(_ duration: Duration) -> (Date, Date) {
        let now = Date()
        let seconds = Double(duration.components.seconds)
        return (now.addingTimeInterval(-3_600), now.addingTimeInterval(seconds))
    }
}

extension TLSMaterial {
    /// The material of a service that `authority` issued a certificate for.
    package init(_ leaf: CertificateAuthority.Leaf, from authority: CertificateAuthority) throws {
        try self.init(
            certificatePEM: leaf.certificatePEM, keyPEM: leaf.keyPEM,
            authoritiesPEM: authority.certificatePEM)
    }
}

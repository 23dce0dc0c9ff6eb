import Crypto
import Foundation
import NIOSSL
import SwiftASN1
import X509

/// A certificate for localhost that lives as long as the test.
func localhostTLS() throws -> TLSConfiguration {
    let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
    let name = try DistinguishedName { CommonName("localhost") }
    let certificate = try Certificate(
        version: .v3, serialNumber: .init(), publicKey: key.publicKey,
        notValidBefore: Date() - 60, notValidAfter: Date() + 3_600, issuer: name, subject: name,
        signatureAlgorithm: .ecdsaWithSHA256,
        extensions: try Certificate.Extensions { SubjectAlternativeNames([.dnsName("localhost")]) },
        issuerPrivateKey: key)
    var tls = TLSConfiguration.makeServerConfiguration(
        certificateChain: [
            .certificate(
                try NIOSSLCertificate(
                    bytes: Array(certificate.serializeAsPEM().derBytes), format: .der))
        ],
        privateKey: .privateKey(
            try NIOSSLPrivateKey(bytes: Array(key.serializeAsPEM().pemString.utf8), format: .pem)))
    tls.applicationProtocols = ["http/1.1"]
    return tls
}

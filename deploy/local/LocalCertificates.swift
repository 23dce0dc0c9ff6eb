import Foundation
import RPCTransport

/// The certificates of a mesh on this machine, in its folder `tls`.
package struct LocalCertificates: Sendable {
    private let layout: MeshLayout

    package init(_ layout: MeshLayout) { self.layout = layout }

    /// Who needs one: the services, the operator's tool, and the dashboard's HTTPS.
    package static let names = MeshLayout.services + ["meshctl", "web"]

    /// Makes the authority and the certificates that are not there yet.
    package func issueMissing(tell: (String) -> Void) throws {
        let missing = Self.names.filter { !exists("\($0)/cert.pem") }
        guard !missing.isEmpty else { return }
        let authority = try authority()
        for name in missing { try issue(name, from: authority) }
        tell("issued certificates for \(missing.joined(separator: ", "))")
    }

    /// Issues new ones for all, from the authority that is there.
    package func renew() throws {
        let authority = try authority()
        for name in Self.names { try issue(name, from: authority) }
    }

    private func issue(_ name: String, from authority: CertificateAuthority) throws {
        let leaf = try authority.issue(
            service: name, hostNames: ["localhost"], addresses: [[127, 0, 0, 1]])
        try authority.write(leaf, to: layout.tlsDirectory(of: name).path)
    }

    /// The saved authority; a new one when there is none.
    package func authority() throws -> CertificateAuthority {
        let directory = layout.tlsDirectory(of: "authority")
        let certificate = directory.appending(path: "cert.pem")
        let key = directory.appending(path: "key.pem")
        if exists("authority/cert.pem") {
            return try CertificateAuthority(
                certificatePEM: String(contentsOf: certificate, encoding: .utf8),
                keyPEM: String(contentsOf: key, encoding: .utf8))
        }
        let authority = try CertificateAuthority()
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try authority.certificatePEM.write(to: certificate, atomically: true, encoding: .utf8)
        let isSaved = FileManager.default.createFile(
            atPath: key.path, contents: Data(authority.keyPEM.utf8),
            attributes: [.posixPermissions: 0o600])
        guard isSaved else { throw CocoaError(.fileWriteUnknown) }
        return authority
    }

    private func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(
            atPath: layout.directory.appending(path: "tls/\(path)").path)
    }
}

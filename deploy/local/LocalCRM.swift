import Crypto
import Foundation

/// Stands in for the CRM of a mesh on this machine: signs webhooks with a key that its gateway knows.
package struct LocalCRM: Sendable {
    private let layout: MeshLayout

    package init(_ layout: MeshLayout) { self.layout = layout }

    private var directory: URL { layout.directory.appending(path: "crm") }
    private var privateKeyFile: URL { directory.appending(path: "ed25519.key") }
    /// What the gateway checks signatures with.
    package var publicKeyFile: URL { directory.appending(path: "ed25519.pem") }

    /// Makes the pair of keys when there is none.
    package func makeKeys() throws {
        guard !FileManager.default.fileExists(atPath: privateKeyFile.path) else { return }
        let key = Curve25519.Signing.PrivateKey()
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try Self.publicPEM(key).write(to: publicKeyFile, atomically: true, encoding: .utf8)
        let isSaved = FileManager.default.createFile(
            atPath: privateKeyFile.path, contents: key.rawRepresentation,
            attributes: [.posixPermissions: 0o600])
        guard isSaved else { throw CocoaError(.fileWriteUnknown) }
    }

    /// Signs bodies; reads the key once.
    package func signer() throws -> Signer {
        Signer(
            key: try Curve25519.Signing.PrivateKey(
                rawRepresentation: Data(contentsOf: privateKeyFile)))
    }

    package struct Signer: Sendable {
        fileprivate let key: Curve25519.Signing.PrivateKey

        /// The value of `x-ghl-signature` for a body.
        package func signature(of body: [UInt8]) throws -> String {
            try key.signature(for: body).base64EncodedString()
        }
    }

    /// SubjectPublicKeyInfo (RFC 8410 §4): a fixed head and the key.
    private static func publicPEM(_ key: Curve25519.Signing.PrivateKey) -> String {
        let head: [UInt8] = [
            0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
        ]
        let bytes = Data(head) + key.publicKey.rawRepresentation
        return """
            -----BEGIN PUBLIC KEY-----
            \(bytes.base64EncodedString())
            -----END PUBLIC KEY-----

            """
    }
}

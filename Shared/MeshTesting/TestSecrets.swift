import Crypto
import Foundation
import LocalMesh
import Postgres

/// The secrets of test meshes: the same for all that share a server, since roles belong to the
/// server and a second mesh would change the first one's passwords.
enum TestSecrets {
    static func write(to layout: MeshLayout, server: DatabaseConfiguration) throws {
        var secrets = try MeshSecrets.load(
            from: layout.secretsFile, services: MeshLayout.services)
        let owner = server.connecting(to: "postgres").url
        for service in MeshLayout.services {
            let digest = SHA256.hash(data: Data("\(owner) \(service)".utf8))
            secrets.databasePasswords[service] = Data(digest).base64EncodedString()
        }
        try JSONEncoder().encode(secrets).write(to: layout.secretsFile)
    }
}

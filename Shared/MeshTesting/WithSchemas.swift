import Foundation
import LocalMesh
import Postgres
import PostgresCluster

/// Gives a test every schema of the mesh in a database of its own, without the services, and the
/// owner's way to it.
package func withSchemas<Value>(
    on postgres: ScratchPostgres? = nil, isolation: isolated (any Actor)? = #isolation,
    _ body: (DatabaseConfiguration) async throws -> Value
) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory
        .appending(path: "schemas-\(UUID().uuidString.prefix(8))")
    defer { try? FileManager.default.removeItem(at: folder) }
    let layout = MeshLayout(
        directory: folder, executables: Executables.directory, policies: Executables.policies)
    let server = if let postgres { postgres } else { try await ScratchPostgres.shared() }
    return try await server.withDatabase { owner in
        try TestSecrets.write(to: layout, server: owner)
        let secrets = try MeshSecrets.load(
            from: layout.secretsFile, services: MeshLayout.services)
        try await LocalMesh(layout, database: owner).migrate(owner, secrets) { _ in }
        return try await body(owner)
    }
}

import ArgumentParser
import Foundation
import LocalMesh
import MeshData
import Postgres
import Runtime

/// `meshctl backup`.
struct BackUpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Writes every schema of the mesh into a folder, while the mesh works.",
        discussion: """
            The folder gets a dump (pg_dump's custom format) and a manifest with the rows and a hash \
            of each table, both of one moment. Roles and their passwords are not in it: a restore \
            makes them. Reads POSTGRES_URL, else this machine's mesh.
            """)

    @Option(help: "The folder to write; it must not exist.")
    var out: String
    @Flag(help: "Print the manifest as one JSON object.")
    var json = false
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await reporting {
            let owner = try await LocalMesh(mesh.layout).database { Console.note($0) }
            let folder = URL(filePath: out).absoluteURL
            let manifest = try await Backup(of: MeshLayout.services, owner)
                .write(to: folder) { Console.note("  \($0)") }
            json
                ? try Console.printJSON(manifest)
                : Console.print(
                    """
                    \(manifest.rowCount) rows of \(manifest.tables.count) tables, \
                    \(manifest.bytes) bytes in \(folder.path)
                    """)
        }
    }
}

/// `meshctl restore`.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Brings a backup back, all of it or nothing.",
        discussion: """
            Checks the dump's SHA-256, makes the roles with this mesh's passwords, restores, and \
            compares each table with the manifest. New events go on after the restored ones, also on \
            another server. Erasures of personal data made after the backup are to be repeated.
            """)

    @Argument(help: "The folder that `meshctl backup` wrote.")
    var backup: String
    @Option(help: "The database to restore into; POSTGRES_URL, else this machine's mesh.")
    var to: String?
    @Flag(help: "Replace what the database holds of the mesh.")
    var replace = false
    @Flag(help: "Print the manifest as one JSON object.")
    var json = false
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await reporting {
            let secrets = try MeshSecrets.load(
                from: mesh.layout.secretsFile, services: MeshLayout.services)
            let target: DatabaseConfiguration
            if let to {
                target = try DatabaseConfiguration(url: to)
            } else {
                target = try await LocalMesh(mesh.layout).database { Console.note($0) }
            }
            let schemas = ServiceDirectory.all.map {
                $0.schema(password: secrets.databasePasswords[$0.name.text])
            }
            let folder = URL(filePath: backup).absoluteURL
            let manifest = try await Restore(from: folder, to: target, schemas: schemas)
                .run(replacing: replace) { Console.note("  \($0)") }
            json
                ? try Console.printJSON(manifest)
                : Console.print(
                    "\(manifest.rowCount) rows of \(manifest.tables.count) tables are back")
            Console.note("run `meshctl migrate apply` when this meshctl is newer than the backup")
        }
    }
}

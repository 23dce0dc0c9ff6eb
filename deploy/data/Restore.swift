import Foundation
import Postgres

/// Brings a backup back: into an empty database, or in the place of what is there.
package struct Restore: Sendable {
    private let folder: URL
    private let target: DatabaseConfiguration
    /// The schemas with the passwords that their roles get; nil keeps a password.
    private let schemas: [ServiceSchema]

    package init(
        from folder: URL, to target: DatabaseConfiguration, schemas: [ServiceSchema]
    ) {
        self.folder = folder
        self.target = target.forLongWork
        self.schemas = schemas
    }

    /// Restores everything or nothing and returns what was restored.
    ///
    /// With `replacing`, what is there is set aside while the backup comes in and dropped when all of
    /// it has: a restore that fails changes nothing.
    package func run(
        replacing: Bool, tell: @escaping @Sendable (String) -> Void
    ) async throws -> BackupManifest {
        let manifest = try BackupManifest.read(from: folder)
        try await owned(target) { connection in
            try connection.fixTextForms()
            try check(manifest, connection, replacing: replacing)
            for schema in schemas { try connection.prepareRoles(of: schema) }
            let aside = try setAside(connection)
            do {
                tell("restoring \(manifest.rowCount) rows")
                try PostgresProgram(name: "pg_restore").run(
                    [
                        "--single-transaction", "--exit-on-error", "--no-comments",
                        folder.appending(path: BackupManifest.dumpName).path,
                    ], on: target)
                try compare(manifest, connection, tell)
                try EventTimeline.begin(in: manifest.schemas, connection)
            } catch {
                try bringBack(aside, over: manifest.schemas, connection)
                throw error
            }
            for schema in aside {
                try connection.run("DROP SCHEMA \(schema)\(Self.suffix) CASCADE")
            }
        }
        return manifest
    }

    private static let suffix = "_before_restore"

    private func check(
        _ manifest: BackupManifest, _ connection: OwnerConnection, replacing: Bool
    ) throws {
        let version = try connection.serverVersion()
        guard version / 10_000 >= manifest.serverVersion / 10_000 else {
            throw BackupFault(
                """
                the backup is of Postgres \(manifest.serverVersion / 10_000) and the target is \
                \(version / 10_000): restore to the same version or a newer one
                """)
        }
        let known = Set(schemas.map(\.name))
        let strange = manifest.schemas.filter { !known.contains($0) }
        guard strange.isEmpty else {
            throw BackupFault(
                "the backup has schemas of no service: \(strange.joined(separator: ", "))")
        }
        let names = schemas.map(\.name).joined(separator: ",")
        let users = try connection.rows(
            """
            SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = current_database()
            AND usename = ANY(string_to_array($1, ','))
            """, [names]
        ).compactMap { $0[0] }
        guard users.isEmpty else {
            throw BackupFault(
                "\(users.joined(separator: ", ")) are connected to the target: stop the services first"
            )
        }
        let left = try leftAside(connection)
        guard left.isEmpty else {
            throw BackupFault(
                """
                a restore was ended half-way: \(left.joined(separator: ", ")) hold what was there \
                before it; rename each without \(Self.suffix) in place of what came in, or drop it
                """)
        }
        guard !replacing else { return }
        let tables = try StoredTable.all(in: schemas.map(\.name), connection)
        guard tables.isEmpty else {
            throw BackupFault(
                """
                the target has \(tables.count) tables of the mesh already: name an empty database, \
                or say --replace to lose what is there
                """)
        }
    }

    /// What a restore that was killed has set aside and nobody has brought back.
    private func leftAside(_ connection: OwnerConnection) throws(DatabaseError) -> [String] {
        let names = schemas.map { $0.name + Self.suffix }.joined(separator: ",")
        return try connection.rows(
            "SELECT nspname FROM pg_namespace WHERE nspname = ANY(string_to_array($1, ','))",
            [names]
        ).compactMap { $0[0] }
    }

    /// Renames the mesh's schemas that are there and returns their names.
    private func setAside(_ connection: OwnerConnection) throws(DatabaseError) -> [String] {
        let there = try connection.rows(
            "SELECT nspname FROM pg_namespace WHERE nspname = ANY(string_to_array($1, ','))",
            [schemas.map(\.name).joined(separator: ",")]
        ).compactMap { $0[0] }
        let renames = there.map { "ALTER SCHEMA \($0) RENAME TO \($0)\(Self.suffix)" }
        try connection.run((["BEGIN"] + renames + ["COMMIT"]).joined(separator: "; "))
        return there
    }

    private func bringBack(
        _ aside: [String], over restored: [String], _ connection: OwnerConnection
    ) throws(DatabaseError) {
        let drops = restored.map { "DROP SCHEMA IF EXISTS \($0) CASCADE" }
        let renames = aside.map { "ALTER SCHEMA \($0)\(Self.suffix) RENAME TO \($0)" }
        try connection.run((["BEGIN"] + drops + renames + ["COMMIT"]).joined(separator: "; "))
    }

    /// Every table has the rows that the backup counted.
    private func compare(
        _ manifest: BackupManifest, _ connection: OwnerConnection, _ tell: (String) -> Void
    ) throws {
        let tables = try StoredTable.all(in: manifest.schemas, connection)
        for (place, wanted) in manifest.tables.enumerated() {
            guard
                let table = tables.first(where: {
                    $0.schema == wanted.schema && $0.name == wanted.table
                })
            else { throw BackupFault("\(wanted.schema).\(wanted.table) did not come back") }
            tell("checking \(table.path), \(place + 1) of \(tables.count)")
            let (rows, hash) = try table.fingerprint(connection)
            guard rows == wanted.rows, hash == wanted.hash else {
                throw BackupFault(
                    """
                    \(table.path) came back with \(rows) rows where the backup has \(wanted.rows), \
                    or with other ones; nothing was changed
                    """)
            }
        }
    }
}

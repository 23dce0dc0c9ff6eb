import Foundation
import Postgres

/// Writes the mesh's schemas and their rows into a folder: a dump and a manifest, of one moment.
package struct Backup: Sendable {
    private let owner: DatabaseConfiguration
    private let schemas: [String]

    /// `owner` sees every row of `schemas`.
    package init(of schemas: [String], _ owner: DatabaseConfiguration) {
        self.schemas = schemas
        self.owner = owner.forLongWork
    }

    /// Writes into `folder`, which must not exist: a backup is never written over another.
    package func write(
        to folder: URL, tell: @escaping @Sendable (String) -> Void
    ) async throws -> BackupManifest {
        guard !FileManager.default.fileExists(atPath: folder.path) else {
            throw BackupFault("\(folder.path) is there already: name a folder that is not")
        }
        // Only a whole backup has its final name.
        let half = folder.appendingPathExtension("half")
        try? FileManager.default.removeItem(at: half)
        try FileManager.default.createDirectory(
            at: half, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let manifest = try await owned(owner) { connection in
            try dump(to: half, connection, tell)
        }
        try FileManager.default.moveItem(at: half, to: folder)
        return manifest
    }

    /// The dump and the counts see the same snapshot, whatever is written meanwhile.
    private func dump(
        to folder: URL, _ connection: OwnerConnection, _ tell: (String) -> Void
    ) throws -> BackupManifest {
        try connection.fixTextForms()
        let known = try StoredTable.all(in: schemas, connection).map(\.path)
        try connection.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        // Before the snapshot: retention drops no partition between the dump and the counts.
        if !known.isEmpty {
            try connection.run("LOCK TABLE \(known.joined(separator: ", ")) IN ACCESS SHARE MODE")
        }
        let snapshot = try connection.rows("SELECT pg_export_snapshot()")[0][0] ?? ""
        let tables = try StoredTable.all(in: schemas, connection)
        let missing = schemas.filter { schema in !tables.contains { $0.schema == schema } }
        guard missing.isEmpty else {
            throw BackupFault(
                "the database lacks \(missing.joined(separator: ", ")): run meshctl migrate apply")
        }
        tell("dumping \(tables.count) tables of \(schemas.joined(separator: ", "))")
        let dump = folder.appending(path: BackupManifest.dumpName)
        try PostgresProgram(name: "pg_dump").run(
            [
                "--format=custom", "--enable-row-security", "--snapshot=\(snapshot)",
                "--file=\(dump.path)",
            ]
                + schemas.map { "--schema=\($0)" }, on: owner)
        var entries: [BackupManifest.Table] = []
        for (place, table) in tables.enumerated() {
            tell("counting \(table.path), \(place + 1) of \(tables.count)")
            let (rows, hash) = try table.fingerprint(connection)
            entries.append(.init(schema: table.schema, table: table.name, rows: rows, hash: hash))
        }
        let manifest = BackupManifest(
            format: BackupManifest.formatNow, createdAt: try connection.now(),
            serverVersion: try connection.serverVersion(), database: owner.database,
            schemas: schemas, tables: entries, migrations: try newestSteps(connection),
            bytes: (try dump.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0,
            sha256: try BackupManifest.digest(of: dump))
        try manifest.write(to: folder)
        return manifest
    }

    private func newestSteps(_ connection: OwnerConnection) throws -> [String: String] {
        var steps: [String: String] = [:]
        for schema in schemas {
            let row = try connection.rows(
                "SELECT version, name FROM \(schema).migrations ORDER BY version DESC LIMIT 1")
            steps[schema] = row.first.map { "\($0[0] ?? "") \($0[1] ?? "")" }
        }
        return steps
    }
}

extension OwnerConnection {
    func now() throws(DatabaseError) -> String {
        try rows("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")[0][0]
            ?? ""
    }

    func serverVersion() throws(DatabaseError) -> Int {
        Int(try rows("SHOW server_version_num")[0][0] ?? "") ?? 0
    }
}

extension DatabaseConfiguration {
    /// Dumps and erasures take as long as they take.
    var forLongWork: DatabaseConfiguration {
        var other = self
        other.statementTimeout = .zero
        other.idleInTransactionTimeout = .zero
        other.applicationName = "meshctl"
        return other
    }
}

/// Runs `body` on a connection of the owner's, on a thread of its own, and passes on any error.
func owned<Value: Sendable>(
    _ owner: DatabaseConfiguration,
    _ body: @escaping @Sendable (OwnerConnection) throws -> Value
) async throws -> Value {
    try await OwnerConnection.with(owner) { connection throws(DatabaseError) in
        Result { try body(connection) }
    }.get()
}

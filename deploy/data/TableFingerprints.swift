import Postgres

/// The rows and hashes of tables, for holding two databases or two moments against each other.
package enum TableFingerprints {
    /// Every table of `schemas`, of the rows that `condition` picks.
    package static func all(
        of schemas: [String], _ owner: DatabaseConfiguration, where condition: String = "true"
    ) async throws -> [BackupManifest.Table] {
        try await owned(owner) { connection in
            try connection.fixTextForms()
            return try StoredTable.all(in: schemas, connection).map { table in
                let (rows, hash) = try table.fingerprint(connection, where: condition)
                return .init(schema: table.schema, table: table.name, rows: rows, hash: hash)
            }
        }
    }
}

import Crypto
import Foundation
import Postgres
import Wire

/// Writes a tenant's or a person's rows into a folder: JSON lines for each table, and a manifest.
package struct TenantExport: Sendable {
    /// Rows held in memory at a time.
    private static let fetchLimit = 500

    /// What was written.
    package struct Manifest: Codable, Sendable {
        package struct File: Codable, Sendable {
            package let file: String
            package let schema: String
            package let table: String
            package let rows: Int
            package let sha256: String
            /// Columns that hold secrets, not knowledge about anybody.
            package let withheld: [String]
        }

        package let tenant: String
        package let person: String?
        package let exportedAt: String
        package let files: [File]

        enum CodingKeys: String, CodingKey {
            case tenant, person, files
            case exportedAt = "exported_at"
        }

        package var rowCount: Int { files.reduce(0) { $0 + $1.rows } }
    }

    private let data: PersonalData
    private let owner: DatabaseConfiguration

    package init(_ data: PersonalData, _ owner: DatabaseConfiguration) {
        self.data = data
        self.owner = owner.forLongWork
    }

    /// Writes into `folder`, which must not exist.
    package func write(
        _ request: PersonRequest, to folder: URL, tell: @escaping @Sendable (String) -> Void
    ) async throws -> Manifest {
        guard !FileManager.default.fileExists(atPath: folder.path) else {
            throw TenantFault("\(folder.path) is there already: name a folder that is not")
        }
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return try await owned(owner) { connection in
            try connection.fixTextForms()
            let tables = try data.tables(connection)
            let subject = try request.person.map { _ in
                try data.subject(request, in: tables, connection)
            }
            var files: [Manifest.File] = []
            for (place, table) in tables.enumerated() {
                tell("\(table.table.path), \(place + 1) of \(tables.count)")
                let rows = PersonalRows(
                    table: table, subject: subject, tenant: request.tenant, connection: connection)
                if let file = try write(rows, to: folder) { files.append(file) }
            }
            let manifest = Manifest(
                tenant: request.tenant, person: request.person, exportedAt: try connection.now(),
                files: files)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            try encoder.encode(manifest).write(to: folder.appending(path: "manifest.json"))
            return manifest
        }
    }

    /// One file; nil when the table has no row of the request's.
    private func write(_ rows: PersonalRows, to folder: URL) throws -> Manifest.File? {
        let (table, declaration) = (rows.table.table, rows.table.declaration)
        let name = "\(table.path).jsonl"
        var output = LineFile(folder.appending(path: name))
        let byteColumns = try rows.byteColumns()
        let hidden = declaration.withheld + byteColumns
        let shown =
            "to_jsonb(t) - \(rows.connection.literal(arrayLiteral(hidden)))::text[]"
            + byteColumns.map { ", encode(\($0), 'hex')" }.joined()
        try rows.each(shown, limit: Self.fetchLimit) { row in
            try output.add(Self.line(row, byteColumns))
        }
        guard output.count > 0 else { return nil }
        return Manifest.File(
            file: name, schema: table.schema, table: table.name, rows: output.count,
            sha256: try output.finish(), withheld: declaration.withheld)
    }

    /// The row's JSON with its messages of the wire in diagnostic notation, for a person to read.
    private static func line(_ row: [String?], _ byteColumns: [String]) throws -> String {
        var json = String((row[0] ?? "{}").dropLast())
        for (column, value) in zip(byteColumns, row.dropFirst()) {
            guard let value else { continue }
            let decoded = try? CBORValue(decoding: bytes(ofHex: value), rules: .lenient)
            let text = String(
                decoding: try JSONEncoder().encode(decoded?.description ?? value), as: UTF8.self)
            json += "\(json == "{" ? "" : ", ")\"\(column)\": \(text)"
        }
        return json + "}"
    }
}

/// Lines on their way into a file, hashed as they go.
private struct LineFile {
    private let url: URL
    private var handle: FileHandle?
    private var hash = SHA256()
    private(set) var count = 0

    init(_ url: URL) { self.url = url }

    mutating func add(_ line: String) throws {
        if handle == nil {
            guard
                FileManager.default.createFile(
                    atPath: url.path, contents: nil, attributes: [.posixPermissions: 0o600])
            else { throw TenantFault("cannot write \(url.path)") }
            handle = try FileHandle(forWritingTo: url)
        }
        let data = Data((line + "\n").utf8)
        try handle?.write(contentsOf: data)
        hash.update(data: data)
        count += 1
    }

    mutating func finish() throws -> String {
        try handle?.close()
        return hash.finalize().map { String(format: "%02x", $0) }.joined()
    }
}

extension PersonalRows {
    fileprivate func byteColumns() throws(DatabaseError) -> [String] {
        try connection.rows(
            """
            SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0
            AND NOT attisdropped AND atttypid = 'bytea'::regtype ORDER BY attnum
            """, [table.table.path]
        ).compactMap { $0[0] }
    }

    /// Passes every row to `body`, as `columns` of it, a few at a time.
    fileprivate func each(
        _ columns: String, limit: Int, _ body: ([String?]) throws -> Void
    ) throws {
        if let (sql, values) = condition { try each(columns, sql, values, limit, body) }
        let places = try places(limit: .max)
        guard !places.isEmpty else { return }
        try each(
            columns, "(tableoid, ctid) IN (SELECT * FROM unnest($1::oid[], $2::tid[]))",
            [arrayLiteral(places.map(\.table)), arrayLiteral(places.map(\.row))], limit, body)
    }

    private func each(
        _ columns: String, _ condition: String, _ values: [String], _ limit: Int,
        _ body: ([String?]) throws -> Void
    ) throws {
        let path = table.table.path
        try connection.run("BEGIN; SET LOCAL ROLE \(table.table.owner)")
        do {
            try connection.rows("SELECT set_config('app.tenant', $1, true)", [tenant])
            try connection.rows(
                "DECLARE exported NO SCROLL CURSOR FOR SELECT \(columns) FROM \(path) t"
                    + " WHERE \(condition)", values)
            while true {
                let rows = try connection.rows("FETCH \(limit) FROM exported")
                for row in rows { try body(row) }
                if rows.count < limit { break }
            }
            try connection.run("COMMIT")
        } catch {
            try? connection.run("ROLLBACK")
            throw error
        }
    }
}

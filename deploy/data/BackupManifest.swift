import Crypto
import Foundation

/// What a backup holds, so that a restore can tell whether everything came back.
package struct BackupManifest: Codable, Sendable {
    static let formatNow = 1
    static let fileName = "manifest.json"
    static let dumpName = "mesh.dump"

    package struct Table: Codable, Hashable, Sendable {
        package let schema: String
        package let table: String
        package let rows: Int
        /// The sum of each row's hash: the same whatever the order.
        package let hash: String
    }

    package let format: Int
    package let createdAt: String
    /// Such as 150014 for 15.14.
    package let serverVersion: Int
    package let database: String
    package let schemas: [String]
    package let tables: [Table]
    /// The newest step of each schema.
    package let migrations: [String: String]
    package let bytes: Int
    /// Of the dump, in hex.
    package let sha256: String

    enum CodingKeys: String, CodingKey {
        case format, database, schemas, tables, migrations, bytes, sha256
        case createdAt = "created_at"
        case serverVersion = "server_version"
    }

    package var rowCount: Int { tables.reduce(0) { $0 + $1.rows } }

    func write(to folder: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: folder.appending(path: Self.fileName))
    }

    /// The manifest of a backup whose dump is as it was written.
    package static func read(from folder: URL) throws -> BackupManifest {
        let file = folder.appending(path: fileName)
        guard let data = try? Data(contentsOf: file),
            let manifest = try? JSONDecoder().decode(BackupManifest.self, from: data)
        else { throw BackupFault("\(folder.path) is not a backup: it has no \(fileName)") }
        guard manifest.format == formatNow else {
            throw BackupFault(
                """
                \(folder.path) has format \(manifest.format) and this meshctl reads \(formatNow): \
                use the meshctl that wrote it
                """)
        }
        let dump = folder.appending(path: dumpName)
        guard try digest(of: dump) == manifest.sha256 else {
            throw BackupFault("\(dump.path) is not what was written: its SHA-256 is another")
        }
        return manifest
    }

    /// The SHA-256 of a file, read in pieces of a mebibyte.
    static func digest(of file: URL) throws -> String {
        guard let handle = try? FileHandle(forReadingFrom: file) else {
            throw BackupFault("\(file.path) cannot be read")
        }
        defer { try? handle.close() }
        var hash = SHA256()
        while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
            hash.update(data: piece)
        }
        return hash.finalize().map { String(format: "%02x", $0) }.joined()
    }
}

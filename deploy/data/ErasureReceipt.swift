import Crypto
import Foundation

/// What an erasure took, for those who must prove it.
///
/// It names neither the person nor a hash of their id, which could be guessed: the request's
/// reference leads to them in the book where requests are kept.
package struct ErasureReceipt: Codable, Sendable {
    package struct Entry: Codable, Hashable, Sendable {
        package let schema: String
        package let table: String
        package var deleted: Int
        /// Rows that stay, in which an id was replaced.
        package var rewritten: Int
    }

    /// What an erasure does not reach.
    package static let notReached = [
        "backups made before it, and the server's write-ahead log archives: restore one and the "
            + "erasure is to be repeated",
        "free space of the database's files until VACUUM and new rows have gone over it",
        "what running services and gateways have in memory: ten seconds at most in caches, until "
            + "they are restarted on live pages",
        "sentences that a tracker was taught, which name nobody: look through them",
        "captured frames, logs and traces, wherever they were sent",
        "what others wrote about the person in conversations of their own",
    ]

    package let format: Int
    package let tenant: String
    /// `tenant` or `person`.
    package let scope: String
    /// The reference of the request, such as the number of a ticket.
    package let request: String
    package let askedBy: String
    package let startedAt: String
    package internal(set) var finishedAt: String?
    /// False while the erasure runs, and for ever when it was interrupted.
    package internal(set) var isComplete: Bool
    package internal(set) var entries: [Entry]
    package let notReached: [String]
    /// Of everything above as JSON with sorted keys: a receipt that was damaged shows it.
    package internal(set) var sha256: String

    enum CodingKeys: String, CodingKey {
        case format, tenant, scope, request, entries, sha256
        case askedBy = "asked_by", startedAt = "started_at", finishedAt = "finished_at"
        case isComplete = "is_complete", notReached = "not_reached"
    }

    init(_ request: PersonRequest, reference: String, askedBy: String, at now: String) {
        format = 1
        tenant = request.tenant
        scope = request.person == nil ? "tenant" : "person"
        self.request = reference
        self.askedBy = askedBy
        startedAt = now
        isComplete = false
        entries = []
        notReached = Self.notReached
        sha256 = ""
    }

    package var deleted: Int { entries.reduce(0) { $0 + $1.deleted } }
    package var rewritten: Int { entries.reduce(0) { $0 + $1.rewritten } }

    mutating func add(_ table: StoredTable, deleted: Int, rewritten: Int) {
        guard deleted + rewritten > 0 else { return }
        let known = entries.firstIndex { $0.schema == table.schema && $0.table == table.name }
        if let known {
            entries[known].deleted += deleted
            entries[known].rewritten += rewritten
        } else {
            entries.append(
                Entry(
                    schema: table.schema, table: table.name, deleted: deleted,
                    rewritten: rewritten))
        }
    }

    /// Writes it over its last state, sealed.
    mutating func write(to file: URL) throws {
        sha256 = try seal()
        try encoded().write(to: file, options: .atomic)
    }

    /// Whether nobody has changed it since it was written.
    package var isIntact: Bool { (try? seal()) == sha256 }

    package static func read(from file: URL) throws -> ErasureReceipt {
        try JSONDecoder().decode(ErasureReceipt.self, from: Data(contentsOf: file))
    }

    private func seal() throws -> String {
        var bare = self
        bare.sha256 = ""
        return SHA256.hash(data: try bare.encoded()).map { String(format: "%02x", $0) }.joined()
    }

    private func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}

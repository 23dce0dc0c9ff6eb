/// One forward step of a schema, a file `m0001_name.sql` embedded in the program.
///
/// It must suit the old and the new code at once, so that a rolling deployment needs no pause.
/// Comments in the file say how it is run:
///
///     -- migrate: outside a transaction    for CREATE INDEX CONCURRENTLY
///     -- migrate: in batches               each statement again until it changes no row
///     -- migrate: contract                 only once the code before it runs no more
///     -- migrate: allow RULE: REASON       above a statement that `SchemaReview` refuses
package struct Migration: Hashable, Sendable {
    package let version: Int
    package let name: String
    package let sql: String

    package init(version: Int, name: String, sql: String) {
        self.version = version
        self.name = name
        self.sql = sql
    }

    /// How the step's statements are run.
    package enum Mode: String, Sendable {
        /// All together or not at all.
        case transaction
        /// One by one; every one of them must be harmless to repeat.
        case outsideTransaction = "outside a transaction"
        /// Each in transactions of its own, again and again until it changes nothing.
        case batches = "in batches"
    }

    package var mode: Mode { notes.compactMap(Mode.init).first ?? .transaction }

    /// Takes something away that the code before it still uses.
    package var isContract: Bool { notes.contains(Self.contractNote) }

    package var statements: [SQLStatement] { SQLStatement.all(in: sql) }

    private static let contractNote = "contract"
    private var notes: [String] { MigrationNote.all(in: sql) }

    /// Notes that are none of ours: a misspelt one must not be run as if it were not there.
    var unknownNotes: [String] {
        notes.filter { note in
            note != Self.contractNote && Mode(rawValue: note) == nil
                && MigrationNote.allowance(in: "-- migrate: \(note)") == nil
        }
    }

    /// A file of `Schema/`, by its name with or without `.sql`.
    ///
    /// A name of another form is our bug and stops the program.
    package static func embedded(name file: String, bytes: [UInt8]) -> Migration {
        let stem = file.hasSuffix(".sql") ? String(file.dropLast(4)) : file
        let parts = stem.split(separator: "_", maxSplits: 1)
        guard parts.count == 2, parts[0].first == "m", parts[0].count == 5,
            let version = Int(parts[0].dropFirst())
        else { preconditionFailure("a migration is called m0001_name.sql, not \(file)") }
        return Migration(
            version: version, name: String(parts[1]), sql: String(decoding: bytes, as: UTF8.self))
    }

    /// Such as `m0001_start`.
    package var title: String {
        let number = String(version)
        return "m\(String(repeating: "0", count: max(0, 4 - number.count)))\(number)_\(name)"
    }

    /// Step 0 of every schema: events, positions and the isolation of tenants.
    static func foundation(of schema: String) -> Migration {
        let text = String(decoding: PackageResources.m0000_foundation_sql, as: UTF8.self)
        return Migration(
            version: 0, name: "foundation", sql: text.replacing("{schema}", with: schema))
    }
}

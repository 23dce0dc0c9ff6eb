/// One forward step of a schema, a file `m0001_name.sql` embedded in the program.
///
/// It must suit the old and the new code at once, so that a rolling deployment needs no pause, and
/// it must not end the transaction that it is run in.
package struct Migration: Hashable, Sendable {
    package let version: Int
    package let name: String
    package let sql: String

    package init(version: Int, name: String, sql: String) {
        self.version = version
        self.name = name
        self.sql = sql
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

/// The schema of one service: its name is also the name of the role that logs in to it.
package struct ServiceSchema: Sendable {
    package let name: String
    /// Nil leaves the role's password as it is.
    package let password: String?
    /// Versions 1, 2, 3, … without a gap.
    package let migrations: [Migration]

    package init(name: String, password: String?, migrations: [Migration]) {
        self.name = name
        self.password = password
        self.migrations = migrations
    }

    /// The role that owns the schema and everything in it; nobody logs in as it.
    var owner: String { "\(name)_owner" }

    /// Foundation first; throws when the name or the numbering is wrong.
    func steps() throws(DatabaseError) -> [Migration] {
        guard
            name.utf8.allSatisfy({
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_")
            }),
            (1...50).contains(name.utf8.count)
        else {
            throw DatabaseError(.migration, "a schema's name is of the letters a-z and _: \(name)")
        }
        let steps = [Migration.foundation(of: name)] + migrations.sorted { $0.version < $1.version }
        for (place, step) in steps.enumerated() where step.version != place {
            throw DatabaseError(
                .migration, "\(name): version \(place) is missing before \(step.title)")
        }
        return steps
    }
}

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
    package var owner: String { "\(name)_owner" }

    /// Foundation first; throws when the name, the numbering or a note is wrong.
    package func steps() throws(DatabaseError) -> [Migration] {
        guard
            name.utf8.allSatisfy({
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_")
            }),
            (1...50).contains(name.utf8.count)
        else {
            throw DatabaseError(.migration, "a schema's name is of the letters a-z and _: \(name)")
        }
        let steps = [Migration.foundation(of: name)] + migrations.sorted { $0.version < $1.version }
        for (place, step) in steps.enumerated() {
            guard step.version == place else {
                throw DatabaseError(
                    .migration, "\(name): version \(place) is missing before \(step.title)")
            }
            if let note = step.unknownNotes.first {
                throw DatabaseError(
                    .migration,
                    "\(name): \(step.title) says `migrate: \(note)`, which means nothing")
            }
        }
        return steps
    }
}

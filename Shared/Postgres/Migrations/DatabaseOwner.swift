/// Makes and drops databases, for tools and tests; services never do.
package struct DatabaseOwner: Sendable {
    private let configuration: DatabaseConfiguration

    /// `configuration` names a role that may create databases.
    package init(_ configuration: DatabaseConfiguration) { self.configuration = configuration }

    /// Makes an empty database; nothing happens when there is one of that name.
    package func create(_ name: String) async throws(DatabaseError) {
        try await OwnerConnection.with(configuration) { connection throws(DatabaseError) in
            let known = try connection.rows("SELECT 1 FROM pg_database WHERE datname = $1", [name])
            if known.isEmpty {
                try connection.run("CREATE DATABASE \(connection.identifier(name))")
            }
        }
    }

    /// Drops a database and everything in it, with whoever is connected to it.
    package func drop(_ name: String) async throws(DatabaseError) {
        try await OwnerConnection.with(configuration) { connection throws(DatabaseError) in
            try connection.run(
                "DROP DATABASE IF EXISTS \(connection.identifier(name)) WITH (FORCE)")
        }
    }

    /// Runs a script as the owner.
    package func run(_ script: String) async throws(DatabaseError) {
        try await OwnerConnection.with(configuration) { connection throws(DatabaseError) in
            try connection.run(script)
        }
    }
}

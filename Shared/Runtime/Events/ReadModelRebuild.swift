import Identifiers
import MeshContract
import Postgres

/// Empties what a service made of others' events, and sends its consumers back, as the owner of the
/// database; the running service then replays by itself.
///
/// One transaction: a batch that the service is applying is either before it and forgotten, or finds
/// its position moved and is rolled back. What the service published meanwhile is not told again.
package struct ReadModelRebuild: Sendable {
    private let database: Database
    private let schema: String
    private let tables: [String]

    /// `database` is connected as the owner: services can neither delete nor truncate.
    package init<S: MeshService>(of service: S.Type, database: Database) {
        self.database = database
        schema = S.name.text
        tables = S.readModel.map { "\(S.name).\($0)" }
    }

    /// The upstreams of the service, as its positions name them, and where each consumer is.
    package func positions() async throws(DatabaseError) -> [(String, EventPosition)] {
        try await database.scoped(to: .allTenants).query(
            """
            SELECT upstream, transaction_id, position \
            FROM \(unescaped: schema).event_positions ORDER BY upstream
            """, as: (String, UInt64, Int64).self
        ).map { ($0.0, EventPosition(transactionID: $0.1, position: $0.2)) }
    }

    /// Whether every consumer has come as far as it was.
    package func hasReached(
        _ places: [(String, EventPosition)]
    ) async throws(DatabaseError) -> Bool {
        let now = Dictionary(uniqueKeysWithValues: try await positions())
        return places.allSatisfy { now[$0.0] ?? .start >= $0.1 }
    }

    /// Starts over after the given place of each upstream; forgets the events set aside after it.
    package func run(from starts: [(upstream: String, after: EventPosition)]) async throws {
        try await database.withTransaction(.allTenants) { transaction in
            // The service's own order: first its tables, then its position.
            if !tables.isEmpty {
                try await transaction.execute(
                    "TRUNCATE \(unescaped: tables.joined(separator: ", "))")
            }
            transaction.announceChange(ofEverythingIn: ServiceName(schema))
            for (upstream, place) in starts {
                try await transaction.execute(
                    """
                    UPDATE \(unescaped: schema).event_positions \
                    SET transaction_id = \(place.transactionID), position = \(place.position) \
                    WHERE upstream = \(upstream)
                    """)
                try await transaction.execute(
                    """
                    DELETE FROM \(unescaped: schema).event_failures \
                    WHERE upstream = \(upstream) AND (transaction_id, position) > \
                    (\(place.transactionID), \(place.position))
                    """)
            }
        }
    }
}

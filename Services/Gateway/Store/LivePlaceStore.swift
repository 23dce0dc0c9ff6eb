import GatewayDomain
import Identifiers
import Postgres

/// Where the live log starts in an upstream's events.
struct LivePlaceStore: Sendable {
    let database: Database
    let upstream: String

    func place() async throws(DatabaseError) -> LiveCursor? {
        let row = try await database.scoped(to: .allTenants).first(
            "SELECT transaction_id, position FROM gateway.live_places WHERE upstream = \(upstream)",
            as: (Int64, Int64).self)
        return row.map { LiveCursor(transaction: UInt64(bitPattern: $0.0), position: $0.1) }
    }

    /// Moves the place on; an earlier one than is there is left, since another replica is ahead.
    func save(_ cursor: LiveCursor, at now: Instant) async throws(DatabaseError) {
        try await database.scoped(to: .allTenants).execute(
            """
            INSERT INTO gateway.live_places AS known (upstream, transaction_id, position, saved_at)
            VALUES (\(upstream), \(Int64(bitPattern: cursor.transaction)), \(cursor.position), \(now))
            ON CONFLICT (upstream) DO UPDATE SET transaction_id = excluded.transaction_id,
                position = excluded.position, saved_at = excluded.saved_at
            WHERE (known.transaction_id, known.position)
                < (excluded.transaction_id, excluded.position)
            """)
    }
}

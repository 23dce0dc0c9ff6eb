import Postgres

/// Keeps the order of events across a restore.
///
/// Events are ordered by the server's transaction ids, and another server counts its own: after a
/// restore they would start below those of the restored events, and no reader would find the new
/// ones behind its position (decision 0174).
enum EventTimeline {
    /// Ids of 32 bits for each life of a log: no server gives out as many between a backup and the
    /// loss that made it needed, so positions from the time in between are passed as well.
    private static let span: UInt64 = 1 << 32

    /// Lets every log of `schemas` go on above whatever any reader may have seen.
    static func begin(in schemas: [String], _ connection: OwnerConnection) throws(DatabaseError) {
        for schema in schemas {
            let newest =
                UInt64(
                    try connection.rows(
                        "SELECT coalesce(max(transaction_id::text::numeric), 0) FROM \(schema).events"
                    )[0][0] ?? "") ?? 0
            let known =
                UInt64(
                    try connection.rows("SELECT \(schema).event_timeline()")[0][0] ?? "") ?? 0
            let shift = (max(newest, known) / span + 1) * span
            try connection.run(
                """
                BEGIN; SET LOCAL ROLE \(schema)_owner;
                CREATE OR REPLACE FUNCTION \(schema).event_timeline() RETURNS bigint
                    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT \(shift)::bigint';
                COMMIT
                """)
        }
    }
}

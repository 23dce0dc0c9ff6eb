import MeshContract
import Postgres

/// Keeps how far a consumer has come, in the transaction that applies the events.
struct PositionStore: Sendable {
    let schema: String

    init(of service: ServiceName) { schema = service.text }

    /// Where the consumer of `upstream` is; the first question makes the row.
    func position(
        upstream: ServiceName, in session: some SQLSession
    ) async throws(DatabaseError) -> EventPosition {
        if let position = try await stored(upstream, in: session) { return position }
        try await session.execute(
            """
            INSERT INTO \(unescaped: schema).event_positions (upstream, transaction_id, position) \
            VALUES (\(upstream.text), \(EventPosition.start.transactionID), \
            \(EventPosition.start.position)) ON CONFLICT DO NOTHING
            """)
        return try await stored(upstream, in: session) ?? .start
    }

    private func stored(
        _ upstream: ServiceName, in session: some SQLSession
    ) async throws(DatabaseError) -> EventPosition? {
        try await session.first(
            """
            SELECT transaction_id, position FROM \(unescaped: schema).event_positions \
            WHERE upstream = \(upstream.text)
            """,
            as: (UInt64, Int64).self
        ).map { EventPosition(transactionID: $0.0, position: $0.1) }
    }

    /// Moves on from `old`; throws `PositionMoved` when the consumer is not there any more, so that
    /// what two replicas apply at the same time takes effect once.
    func advance(
        from old: EventPosition, to new: EventPosition, upstream: ServiceName,
        in session: some SQLSession
    ) async throws {
        let count = try await session.execute(
            """
            UPDATE \(unescaped: schema).event_positions \
            SET transaction_id = \(new.transactionID), position = \(new.position) \
            WHERE upstream = \(upstream.text) \
            AND transaction_id = \(old.transactionID) AND position = \(old.position)
            """)
        guard count == 1 else { throw PositionMoved(upstream: upstream) }
    }
}

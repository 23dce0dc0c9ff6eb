import GamificationDomain
import Identifiers
import Postgres
import Runtime
import Synchronization

/// The boards of all time, one for a tenant, kept in memory and as fresh as the database.
///
/// Before a board answers it reads what changed since it last did: a few rows, in every replica.
final class BoardMemory: Sendable {
    /// A board of a million agents takes some 110 MB; those of most tenants a few kilobytes.
    static let boardCountMax = 128

    private struct Kept {
        var board: RankedBoard
        var mark: ScoreStore.Mark
        var lastAsked: ContinuousClock.Instant
    }

    private let scores: ScoreStore
    private let turns = Turns<TenantID>()
    private let boards = Mutex<[TenantID: Kept]>([:])

    init(_ scores: ScoreStore) { self.scores = scores }

    /// Asks a tenant's board, which knows all that was committed before.
    func ask<Answer: Sendable>(
        _ tenant: TenantID, in session: some SQLSession,
        _ question: @Sendable (RankedBoard) -> Answer
    ) async throws -> Answer {
        try await turns.inTurn(at: tenant) {
            try await refresh(tenant, in: session)
            return boards.withLock { boards in
                boards[tenant]?.lastAsked = .now
                return question(boards[tenant]?.board ?? RankedBoard())
            }
        }
    }

    /// One round trip for a board that is known, however little or much changed.
    private func refresh(_ tenant: TenantID, in session: some SQLSession) async throws {
        if let known = boards.withLock({ $0[tenant]?.mark }) {
            let news = try await scores.news(tenant, since: known.transaction, in: session)
            if let mark = news.mark, mark.file == known.file {
                boards.withLock { boards in
                    for standing in news.standings { boards[tenant]?.board.update(standing) }
                    boards[tenant]?.mark = mark
                }
                return
            }
        }
        let mark = try await scores.mark(in: session)
        let board = RankedBoard(try await scores.standings(tenant, in: session))
        keep(Kept(board: board, mark: mark, lastAsked: .now), of: tenant)
    }

    private func keep(_ kept: Kept, of tenant: TenantID) {
        boards.withLock { boards in
            boards[tenant] = kept
            guard boards.count > Self.boardCountMax else { return }
            let oldest = boards.min { $0.value.lastAsked < $1.value.lastAsked }
            if let oldest { boards[oldest.key] = nil }
        }
    }
}

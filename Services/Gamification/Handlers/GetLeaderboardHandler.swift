import GamificationContract
import GamificationDomain
import Identifiers
import Postgres
import RPC
import Runtime
import Wire

/// Serves `Gamification.getLeaderboard`; everybody in a tenant sees all of it, but for those who do
/// not want to be seen.
struct GetLeaderboardHandler: Sendable {
    let ledger: LedgerStore
    let boards: BoardMemory
    let players: PlayerStore
    let gate: PlayGate

    func handle(_ request: GetLeaderboard, _ call: Call) async throws -> Leaderboard {
        let access = try Access(call, to: request.tenantID)
        try check(request.limit, in: 1...1_000, "limit")
        try check(request.neighbours, in: 0...50, "neighbours")
        let session = ledger.database.scoped(to: .tenant(request.tenantID))
        try await gate.require(access, request.tenantID, in: session)
        let known = try await players.players(request.tenantID, in: session)
        let view = BoardView(request: request, asker: access.onlyAgent, players: known)
        let isOfAll =
            try request.window(at: call.now).start == nil && request.until == nil
            && request.teamID == nil && request.category == nil && !view.hidesSomebody
        if isOfAll {
            return try await boards.ask(request.tenantID, in: session) { view.answer(from: $0) }
        }
        let standings = try await standings(for: request, at: call.now, in: session)
        return view.answer(from: RankedBoard(standings.filter { view.includes($0.agentID) }))
    }

    private func standings(
        for request: GetLeaderboard, at now: Instant, in session: some SQLSession
    ) async throws -> [Standing] {
        let window = try request.window(at: now)
        let category = try request.category.map { try known($0, "category") }
        let current = try await ledger.standings(
            request.tenantID, in: window, category: category, session)
        guard try request.knownMeasure == .improvement else { return current }
        let before = window.previous(Improvement.windowCount)
        guard let first = before.last, window.start != nil else {
            throw RPCError.invalid(
                "measure", "improvement needs a period with a beginning and an end")
        }
        let usual = try await ledger.standings(
            request.tenantID, in: LeaderboardWindow(start: first.start, end: window.start),
            category: category, session)
        return Improvement.standings(
            current,
            usual: Dictionary(uniqueKeysWithValues: usual.map { ($0.agentID, $0.points) }))
    }
}

extension GetLeaderboard {
    fileprivate var knownMeasure: LeaderboardMeasure {
        get throws { try measure.map { try known($0, "measure") } ?? .volume }
    }

    fileprivate func window(at now: Instant) throws -> LeaderboardWindow {
        if let since, let until, since >= until {
            throw RPCError.invalid("until", "must be after since")
        }
        if since != nil || until != nil { return LeaderboardWindow(start: since, end: until) }
        let asked = try period.map { try known($0, "period") } ?? .allTime
        guard let window = LeaderboardWindow(asked, at: now) else {
            throw RPCError.invalid("since", "must be given for a custom period")
        }
        return window
    }
}

/// What one person sees of a board.
struct BoardView: Sendable {
    let request: GetLeaderboard
    /// Nil for somebody who sees everybody.
    let asker: AgentID?
    let players: [AgentID: PlayerStore.Row]

    var hidesSomebody: Bool { players.values.contains { $0.visibility == .hidden } }

    func includes(_ agent: AgentID) -> Bool {
        let player = players[agent]
        if let team = request.teamID, player?.teamID != team { return false }
        return player?.visibility != .hidden
    }

    func answer(from board: RankedBoard) -> Leaderboard {
        Leaderboard(
            entries: board.places(0..<request.limit).map(entry), agents: board.count,
            own: request.agentID.flatMap { own($0, on: board) })
    }

    private func own(_ agent: AgentID, on board: RankedBoard) -> OwnPlace? {
        guard let place = board.place(of: agent), let rank = board.rank(of: agent),
            let percentile = board.percentile(of: agent)
        else { return nil }
        let first = max(0, place - request.neighbours)
        return OwnPlace(
            rank: rank, percentile: percentile,
            around: board.places(first..<place + request.neighbours + 1).map(entry))
    }

    /// Who is anonymous is so to everybody but themselves and to the managers.
    private func entry(_ place: Standings.Place) -> LeaderboardEntry {
        let agent = place.standing.agentID
        let isNamed =
            asker == nil || asker == agent || players[agent]?.visibility != .anonymous
        return LeaderboardEntry(
            rank: place.rank, agentID: isNamed ? agent : "", points: place.standing.points,
            reachedAt: place.standing.reachedAt)
    }
}

import GamificationContract
import GamificationDomain
import Identifiers
import Postgres
import RPC
import Runtime
import Wire

/// Serves the methods of challenges.
struct ChallengeHandlers: Sendable {
    static let lengthMax = Duration.seconds(92 * 86_400)
    /// What a history is read off: twenty agents who do fifty things a day for fifty days. Of more, who
    /// took the lead after that is not told.
    static let deedCountMax = 50_000

    let database: Database
    let challenges: ChallengeStore
    let players: PlayerStore
    let ledger: LedgerStore
    let postings: PostingStore
    let awards: Awards

    func create(_ request: CreateChallenge, _ call: Call) async throws -> ChallengeState {
        try Access(call, to: request.tenantID).requireManager("new challenges")
        let row = try request.checked(at: call.now)
        return try await database.withTransaction(.tenant(request.tenantID)) { transaction in
            try await challenges.add(row, request.tenantID, at: call.now, in: transaction)
            return try await state(
                of: request.challengeID, request.tenantID, at: call.now, in: transaction)
        }
    }

    func join(_ request: JoinChallenge, _ call: Call) async throws -> ChallengeState {
        let (tenant, id) = (request.tenantID, request.challengeID)
        let access = try Access(call, to: tenant)
        try access.require(request.agentID)
        return try await database.withTransaction(.tenant(tenant)) { transaction in
            try await awards.gate.require(access, tenant, in: transaction)
            // One after the other, so that nobody stakes the same points twice.
            try await awards.takeTurn(in: transaction)
            let row = try await row(of: id, tenant, in: transaction)
            let members = try await challenges.members(of: id, tenant, in: transaction)
            if !members.contains(where: { $0.member.agentID == request.agentID }) {
                try await add(
                    request.agentID, to: row, members: members.count, tenant, at: call.now,
                    in: transaction)
            }
            return try await state(of: id, tenant, at: call.now, in: transaction)
        }
    }

    func list(_ request: ListChallenges, _ call: Call) async throws -> ChallengeList {
        let access = try Access(call, to: request.tenantID)
        try check(request.limit, in: 1...200, "limit")
        let session = database.scoped(to: .tenant(request.tenantID))
        try await awards.gate.require(access, request.tenantID, in: session)
        var states: [ChallengeState] = []
        for row in try await challenges.challenges(
            request.tenantID, limit: request.limit, in: session)
        {
            states.append(
                try await state(of: row, request.tenantID, at: call.now, in: session))
        }
        return ChallengeList(challenges: states)
    }

    func feed(_ request: GetChallengeFeed, _ call: Call) async throws -> ChallengeFeed {
        let (tenant, id) = (request.tenantID, request.challengeID)
        let access = try Access(call, to: tenant)
        try check(request.limit, in: 1...1_000, "limit")
        let session = database.scoped(to: .tenant(tenant))
        try await awards.gate.require(access, tenant, in: session)
        let row = try await row(of: id, tenant, in: session)
        let members = try await challenges.members(of: id, tenant, in: session)
        let agents = members.map(\.member.agentID)
        let deeds = try await challenges.deeds(
            for: row.challenge, of: agents, tenant, limit: Self.deedCountMax, in: session)
        let counts = try await challenges.counts(
            for: row.challenge, of: agents, tenant, in: session)
        let settledAt = try await challenges.settledAt(id, tenant, in: session)
        let history = ChallengeHistory(
            row.challenge, members: members.map(\.member), deeds: deeds,
            result: settledAt.map { (Settlement(row, members), $0) }, now: call.now)
        return ChallengeFeed(
            challenge: ChallengeState(row, members, counts, at: call.now),
            entries: history.entries.suffix(request.limit).map { ChallengeFeedEntry($0) })
    }

    private func add(
        _ agent: AgentID, to row: ChallengeStore.Row, members: Int, _ tenant: TenantID,
        at now: Instant, in transaction: Transaction
    ) async throws {
        let today = LocalCalendar.day(of: now, in: "UTC")
        let player = try await players.players(tenant, in: transaction)[agent]
        let member = Challenge.Member(
            agentID: agent, teamID: player?.teamID,
            tenure: TenureBand(hiredOn: player?.hiredOn, on: today), joinedAt: now)
        let balance = try await ledger.balance(of: agent, tenant, in: transaction)
        do throws(Challenge.Refusal) {
            try row.challenge.checkJoining(member, members: members, balance: balance)
        } catch {
            throw RPCError(.failedPrecondition, error.words)
        }
        _ = try await challenges.join(member, row.id, tenant, in: transaction)
        let moment = AgentMoment(agentID: agent, instant: now, day: today)
        guard let stake = row.challenge.stakeEntry(of: agent, in: moment) else { return }
        _ = try await postings.add(stake, for: today, tenant, in: transaction)
        try await awards.tell([stake], tenant, at: [agent: now], in: transaction)
        try await awards.unlock({ _, _ in [] }, tenant, at: [agent: now], in: transaction)
    }

    private func row(
        of id: UUIDv7, _ tenant: TenantID, in session: some SQLSession
    ) async throws -> ChallengeStore.Row {
        let rows = try await challenges.challenges(tenant, id: id, limit: 1, in: session)
        guard let row = rows.first else { throw RPCError.missing("challenge", id) }
        return row
    }

    private func state(
        of id: UUIDv7, _ tenant: TenantID, at now: Instant, in session: some SQLSession
    ) async throws -> ChallengeState {
        try await state(of: row(of: id, tenant, in: session), tenant, at: now, in: session)
    }

    private func state(
        of row: ChallengeStore.Row, _ tenant: TenantID, at now: Instant,
        in session: some SQLSession
    ) async throws -> ChallengeState {
        let members = try await challenges.members(of: row.id, tenant, in: session)
        let counts = try await challenges.counts(
            for: row.challenge, of: members.map(\.member.agentID), tenant, in: session)
        return ChallengeState(row, members, counts, at: now)
    }
}

extension ChallengeState {
    init(
        _ row: ChallengeStore.Row, _ members: [ChallengeStore.MemberRow],
        _ counts: [AgentID: Int], at now: Instant
    ) {
        let challenge = row.challenge
        self.init(
            challengeID: row.id, name: row.name, kind: Open(challenge.kind),
            activity: challenge.activity.rawValue, goal: challenge.goal, stake: challenge.stake,
            startsAt: challenge.startsAt, endsAt: challenge.endsAt,
            tenure: challenge.tenure?.rawValue,
            status: Open(row.outcome ?? challenge.status(at: now)),
            members: members.map { row -> ChallengeMember in
                let agent = row.member.agentID
                return ChallengeMember(
                    agentID: agent, teamID: row.member.teamID,
                    count: row.result?.count ?? counts[agent] ?? 0,
                    isWinner: row.result?.isWinner, payout: row.result?.payout)
            }.sorted { ($1.count, $0.agentID) < ($0.count, $1.agentID) })
    }
}

extension ChallengeFeedEntry {
    fileprivate init(_ entry: ChallengeHistory.Entry) {
        self.init(
            at: entry.at, what: Open(entry.what), agentID: entry.agentID, teamID: entry.teamID,
            count: entry.count, points: entry.points)
    }
}

extension Settlement {
    /// As it was written down.
    fileprivate init(_ row: ChallengeStore.Row, _ members: [ChallengeStore.MemberRow]) {
        self.init(
            status: row.outcome ?? .settled,
            shares: members.compactMap { row in
                row.result.map {
                    Share(
                        agentID: row.member.agentID, count: $0.count, isWinner: $0.isWinner,
                        payout: $0.payout)
                }
            })
    }
}

extension CreateChallenge {
    fileprivate func checked(at now: Instant) throws(RPCError) -> ChallengeStore.Row {
        try checkText(name, "name", byteCountMax: 100)
        guard let counted = PointReason(rawValue: activity), counted.category != nil else {
            throw .invalid("activity", "\(activity) is nothing that agents do")
        }
        try check(goal, in: 1...Criterion.goalMax, "goal")
        try check(Int(clamping: stake), in: 0...Int(Challenge.stakeMax), "stake")
        guard startsAt > now else { throw .invalid("starts_at", "must be in the future") }
        guard endsAt > startsAt, endsAt - startsAt <= ChallengeHandlers.lengthMax else {
            throw .invalid("ends_at", "must be after the start, by at most 92 days")
        }
        let band = tenure.flatMap { TenureBand(rawValue: $0) }
        guard band != nil || tenure == nil else {
            let words = TenureBand.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid("tenure", "must be one of \(words)")
        }
        return ChallengeStore.Row(
            id: challengeID, name: name,
            challenge: Challenge(
                id: challengeID.description, kind: try known(kind, "kind"), activity: counted,
                goal: goal, stake: stake, startsAt: startsAt, endsAt: endsAt, tenure: band),
            outcome: nil)
    }
}

extension Challenge.Refusal {
    fileprivate var words: String {
        switch self {
        case .hasStarted(let instant): "the challenge began at \(instant): it is too late to join"
        case .isFull(let limit): "the challenge has its \(limit) members"
        case .otherTenure(let band): "the challenge is for agents of the tenure \(band)"
        case .noTeam: "a challenge of teams is for agents who are in one"
        case .tooFewPoints(let stake, let balance):
            "the stake is \(stake) points, and the balance is \(balance)"
        }
    }
}

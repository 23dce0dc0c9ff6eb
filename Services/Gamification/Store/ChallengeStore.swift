import GamificationDomain
import Identifiers
import Postgres

/// Challenges and who takes part.
struct ChallengeStore: Sendable {
    struct Row: Sendable {
        let id: UUIDv7
        let name: String
        let challenge: Challenge
        /// Nil before it is settled or cancelled.
        let outcome: ChallengeStatus?
    }

    struct MemberRow: Sendable {
        let member: Challenge.Member
        let result: (count: Int, isWinner: Bool, payout: Int64)?
    }

    /// Adds a challenge; one of the same id changes nothing.
    func add(
        _ row: Row, _ tenant: TenantID, at now: Instant, in session: some SQLSession
    ) async throws(DatabaseError) {
        let challenge = row.challenge
        try await session.execute(
            """
            INSERT INTO gamification.challenges (tenant_id, challenge_id, name, kind, activity, \
            goal, stake, starts_at, ends_at, tenure, created_at) VALUES (\(tenant), \(row.id), \
            \(row.name), \(challenge.kind), \(challenge.activity), \
            \(Int32(clamping: challenge.goal)), \(challenge.stake), \(challenge.startsAt), \
            \(challenge.endsAt), \(challenge.tenure), \(now)) \
            ON CONFLICT (tenant_id, challenge_id) DO NOTHING
            """)
    }

    /// A tenant's challenges, newest start first; or the one of an id.
    func challenges(
        _ tenant: TenantID, id: UUIDv7? = nil, limit: Int, in session: some SQLSession
    ) async throws(DatabaseError) -> [Row] {
        let rows = try await session.query(
            """
            SELECT challenge_id, name, kind, activity, goal, stake, starts_at, ends_at, tenure, \
            outcome FROM gamification.challenges WHERE tenant_id = \(tenant) \
            AND (\(id)::uuid IS NULL OR challenge_id = \(id)) \
            ORDER BY starts_at DESC, challenge_id LIMIT \(limit)
            """,
            as: (
                UUIDv7, String, ChallengeKind, PointReason, Int32, Int64, Instant, Instant,
                TenureBand?, ChallengeStatus?
            ).self)
        return rows.map { row -> Row in
            let challenge = Challenge(
                id: row.0.description, kind: row.2, activity: row.3, goal: Int(row.4),
                stake: row.5, startsAt: row.6, endsAt: row.7, tenure: row.8)
            return Row(id: row.0, name: row.1, challenge: challenge, outcome: row.9)
        }
    }

    /// Challenges of all tenants that can be settled, oldest end first.
    func due(
        at now: Instant, limit: Int, in session: some SQLSession
    ) async throws(DatabaseError) -> [(tenant: TenantID, id: UUIDv7)] {
        let latestEnd = now - Challenge.graceTime
        return try await session.query(
            """
            SELECT tenant_id, challenge_id FROM gamification.challenges \
            WHERE outcome IS NULL AND ends_at <= \(latestEnd) ORDER BY ends_at LIMIT \(limit)
            """, as: (TenantID, UUIDv7).self
        ).map { ($0.0, $0.1) }
    }

    /// Returns whether the member is new.
    func join(
        _ member: Challenge.Member, _ id: UUIDv7, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> Bool {
        try await session.execute(
            """
            INSERT INTO gamification.challenge_members \
            (tenant_id, challenge_id, agent_id, team_id, tenure, joined_at) VALUES (\(tenant), \
            \(id), \(member.agentID), \(member.teamID), \(member.tenure), \(member.joinedAt)) \
            ON CONFLICT (tenant_id, challenge_id, agent_id) DO NOTHING
            """) > 0
    }

    func members(
        of id: UUIDv7, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> [MemberRow] {
        let rows = try await session.query(
            """
            SELECT agent_id, team_id, tenure, joined_at, final_count, is_winner, payout \
            FROM gamification.challenge_members \
            WHERE tenant_id = \(tenant) AND challenge_id = \(id) ORDER BY joined_at, agent_id
            """, as: (AgentID, TeamID?, TenureBand, Instant, Int32?, Bool?, Int64?).self)
        return rows.map { row -> MemberRow in
            let member = Challenge.Member(
                agentID: row.0, teamID: row.1, tenure: row.2, joinedAt: row.3)
            guard let count = row.4, let isWinner = row.5, let payout = row.6 else {
                return MemberRow(member: member, result: nil)
            }
            return MemberRow(member: member, result: (Int(count), isWinner, payout))
        }
    }

    /// How often agents did what counts, between start and end.
    func counts(
        for challenge: Challenge, of agents: [AgentID], _ tenant: TenantID,
        in session: some SQLSession
    ) async throws(DatabaseError) -> [AgentID: Int] {
        let rows = try await session.query(
            """
            SELECT agent_id, count(*) FROM gamification.facts WHERE tenant_id = \(tenant) \
            AND agent_id = ANY(\(agents.map(\.rawValue))::text[]) \
            AND activity = \(challenge.activity) AND happened_at >= \(challenge.startsAt) \
            AND happened_at < \(challenge.endsAt) GROUP BY agent_id
            """, as: (AgentID, Int).self)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.0, $0.1) })
    }

    /// What agents did that counts, between start and end, oldest first.
    func deeds(
        for challenge: Challenge, of agents: [AgentID], _ tenant: TenantID, limit: Int,
        in session: some SQLSession
    ) async throws(DatabaseError) -> [ChallengeHistory.Deed] {
        try await session.query(
            """
            SELECT agent_id, happened_at FROM gamification.facts WHERE tenant_id = \(tenant) \
            AND agent_id = ANY(\(agents.map(\.rawValue))::text[]) \
            AND activity = \(challenge.activity) AND happened_at >= \(challenge.startsAt) \
            AND happened_at < \(challenge.endsAt) ORDER BY happened_at, fact_id LIMIT \(limit)
            """, as: (AgentID, Instant).self
        ).map { .init(agentID: $0.0, at: $0.1) }
    }

    /// When it was settled or cancelled; nil before.
    func settledAt(
        _ id: UUIDv7, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> Instant? {
        try await session.first(
            """
            SELECT settled_at FROM gamification.challenges WHERE tenant_id = \(tenant) \
            AND challenge_id = \(id) AND settled_at IS NOT NULL
            """, as: Instant.self)
    }

    /// The challenges that an agent played in a time, oldest first, and how they went.
    func played(
        by agent: AgentID, _ tenant: TenantID, from start: Instant, until end: Instant,
        limit: Int, in session: some SQLSession
    ) async throws(DatabaseError) -> [WeekDigest.Played] {
        let rows = try await session.query(
            """
            SELECT c.name, c.goal, m.is_winner, m.payout, coalesce(m.final_count, \
            (SELECT count(*) FROM gamification.facts f WHERE f.tenant_id = c.tenant_id \
            AND f.agent_id = m.agent_id AND f.activity = c.activity \
            AND f.happened_at >= c.starts_at AND f.happened_at < c.ends_at))::int \
            FROM gamification.challenges c JOIN gamification.challenge_members m \
            ON m.tenant_id = c.tenant_id AND m.challenge_id = c.challenge_id \
            AND m.agent_id = \(agent) WHERE c.tenant_id = \(tenant) AND c.starts_at < \(end) \
            AND (c.settled_at IS NULL OR c.settled_at >= \(start)) \
            ORDER BY c.starts_at, c.challenge_id LIMIT \(limit)
            """, as: (String, Int32, Bool?, Int64?, Int32).self)
        return rows.map { row -> WeekDigest.Played in
            let state: WeekDigest.Played.State =
                switch row.2 {
                case nil: .goesOn
                case true?: .won(points: row.3 ?? 0)
                case false?: .over
                }
            return WeekDigest.Played(
                name: row.0, count: Int(row.4), goal: Int(row.1), state: state)
        }
    }

    /// Writes how it ended, once; returns whether nobody had before.
    func settle(
        _ id: UUIDv7, _ settlement: Settlement, _ tenant: TenantID, at now: Instant,
        in transaction: Transaction
    ) async throws(DatabaseError) -> Bool {
        let isFirst =
            try await transaction.execute(
                """
                UPDATE gamification.challenges SET outcome = \(settlement.status), \
                settled_at = \(now) WHERE tenant_id = \(tenant) AND challenge_id = \(id) \
                AND outcome IS NULL
                """) > 0
        guard isFirst else { return false }
        let shares = settlement.shares
        try await transaction.execute(
            """
            UPDATE gamification.challenge_members AS member SET final_count = share.count, \
            is_winner = share.is_winner, payout = share.payout \
            FROM unnest(\(shares.map(\.agentID.rawValue))::text[], \
            \(shares.map { Int32(clamping: $0.count) })::int[], \
            \(shares.map(\.isWinner))::boolean[], \(shares.map(\.payout))::bigint[]) \
            AS share (agent_id, count, is_winner, payout) \
            WHERE member.tenant_id = \(tenant) AND member.challenge_id = \(id) \
            AND member.agent_id = share.agent_id
            """)
        return true
    }
}

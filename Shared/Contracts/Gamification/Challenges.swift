import Identifiers
import Wire

@WireMessage
public struct CreateChallenge: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    /// Chosen by the one who asks, so that asking again makes the same challenge.
    public var challengeID: UUIDv7
    public var name: String
    public var kind: Open<ChallengeKind>
    /// What counts, such as `appointment_set`.
    public var activity: String
    /// 1–1,000,000: to be reached, or to be reached at least in order to win.
    public var goal: Int
    /// Points that everybody puts in, 0–500.
    public var stake: Int64 = 0
    public var startsAt: Instant
    /// At most 92 days after the start.
    public var endsAt: Instant
    /// Only agents of this tenure: `first_year`, `one_to_three_years` or `over_three_years`.
    public var tenure: String?

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, challengeID = 1, name = 2, kind = 3, activity = 4, goal = 5, stake = 6
        case startsAt = 7, endsAt = 8, tenure = 9
    }
}

@WireMessage
public struct JoinChallenge: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var challengeID: UUIDv7
    public var agentID: AgentID

    enum CodingKeys: Int, CodingKey { case tenantID = 0, challengeID = 1, agentID = 2 }
}

@WireMessage
public struct ListChallenges: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    /// 1–200.
    public var limit: Int = 50

    enum CodingKeys: Int, CodingKey { case tenantID = 0, limit = 1 }
}

@WireMessage
public struct ChallengeList: Codable, Hashable, Sendable {
    /// Newest start first.
    public var challenges: [ChallengeState]

    enum CodingKeys: Int, CodingKey { case challenges = 0 }
}

@WireMessage
public struct ChallengeState: Codable, Hashable, Sendable {
    public var challengeID: UUIDv7
    public var name: String
    public var kind: Open<ChallengeKind>
    public var activity: String
    public var goal: Int
    public var stake: Int64
    public var startsAt: Instant
    public var endsAt: Instant
    public var tenure: String?
    public var status: Open<ChallengeStatus>
    /// Most first.
    public var members: [ChallengeMember]

    enum CodingKeys: Int, CodingKey {
        case challengeID = 0, name = 1, kind = 2, activity = 3, goal = 4, stake = 5
        case startsAt = 6, endsAt = 7, tenure = 8, status = 9, members = 10
    }
}

@WireMessage
public struct ChallengeMember: Codable, Hashable, Sendable {
    public var agentID: AgentID
    public var teamID: TeamID?
    /// What was reached so far.
    public var count: Int
    /// Absent until the challenge is settled.
    public var isWinner: Bool?
    public var payout: Int64?

    enum CodingKeys: Int, CodingKey {
        case agentID = 0, teamID = 1, count = 2, isWinner = 3, payout = 4
    }
}

@WireMessage
public struct GetChallengeFeed: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var challengeID: UUIDv7
    /// 1–1,000; the newest are told.
    public var limit: Int = 200

    enum CodingKeys: Int, CodingKey { case tenantID = 0, challengeID = 1, limit = 2 }
}

/// A challenge and what happened in it.
@WireMessage
public struct ChallengeFeed: Codable, Hashable, Sendable {
    public var challenge: ChallengeState
    /// Oldest first.
    public var entries: [ChallengeFeedEntry]

    enum CodingKeys: Int, CodingKey { case challenge = 0, entries = 1 }
}

@WireMessage
public struct ChallengeFeedEntry: Codable, Hashable, Sendable {
    public var at: Instant
    public var what: Open<ChallengeHappening>
    /// Absent for what concerns all, or a team.
    public var agentID: AgentID?
    public var teamID: TeamID?
    /// What the agent had reached then, or all of the team together.
    public var count: Int?
    /// Points that were won.
    public var points: Int64?

    enum CodingKeys: Int, CodingKey {
        case at = 0, what = 1, agentID = 2, teamID = 3, count = 4, points = 5
    }
}

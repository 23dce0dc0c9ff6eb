import Identifiers

/// Agents against a goal or against each other, from one instant to another, for points.
///
///     open ──start──▶ running ──end, and nobody's events are late any more──▶ settled
///       └──nobody against whom──▶ cancelled
///
/// Who joins puts the stake in; settling pays the stakes out again, all of them and no more.
package struct Challenge: Hashable, Sendable {
    /// Events may come late by this much and still count.
    package static let graceTime = Duration.seconds(6 * 3_600)
    /// What an agent may lose in one challenge.
    package static let stakeMax: Int64 = 500
    package static let memberCountMax = 200

    package struct Member: Hashable, Sendable {
        package let agentID: AgentID
        package let teamID: TeamID?
        package let tenure: TenureBand
        package let joinedAt: Instant

        package init(
            agentID: AgentID, teamID: TeamID?, tenure: TenureBand, joinedAt: Instant
        ) {
            self.agentID = agentID
            self.teamID = teamID
            self.tenure = tenure
            self.joinedAt = joinedAt
        }
    }

    package enum Refusal: Error, Hashable, Sendable {
        case hasStarted(Instant)
        case isFull(max: Int)
        case otherTenure(allowed: TenureBand)
        case noTeam
        case tooFewPoints(stake: Int64, balance: Int64)
    }

    package let id: String
    package let kind: ChallengeKind
    package let activity: PointReason
    /// How many are to be reached; for head-to-head and teams, what it takes to win at all.
    package let goal: Int
    package let stake: Int64
    package let startsAt: Instant
    package let endsAt: Instant
    /// Only agents of this tenure may join; nil for everybody.
    package let tenure: TenureBand?

    package init(
        id: String, kind: ChallengeKind, activity: PointReason, goal: Int, stake: Int64,
        startsAt: Instant, endsAt: Instant, tenure: TenureBand?
    ) {
        self.id = id
        self.kind = kind
        self.activity = activity
        self.goal = goal
        self.stake = stake
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.tenure = tenure
    }

    /// Whether somebody may join now.
    package func checkJoining(
        _ member: Member, members: Int, balance: Int64
    ) throws(Refusal) {
        if member.joinedAt >= startsAt { throw .hasStarted(startsAt) }
        let limit = kind == .headToHead ? 2 : Self.memberCountMax
        if members >= limit { throw .isFull(max: limit) }
        if let tenure, member.tenure != tenure { throw .otherTenure(allowed: tenure) }
        if kind == .team, member.teamID == nil { throw .noTeam }
        if balance < stake { throw .tooFewPoints(stake: stake, balance: balance) }
    }

    /// When it can be settled.
    package var settlesAt: Instant { endsAt + Self.graceTime }

    package func status(at now: Instant) -> ChallengeStatus {
        now < startsAt ? .open : .running
    }

    /// The stake that a member puts in.
    package func stakeEntry(of agent: AgentID, in moment: AgentMoment) -> LedgerEntry? {
        entry(.challengeStake, of: agent, points: -stake, in: moment)
    }

    package func entry(
        _ reason: PointReason, of agent: AgentID, points: Int64, in moment: AgentMoment
    ) -> LedgerEntry? {
        guard points != 0 else { return nil }
        return LedgerEntry(
            id: "\(reason):\(id):\(agent)", reason: reason, points: points, dailyLimit: nil,
            moment: moment, rulesVersion: 0)
    }
}

/// How long somebody has been an agent here: who plays in the same band plays fair.
package enum TenureBand: String, Vocabulary {
    case firstYear = "first_year"
    case oneToThreeYears = "one_to_three_years"
    case overThreeYears = "over_three_years"

    /// Somebody of whom nobody said since when they work here is taken for experienced.
    package init(hiredOn: CalendarDate?, on day: CalendarDate) {
        guard let hiredOn else {
            self = .overThreeYears
            return
        }
        let days = day.daysSinceEpoch - hiredOn.daysSinceEpoch
        self = days < 365 ? .firstYear : days < 3 * 365 ? .oneToThreeYears : .overThreeYears
    }
}

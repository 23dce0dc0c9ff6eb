import Identifiers

/// What happened in a challenge, in order.
///
/// It is read off the members and what they did, like the counts: an event that comes late, or comes
/// again, puts it right instead of adding to it, and a rebuild leaves it as it was.
package struct ChallengeHistory: Hashable, Sendable {
    /// Something that a member did and that counts.
    package struct Deed: Hashable, Sendable {
        package let agentID: AgentID
        package let at: Instant

        package init(agentID: AgentID, at: Instant) {
            self.agentID = agentID
            self.at = at
        }
    }

    package struct Entry: Hashable, Sendable {
        package let at: Instant
        package let what: ChallengeHappening
        /// Nil for what concerns all, or a team.
        package var agentID: AgentID?
        package var teamID: TeamID?
        /// What the agent had reached then, or all of the team together.
        package var count: Int?
        /// Points that were won.
        package var points: Int64?
    }

    /// Oldest first.
    package let entries: [Entry]

    /// - Parameters:
    ///   - deeds: between start and end; of the same time in an order that stays.
    ///   - result: nil before it is settled.
    package init(
        _ challenge: Challenge, members: [Challenge.Member], deeds: [Deed],
        result: (settlement: Settlement, at: Instant)? = nil, now: Instant
    ) {
        // Whatever the clock of who asks says, what is settled has begun and ended.
        let now = max(now, result?.at ?? now)
        var entries = members.map { Entry(at: $0.joinedAt, what: .joined, agentID: $0.agentID) }
        if now >= challenge.startsAt, !members.isEmpty {
            entries.append(Entry(at: challenge.startsAt, what: .began))
        }
        entries += Race(challenge, members).entries(of: deeds)
        if now >= challenge.endsAt, !members.isEmpty {
            entries.append(Entry(at: challenge.endsAt, what: .ended))
        }
        if let result { entries += Self.entries(of: result.settlement, at: result.at) }
        // Stable: what comes at the same time stays as it was put in.
        self.entries = entries.enumerated().sorted {
            ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
        }.map(\.element)
    }

    private static func entries(of settlement: Settlement, at instant: Instant) -> [Entry] {
        guard settlement.status == .settled else { return [Entry(at: instant, what: .cancelled)] }
        return [Entry(at: instant, what: .settled)]
            + settlement.shares.filter(\.isWinner).map {
                Entry(
                    at: instant, what: .won, agentID: $0.agentID, count: $0.count,
                    points: $0.payout)
            }
    }
}

/// Sides that do what counts, one after the other.
private struct Race {
    /// An agent, or a team; a member of no team plays for nobody.
    private enum Side: Hashable {
        case agent(AgentID)
        case team(TeamID)
    }

    private let challenge: Challenge
    private var sides: [AgentID: Side] = [:]
    private var sizes: [Side: Int] = [:]
    private var counts: [Side: Int] = [:]
    private var leader: Side?
    private var arrived: Set<Side> = []

    init(_ challenge: Challenge, _ members: [Challenge.Member]) {
        self.challenge = challenge
        for member in members {
            let side =
                challenge.kind == .team
                ? member.teamID.map { Side.team($0) } : .agent(member.agentID)
            guard let side else { continue }
            sides[member.agentID] = side
            sizes[side, default: 0] += 1
        }
    }

    func entries(of deeds: [ChallengeHistory.Deed]) -> [ChallengeHistory.Entry] {
        var race = self
        return deeds.flatMap { race.take($0) }
    }

    private mutating func take(_ deed: ChallengeHistory.Deed) -> [ChallengeHistory.Entry] {
        guard let side = sides[deed.agentID] else { return [] }
        counts[side, default: 0] += 1
        var entries: [ChallengeHistory.Entry] = []
        if challenge.kind != .individual, leader != side, isAheadOfAll(side) {
            leader = side
            entries.append(entry(.tookLead, side, at: deed.at))
        }
        if counts[side, default: 0] >= challenge.goal * sizes[side, default: 1],
            arrived.insert(side).inserted
        {
            entries.append(entry(.reachedGoal, side, at: deed.at))
        }
        return entries
    }

    /// By the mean of its members, as the settlement has it; in whole numbers.
    private func isAheadOfAll(_ side: Side) -> Bool {
        sizes.allSatisfy { other, size in
            other == side
                || counts[side, default: 0] * size
                    > counts[other, default: 0] * sizes[side, default: 1]
        }
    }

    private func entry(
        _ what: ChallengeHappening, _ side: Side, at instant: Instant
    ) -> ChallengeHistory.Entry {
        var entry = ChallengeHistory.Entry(at: instant, what: what, count: counts[side])
        switch side {
        case .agent(let agent): entry.agentID = agent
        case .team(let team): entry.teamID = team
        }
        return entry
    }
}

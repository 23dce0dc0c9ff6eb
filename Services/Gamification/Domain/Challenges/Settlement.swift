import Identifiers

/// How a challenge ends: who won, and what everybody gets of the stakes.
package struct Settlement: Hashable, Sendable {
    package struct Share: Hashable, Sendable {
        package let agentID: AgentID
        /// What the agent reached.
        package let count: Int
        package let isWinner: Bool
        /// Out of the stakes; what was put in is in it.
        package let payout: Int64

        package init(agentID: AgentID, count: Int, isWinner: Bool, payout: Int64) {
            self.agentID = agentID
            self.count = count
            self.isWinner = isWinner
            self.payout = payout
        }
    }

    package let status: ChallengeStatus
    /// By agent id.
    package let shares: [Share]

    /// One that was written down.
    package init(status: ChallengeStatus, shares: [Share]) {
        self.status = status
        self.shares = shares
    }

    /// The stakes go to the winners in equal parts; what does not divide goes, point by point, to
    /// those who joined first. Where nobody wins, or nobody is there to win against, everybody gets
    /// their stake back.
    ///
    /// - Parameter counts: how often each member did what counts, between start and end.
    package init(
        _ challenge: Challenge, members: [Challenge.Member], counts: [AgentID: Int]
    ) {
        let members = members.sorted { ($0.joinedAt, $0.agentID) < ($1.joinedAt, $1.agentID) }
        let winners = Self.winners(of: challenge, members, counts)
        let isPlayed = challenge.kind == .individual ? !members.isEmpty : members.count > 1
        status = isPlayed ? .settled : .cancelled
        let pot = challenge.stake * Int64(members.count)
        let each = winners.isEmpty ? 0 : pot / Int64(winners.count)
        var rest = winners.isEmpty ? 0 : pot % Int64(winners.count)
        shares = members.map { member in
            let isWinner = winners.contains(member.agentID)
            var payout = winners.isEmpty ? challenge.stake : isWinner ? each : 0
            if isWinner, rest > 0 {
                payout += 1
                rest -= 1
            }
            return Share(
                agentID: member.agentID, count: counts[member.agentID] ?? 0, isWinner: isWinner,
                payout: payout)
        }.sorted { $0.agentID < $1.agentID }
    }

    /// Empty when nobody reached the goal, or everybody who could be beaten is missing.
    private static func winners(
        of challenge: Challenge, _ members: [Challenge.Member], _ counts: [AgentID: Int]
    ) -> Set<AgentID> {
        func count(_ member: Challenge.Member) -> Int { counts[member.agentID] ?? 0 }
        switch challenge.kind {
        case .individual:
            return Set(members.filter { count($0) >= challenge.goal }.map(\.agentID))
        case .headToHead:
            guard members.count == 2, let best = members.map(count).max(), best >= challenge.goal
            else { return [] }
            return Set(members.filter { count($0) == best }.map(\.agentID))
        case .team:
            let teams = Dictionary(grouping: members) { $0.teamID }
            let means = teams.mapValues { team in
                Double(team.reduce(0) { $0 + count($1) }) / Double(team.count)
            }
            guard teams.count > 1, let best = means.values.max(),
                best >= Double(challenge.goal)
            else { return [] }
            return Set(members.filter { means[$0.teamID] == best }.map(\.agentID))
        }
    }
}

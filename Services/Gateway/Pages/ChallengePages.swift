import GamificationContract
import GatewayDomain
import Identifiers
import Wire

/// The challenges of a tenant: who is in, who stands where, and how it ended.
struct ChallengesPage: PageView {
    let person: Person
    let challenges: Panel<ChallengeList>
    let now: Instant

    var values: [String: Any] {
        var values = PageFrame(
            title: "Challenges", person: person, place: .challenges,
            missing: [challenges.missing].compactMap { $0 }
        ).values
        let all = challenges.value?.challenges ?? []
        values["challenges"] = all.map(challenge)
        values["isEmpty"] = challenges.value?.challenges.isEmpty ?? false
        values["reason"] = challenges.reason.map(Words.sentence)
        if person.role != .agent { values["form"] = ChallengeForm(now: now).values }
        return values
    }

    private func challenge(_ state: ChallengeState) -> [String: Any] {
        ChallengeView(state: state, person: person).values
    }
}

/// One challenge: its terms, who takes part, and who stands where.
struct ChallengeView {
    let state: ChallengeState
    let person: Person

    var values: [String: Any] {
        let isMember = state.members.contains { $0.agentID == person.agent }
        let canJoin = state.status.known == .open && person.agent != nil && !isMember
        return [
            "id": state.challengeID.description, "name": state.name, "facts": facts,
            "status": Words.title(state.status.known?.rawValue ?? "unknown"),
            "statusWord": state.status.known?.rawValue ?? "unknown", "canJoin": canJoin,
            "isMember": isMember, "hasMembers": !state.members.isEmpty,
            "stake": Words.plural(Int(state.stake), "point"), "hasStake": state.stake > 0,
            "members": state.members.map(member),
        ]
    }

    private var facts: String {
        let kind = Words.title(state.kind.known?.rawValue ?? "").lowercased()
        let goal = "\(Words.grouped(state.goal)) × \(Words.title(state.activity).lowercased())"
        let time =
            "\(Words.dateAndClock(state.startsAt)) to \(Words.dateAndClock(state.endsAt))"
        let tenure = state.tenure.map { "for \(Words.title($0).lowercased())" }
        return [kind, goal, time, tenure].compactMap { $0 }.joined(separator: " · ")
    }

    private func member(_ member: ChallengeMember) -> [String: Any] {
        var result = ""
        if let payout = member.payout {
            result =
                member.isWinner == true
                ? "won \(Words.plural(Int(payout), "point"))" : payout > 0 ? "stake back" : "–"
        }
        return [
            "agent": member.agentID.rawValue, "team": member.teamID?.rawValue ?? "",
            "hasTeam": member.teamID != nil, "count": Words.grouped(member.count),
            "reached": min(member.count, state.goal), "goal": max(1, state.goal),
            "result": result, "isThis": member.agentID == person.agent,
        ]
    }
}

/// One challenge with what happened in it, newest first.
struct ChallengePage: PageView {
    let person: Person
    let feed: ChallengeFeed

    var values: [String: Any] {
        var values = PageFrame(
            title: feed.challenge.name, person: person, place: .challenges
        ).values
        values["challenge"] = ChallengeView(state: feed.challenge, person: person).values
        values["entries"] = feed.entries.reversed().map(entry)
        values["hasEntries"] = !feed.entries.isEmpty
        return values
    }

    private func entry(_ entry: ChallengeFeedEntry) -> [String: Any] {
        [
            "at": entry.at.description, "clock": Words.dateAndClock(entry.at),
            "text": text(of: entry),
            "isThis": entry.agentID != nil && entry.agentID == person.agent,
            "isGood": [.tookLead, .reachedGoal, .won].contains(entry.what.known),
        ]
    }

    private func text(of entry: ChallengeFeedEntry) -> String {
        let who = entry.agentID?.rawValue ?? entry.teamID.map { "team \($0)" } ?? ""
        let count = entry.count.map { " with \(Words.grouped($0))" } ?? ""
        return switch entry.what.known {
        case .joined: "\(who) joined"
        case .began: "It began"
        case .tookLead: "\(who) took the lead\(count)"
        case .reachedGoal: "\(who) reached the goal\(count)"
        case .ended: "It is over; what was done before still comes in for a while"
        case .won: "\(who) won\(prize(entry))"
        case .settled: "It was settled"
        case .cancelled: "It was cancelled; every stake went back"
        case nil: Words.title(entry.what.text)
        }
    }

    private func prize(_ entry: ChallengeFeedEntry) -> String {
        guard let points = entry.points, points > 0 else { return "" }
        return " \(Words.plural(Int(points), "point"))"
    }
}

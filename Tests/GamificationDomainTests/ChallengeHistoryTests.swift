import GamificationDomain
import GamificationSamples
import Identifiers
import Testing

@Suite struct ChallengeHistoryTests {
    typealias Deed = ChallengeHistory.Deed

    /// What happened to whom, in words that are quick to compare.
    private static func told(
        _ kind: ChallengeKind, _ members: [Challenge.Member], _ deeds: [(AgentID, Int)],
        result: (settlement: Settlement, at: Instant)? = nil, at seconds: Int = 3_000
    ) -> [String] {
        let history = ChallengeHistory(
            ChallengeTests.challenge(kind), members: members,
            deeds: deeds.map { Deed(agentID: $0.0, at: start + .seconds($0.1)) }, result: result,
            now: start + .seconds(seconds))
        return history.entries.map { entry in
            let who = entry.agentID?.rawValue ?? entry.teamID?.rawValue ?? ""
            return "\(entry.what) \(who)\(entry.count.map { " \($0)" } ?? "")"
        }
    }

    @Test func aDuelIsToldInOrder() {
        let members = [ChallengeTests.member("a"), ChallengeTests.member("b", at: 9)]
        #expect(
            Self.told(
                .headToHead, members,
                [("a", 70), ("b", 80), ("b", 90), ("a", 100), ("a", 110), ("b", 120)])
                == [
                    "joined a", "joined b", "began ", "took_lead a 1", "took_lead b 2",
                    "took_lead a 3", "reached_goal a 3", "reached_goal b 3",
                ])
        #expect(Self.told(.headToHead, members, [], at: 20) == ["joined a", "joined b"])
    }

    @Test func whoPlaysAgainstTheGoalLeadsNobody() {
        let members = [ChallengeTests.member("a"), ChallengeTests.member("b")]
        #expect(
            Self.told(.individual, members, [("b", 70), ("b", 71), ("b", 72), ("b", 73)])
                == ["joined a", "joined b", "began ", "reached_goal b 3"])
    }

    /// One deed in a team of one weighs as much as two in a team of two.
    @Test func aTeamLeadsByTheMeanOfItsMembers() {
        let members = [
            ChallengeTests.member("a", "red"), ChallengeTests.member("b", "red"),
            ChallengeTests.member("c", "blue"), ChallengeTests.member("d"),
        ]
        #expect(
            Self.told(
                .team, members,
                [("a", 70), ("c", 80), ("b", 90), ("a", 95), ("d", 96), ("stranger", 97)]
            ).suffix(3) == ["took_lead red 1", "took_lead blue 1", "took_lead red 3"])
    }

    @Test func theEndIsToldWithTheWinners() {
        let members = [ChallengeTests.member("a"), ChallengeTests.member("b")]
        let settlement = Settlement(
            ChallengeTests.challenge(.headToHead), members: members, counts: ["a": 4, "b": 1])
        #expect(
            Self.told(
                .headToHead, members, [], result: (settlement, start + .seconds(9_000)), at: 9_001
            ) == ["joined a", "joined b", "began ", "ended ", "settled ", "won a 4"])
        let alone = Settlement(
            ChallengeTests.challenge(.headToHead), members: [members[0]], counts: [:])
        #expect(
            Self.told(
                .headToHead, [members[0]], [], result: (alone, start + .seconds(9_000)), at: 9_001
            ).last == "cancelled ")
    }

    /// Whoever leads at the end was the last to take the lead, and each lead is another's than the
    /// one before.
    @Test(arguments: UInt64(0)..<128)
    func theLastLeadIsTheLeaders(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let members = ["a", "b", "c", "d"].map {
            ChallengeTests.member(AgentID($0), TeamID($0 < "c" ? "t1" : "t2"))
        }
        let kind: ChallengeKind = seed % 2 == 0 ? .headToHead : .team
        let deeds = (0..<Int.random(in: 0...60, using: &generator)).map { second in
            Deed(
                agentID: members[Int.random(in: 0..<4, using: &generator)].agentID,
                at: start + .seconds(60 + second))
        }
        let history = ChallengeHistory(
            ChallengeTests.challenge(kind), members: members, deeds: deeds,
            now: start + .seconds(3_000))
        func side(_ agent: AgentID) -> String {
            kind == .team ? (agent.rawValue < "c" ? "t1" : "t2") : agent.rawValue
        }
        let leads = history.entries.filter { $0.what == .tookLead }.map {
            $0.teamID?.rawValue ?? $0.agentID?.rawValue ?? ""
        }
        let counts = Dictionary(deeds.map { (side($0.agentID), 1) }, uniquingKeysWith: +)
        let best = counts.values.max()
        let ahead = counts.filter { $0.value == best }.keys
        if let last = leads.last { #expect(ahead.contains(last), "seed \(seed)") }
        if ahead.count == 1 { #expect(leads.last == ahead.first, "seed \(seed)") }
        #expect(zip(leads, leads.dropFirst()).allSatisfy { $0 != $1 }, "seed \(seed)")
    }
}

import GamificationDomain
import GamificationSamples
import Identifiers
import Testing

@Suite struct ChallengeTests {
    static func challenge(
        _ kind: ChallengeKind, goal: Int = 3, stake: Int64 = 20, tenure: TenureBand? = nil
    ) -> Challenge {
        Challenge(
            id: "c", kind: kind, activity: .appointmentSet, goal: goal, stake: stake,
            startsAt: start + .seconds(60), endsAt: start + .seconds(3_600), tenure: tenure)
    }

    static func member(
        _ agent: AgentID, _ team: TeamID? = nil, at seconds: Int = 0,
        tenure: TenureBand = .overThreeYears
    ) -> Challenge.Member {
        Challenge.Member(
            agentID: agent, teamID: team, tenure: tenure, joinedAt: start + .seconds(seconds))
    }

    @Test(
        arguments: [
            (.individual, [("a", 3), ("b", 2), ("c", 5)], ["a": 30, "b": 0, "c": 30]),
            (.individual, [("a", 1), ("b", 2)], ["a": 20, "b": 20]),
            (.headToHead, [("a", 3), ("b", 4)], ["a": 0, "b": 40]),
            (.headToHead, [("a", 4), ("b", 4)], ["a": 20, "b": 20]),
            (.headToHead, [("a", 2), ("b", 1)], ["a": 20, "b": 20]),
            (.headToHead, [("a", 9)], ["a": 20]),
        ] as [(ChallengeKind, [(AgentID, Int)], [AgentID: Int64])])
    func theStakesGoToWhoWins(
        kind: ChallengeKind, counts: [(AgentID, Int)], payouts: [AgentID: Int64]
    ) {
        let settlement = Settlement(
            Self.challenge(kind), members: counts.map { Self.member($0.0) },
            counts: Dictionary(uniqueKeysWithValues: counts))
        let paid = Dictionary(
            uniqueKeysWithValues: settlement.shares.map { ($0.agentID, $0.payout) })
        #expect(paid == payouts)
    }

    /// A small team is not beaten by a large one's numbers alone.
    @Test func teamsAreComparedByTheMeanOfTheirMembers() {
        let settlement = Settlement(
            Self.challenge(.team),
            members: [
                Self.member("a", "red"), Self.member("b", "red"), Self.member("c", "blue"),
            ], counts: ["a": 3, "b": 4, "c": 5])
        #expect(settlement.shares.filter(\.isWinner).map(\.agentID) == ["c"])
        #expect(settlement.shares.map(\.payout) == [0, 0, 60])
    }

    /// Not a point is made or lost, whoever plays.
    @Test(arguments: UInt64(0)..<128)
    func whatIsPaidOutIsWhatWasPutIn(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let kinds = ChallengeKind.allCases
        let challenge = Self.challenge(
            kinds[Int.random(in: 0..<kinds.count, using: &generator)],
            goal: Int.random(in: 0...5, using: &generator),
            stake: Int64.random(in: 0...50, using: &generator))
        let count = Int.random(in: 1...9, using: &generator)
        let members = (0..<(challenge.kind == .headToHead ? min(2, count) : count)).map { number in
            Self.member(
                AgentID("a\(number)"), TeamID("t\(number % 3)"),
                at: Int.random(in: 0..<50, using: &generator))
        }
        let counts = Dictionary(
            uniqueKeysWithValues: members.map {
                ($0.agentID, Int.random(in: 0...6, using: &generator))
            })
        let settlement = Settlement(challenge, members: members, counts: counts)
        let again = Settlement(
            challenge, members: members.shuffled(using: &generator), counts: counts)
        let paid = settlement.shares.map(\.payout).reduce(0, +)
        #expect(paid == challenge.stake * Int64(members.count))
        #expect(settlement == again)
    }

    @Test func whoMayJoinIsSaid() {
        func refusal(
            _ challenge: Challenge, _ member: Challenge.Member, members: Int = 0,
            balance: Int64 = 100
        ) -> Challenge.Refusal? {
            do throws(Challenge.Refusal) {
                try challenge.checkJoining(member, members: members, balance: balance)
                return nil
            } catch {
                return error
            }
        }
        let duel = Self.challenge(.headToHead)
        #expect(refusal(duel, Self.member("a")) == nil)
        #expect(refusal(duel, Self.member("a"), members: 2) == .isFull(max: 2))
        #expect(refusal(duel, Self.member("a", at: 60)) == .hasStarted(start + .seconds(60)))
        #expect(
            refusal(duel, Self.member("a"), balance: 19) == .tooFewPoints(stake: 20, balance: 19))
        #expect(refusal(Self.challenge(.team), Self.member("a")) == .noTeam)
        let fair = Self.challenge(.individual, tenure: .firstYear)
        #expect(refusal(fair, Self.member("a")) == .otherTenure(allowed: .firstYear))
    }

    @Test(arguments: [
        (nil, TenureBand.overThreeYears), (0, .firstYear), (364, .firstYear),
        (365, .oneToThreeYears), (1_095, .overThreeYears),
    ])
    func tenureIsInBands(days: Int?, band: TenureBand) {
        let today = CalendarDate(daysSinceEpoch: 20_514)
        #expect(TenureBand(hiredOn: days.map { today.adding(days: -$0) }, on: today) == band)
    }
}

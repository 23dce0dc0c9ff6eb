import GamificationDomain
import GamificationSamples
import Identifiers
import Testing

@Suite struct StandingsTests {
    @Test func theSamePointsAreTheSameRankAndTheNextRankIsLeftOut() {
        let standings = Standings([
            Standing(agentID: "d", points: 10, reachedAt: start),
            Standing(agentID: "c", points: 20, reachedAt: start + .seconds(9)),
            Standing(agentID: "b", points: 20, reachedAt: start + .seconds(5)),
            Standing(agentID: "a", points: 30, reachedAt: start + .seconds(7)),
        ])
        #expect(standings.places.map(\.rank) == [1, 2, 2, 4])
        #expect(standings.places.map(\.standing.agentID) == ["a", "b", "c", "d"])
    }

    @Test func whoGotThereAtTheSameTimeIsListedById() {
        let standings = Standings(
            ["ö", "b", "B", "a"].map {
                Standing(agentID: AgentID($0), points: 5, reachedAt: start)
            })
        #expect(standings.places.map(\.standing.agentID.rawValue) == ["B", "a", "b", "ö"])
        #expect(standings.places.map(\.rank) == [1, 1, 1, 1])
    }

    @Test func whoHasNoPointsIsNotRanked() {
        let none = Standing(agentID: "a", points: 0, reachedAt: start)
        #expect(Standings([none]).places.isEmpty)
    }

    @Test(arguments: UInt64(0)..<64)
    func aRankIsOneMoreThanThoseWithMorePoints(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let all = (0..<50).map { number in
            Standing(
                agentID: AgentID("a\(number)"),
                points: Int64.random(in: 1...12, using: &generator),
                reachedAt: start + .seconds(Int.random(in: 0...5, using: &generator)))
        }
        for place in Standings(all.shuffled(using: &generator)).places {
            #expect(place.rank == 1 + all.count { $0.points > place.standing.points })
        }
    }
}

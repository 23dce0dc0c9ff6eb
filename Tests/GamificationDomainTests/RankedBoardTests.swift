import GamificationDomain
import GamificationSamples
import Identifiers
import Testing

/// Held to `Standings`, which sorts everybody each time.
@Suite struct RankedBoardTests {
    @Test(arguments: UInt64(0)..<24)
    func aBoardThatChangesIsTheOneThatWouldBeSortedAnew(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var scores = Dictionary(
            uniqueKeysWithValues: (0..<3_000).map { number in
                (AgentID("a\(number)"), randomStanding(number, using: &generator))
            })
        var board = RankedBoard(scores.values)
        for _ in 0..<2_000 {
            let standing = randomStanding(
                Int.random(in: 0..<3_200, using: &generator), using: &generator)
            scores[standing.agentID] = standing
            board.update(standing)
        }
        expect(board, equals: Standings(scores.values), using: &generator)
    }

    @Test func itGrowsFromNothingThroughManyBlocksAndShrinksToNothing() {
        var board = RankedBoard()
        #expect(board.rank(of: "nobody") == nil)
        for number in 0..<5_000 {
            board.update(standing(number, points: Int64(number % 7 + 1)))
        }
        #expect(board.count == 5_000)
        let points = (0..<5_000).map { Int64($0 % 7 + 1) }.sorted(by: >)
        #expect(board.places(0..<5_000).map(\.standing.points) == points)
        for number in 0..<5_000 { board.update(standing(number, points: 0)) }
        #expect(board.count == 0)
        #expect(board.places(0..<10).isEmpty)
    }

    @Test func aPercentileIsTheShareOfTheOthersWithFewerPoints() {
        let board = RankedBoard([30, 20, 20, 10, 0].enumerated().map { standing($0, points: $1) })
        #expect(board.count == 4)
        #expect(board.percentile(of: "a0") == 100)
        #expect(abs((board.percentile(of: "a1") ?? 0) - 100.0 / 3) < 1e-9)
        #expect(board.percentile(of: "a3") == 0)
        #expect(board.percentile(of: "a4") == nil)
        #expect(RankedBoard([standing(0, points: 1)]).percentile(of: "a0") == 100)
    }

    private func expect(
        _ board: RankedBoard, equals standings: Standings, using generator: inout SplitMix64
    ) {
        #expect(board.count == standings.places.count)
        #expect(board.places(0..<board.count) == standings.places)
        for _ in 0..<50 {
            let place = Int.random(in: 0..<standings.places.count, using: &generator)
            let expected = standings.places[place]
            #expect(board.place(of: expected.standing.agentID) == place)
            #expect(board.rank(of: expected.standing.agentID) == expected.rank)
            let window = max(0, place - 2)..<place + 3
            let expectedWindow = Array(standings.places[window.clamped(to: 0..<board.count)])
            #expect(board.places(window) == expectedWindow)
        }
    }

    private func randomStanding(_ number: Int, using generator: inout SplitMix64) -> Standing {
        Standing(
            agentID: AgentID("a\(number)"), points: Int64.random(in: 0...40, using: &generator),
            reachedAt: start + .seconds(Int.random(in: 0...3, using: &generator)))
    }

    private func standing(_ number: Int, points: Int64) -> Standing {
        Standing(agentID: AgentID("a\(number)"), points: points, reachedAt: start)
    }
}

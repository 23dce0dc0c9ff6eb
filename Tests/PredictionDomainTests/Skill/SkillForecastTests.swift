import Identifiers
import Statistics
import Testing

@testable import PredictionDomain

/// Agents whose skill moves as the pool's numbers say, seen at irregular times.
struct SkillWorld {
    let dynamics: SkillDynamics
    private var generator: SplitMix64
    static let start = Instant(microseconds: 1_700_000_000_000_000)

    init(_ dynamics: SkillDynamics = .usual, seed: UInt64) {
        self.dynamics = dynamics
        generator = SplitMix64(seed: seed)
    }

    /// Scores at `count` irregular times, and one more `ahead` days after the last.
    mutating func agent(count: Int, ahead: Double) -> (points: [SkillPoint], next: Double) {
        var level = generator.normal(
            mean: dynamics.firstLevel,
            standardDeviation: dynamics.firstLevelVariance.squareRoot())
        var slope = generator.normal(standardDeviation: dynamics.firstSlopeVariance.squareRoot())
        var (day, seen) = (0.0, [SkillPoint]())
        for place in 0...count {
            let gap = place == count ? ahead : generator.exponential(mean: 2.5)
            level += dynamics.reach(gap) * slope
            let gained = dynamics.gained(in: gap)
            level += generator.normal(
                standardDeviation: (gained.level + dynamics.practiceVariance).squareRoot())
            slope *= 1 - (1 - dynamics.damping) * min(gap, 20)
            slope += generator.normal(standardDeviation: gained.slope.squareRoot())
            day += gap
            let logit =
                level
                + generator.normal(
                    standardDeviation: dynamics.scoreVariance.squareRoot())
            seen.append(
                SkillPoint(at: Self.start.advanced(byDays: day), score: points(atLogit: logit)))
        }
        return (seen.dropLast(), seen[count].score)
    }
}

struct SkillForecastTests {
    @Test(arguments: [(5, 7.0), (20, 7.0), (20, 30.0), (60, 30.0)])
    func intervalsHoldAsManyScoresAsTheySay(count: Int, ahead: Double) throws {
        var world = SkillWorld(seed: UInt64(count) * 31 + UInt64(ahead))
        var (within80, within95, total) = (0.0, 0.0, 0.0)
        for _ in 0..<600 {
            let (points, next) = world.agent(count: count, ahead: ahead)
            let last = try #require(points.last?.at)
            let forecast = try #require(
                SkillForecast(of: points, dynamics: .usual, at: last, daysAhead: [Int(ahead)]))
            if forecast.outlooks[0].interval80.contains(next) { within80 += 1 }
            if forecast.outlooks[0].interval95.contains(next) { within95 += 1 }
            total += 1
        }
        // Three standard errors of 600 draws are 4.9 and 2.7 points.
        #expect(abs(within80 / total - 0.8) < 0.05)
        #expect(abs(within95 / total - 0.95) < 0.03)
    }

    @Test func thePoolsNumbersAreFoundAgain() {
        var truth = SkillDynamics.usual
        truth.scoreVariance = 0.5
        truth.firstLevel = -0.5
        var world = SkillWorld(truth, seed: 12)
        let agents = (0..<30).map { _ in world.agent(count: 40, ahead: 1).points }
        let found = SkillDynamics(pooling: agents)
        #expect(abs(found.scoreVariance - 0.5) < 0.1)
        #expect(abs(found.firstLevel + 0.5) < 0.5)
    }

    /// One score in seven has nothing to do with the skill: the normal's 80 % would hold nine tenths.
    @Test func intervalsHoldWhatTheySayWhereScoresAreNotNormal() throws {
        var world = SkillWorld(seed: 21)
        var generator = SplitMix64(seed: 22)
        func agent() -> (points: [SkillPoint], next: Double) {
            let (points, next) = world.agent(count: 20, ahead: 7)
            func strayed(_ score: Double) -> Double {
                Int.random(in: 0..<7, using: &generator) == 0
                    ? .random(in: 0...100, using: &generator) : score
            }
            return (
                points.map { SkillPoint(at: $0.at, score: strayed($0.score)) }, strayed(next)
            )
        }
        let dynamics = SkillDynamics(pooling: (0..<50).map { _ in agent().points })
        var (within80, within95) = (0.0, 0.0)
        for _ in 0..<600 {
            let (points, next) = agent()
            let last = try #require(points.last?.at)
            let outlook = try #require(
                SkillForecast(of: points, dynamics: dynamics, at: last, daysAhead: [7])
            ).outlooks[0]
            if outlook.interval80.contains(next) { within80 += 1 }
            if outlook.interval95.contains(next) { within95 += 1 }
        }
        #expect(abs(within80 / 600 - 0.8) < 0.05, "\(within80 / 600)")
        #expect(abs(within95 / 600 - 0.95) < 0.03, "\(within95 / 600)")
        #expect(dynamics.reach80 < 1.2)
    }

    /// What moves from conversation to conversation, however soon they follow, is no chance.
    @Test func aPoolLearnsHowMuchPracticeMoves() {
        var truth = SkillDynamics.usual
        truth.practiceVariance = 0.03
        truth.scoreVariance = 0.05
        var world = SkillWorld(truth, seed: 14)
        let found = SkillDynamics(
            pooling: (0..<30).map { _ in world.agent(count: 30, ahead: 1).points })
        #expect((0.01..<0.06).contains(found.practiceVariance), "\(found.practiceVariance)")
    }

    @Test func twoAgentsAreNoPool() {
        var world = SkillWorld(seed: 13)
        let agents = (0..<2).map { _ in world.agent(count: 10, ahead: 1).points }
        #expect(SkillDynamics(pooling: agents) == .usual)
    }

    @Test func aSteadyClimbIsImprovingAndHasAMilestone() throws {
        let points = (0..<30).map {
            SkillPoint(at: SkillWorld.start.advanced(byDays: Double($0)), score: 35 + Double($0))
        }
        let now = SkillWorld.start.advanced(byDays: 30)
        let forecast = try #require(SkillForecast(of: points, dynamics: .usual, at: now))
        let trends = forecast.trends
        let rising = (trends[.improving] ?? 0) + (trends[.rapidlyImproving] ?? 0)
        #expect(rising > 0.5)
        #expect(abs(trends.values.reduce(0, +) - 1) < 1e-9)
        let milestone = try #require(forecast.milestone)
        #expect(milestone.level == .proficient)
        let earliest = try #require(milestone.earliest)
        #expect(earliest > now)
        #expect(milestone.expected.map { earliest <= $0 } ?? true)
        #expect((0.01..<1).contains(milestone.chanceIn30Days))
    }

    @Test func scoresThatJumpAreVolatile() throws {
        let points = (0..<40).map {
            SkillPoint(
                at: SkillWorld.start.advanced(byDays: Double($0)), score: $0 % 2 == 0 ? 15 : 90)
        }
        let now = SkillWorld.start.advanced(byDays: 40)
        let forecast = try #require(SkillForecast(of: points, dynamics: .usual, at: now))
        #expect((forecast.trends[.volatile] ?? 0) > 0.9)
    }

    @Test func nothingLeavesTheBounds() throws {
        let points = (0..<8).map {
            SkillPoint(at: SkillWorld.start.advanced(byDays: Double($0)), score: 100)
        }
        let now = SkillWorld.start.advanced(byDays: 400)
        let forecast = try #require(SkillForecast(of: points, dynamics: .usual, at: now))
        for outlook in forecast.outlooks {
            #expect(outlook.interval95.lowerBound >= 0 && outlook.interval95.upperBound <= 100)
            #expect(outlook.interval95.contains(outlook.median))
        }
        #expect(SkillForecast(of: points.dropLast(4), dynamics: .usual, at: now) == nil)
    }
}

import Foundation
import Statistics

/// How skills move, in log-odds: what all agents of a tenant have in common.
///
///     levelₜ₊Δ = levelₜ + slopeₜ·(φ + φ² + … ) + noise      slopeₜ₊Δ = φ^Δ·slopeₜ + noise
///     scoreₜ   = levelₜ + noise
///
/// A level moves with time, and with every conversation.
package struct SkillDynamics: Hashable, Sendable {
    /// φ a day, 0.9–0.995: how long a trend lasts.
    package var damping = 0.97
    /// Variance that a level gains in a day.
    package var levelVariance = 0.0008
    /// Variance that a level gains with each conversation, however soon it follows.
    package var practiceVariance = 0.001
    /// Variance that a slope gains in a day.
    package var slopeVariance = 0.000_003
    /// Variance of one conversation's score around the level.
    package var scoreVariance = 0.2
    /// Where an agent's level begins, before anything is known of them.
    package var firstLevel = 0.4
    /// How much agents differ in that.
    package var firstLevelVariance = 0.6
    package var firstSlopeVariance = 0.000_2
    /// Standard deviations within which 80 and 95 % of scores fall: the normal's, until a pool has
    /// shown other tails.
    package var reach80 = Normal.standard.quantile(0.9)
    package var reach95 = Normal.standard.quantile(0.975)

    /// What is taken until a tenant has shown its own.
    package static let usual = SkillDynamics()

    /// The sum of slopes over some days, for a slope of 1 today.
    func reach(_ days: Double) -> Double {
        damping * (1 - pow(damping, days)) / (1 - damping)
    }

    /// Standard deviations from the median up to which a share (0–1) of the scores stays.
    func quantile(_ share: Double) -> Double {
        let normal = Normal.standard
        let (near, far) = (reach80 / normal.quantile(0.9), reach95 / normal.quantile(0.975))
        let place = min(1, max(0, (abs(2 * share - 1) - 0.8) / 0.15))
        return normal.quantile(share) * (near + place * (far - near))
    }

    /// What a level and a slope gain in variance over some days.
    func gained(in days: Double) -> (level: Double, slope: Double) {
        let fade = damping * damping
        return (levelVariance * days, slopeVariance * (1 - pow(fade, days)) / (1 - fade))
    }
}

extension SkillDynamics {
    /// Agents of whom the pool's numbers are learned; fewer say too little about what is common.
    package static let agentCountMin = 3
    /// Agents and points of each that are looked at.
    package static let agentCountMax = 100
    package static let pointCountMax = 60

    /// Learns from several agents' points, each oldest first, by the greatest likelihood.
    ///
    /// What is usual counts as a prior, so that a tenant with little data stays near it. O(points) for
    /// each of 200 tries.
    package init(pooling agents: [[SkillPoint]]) {
        self = .usual
        let usable = agents.filter { $0.count >= SkillForecast.pointCountMin }.prefix(
            Self.agentCountMax
        )
        .map { Array($0.suffix(Self.pointCountMax)) }
        guard usable.count >= Self.agentCountMin else { return }
        takeBeginnings(of: usable)
        let start = self
        func dynamics(_ point: [Double]) -> SkillDynamics {
            var moved = start
            moved.levelVariance *= exp(point[0])
            moved.slopeVariance *= exp(point[1])
            moved.scoreVariance *= exp(point[2])
            moved.firstSlopeVariance *= exp(point[1])
            moved.practiceVariance *= exp(point[3])
            return moved
        }
        let best = nelderMead(
            from: [0, 0, 0, 0], step: [0.7, 0.7, 0.5, 1], evaluationCountMax: 200
        ) {
            point in
            let tried = dynamics(point)
            let prior = point.reduce(0) { $0 + $1 * $1 } / (2 * Self.priorVariance)
            return usable.reduce(prior) { $0 - SkillFilter(tried, over: $1).logLikelihood }
        }
        self = dynamics(best)
        takeTails(of: usable)
    }

    /// Of the logarithms of variances: a factor of e either way is nothing unusual.
    private static let priorVariance = 1.0

    /// The normal's tails count as so many scores.
    private static let tailPriorCount = 100.0

    /// How far off forecasts of the agents' own scores were: scores have bounds and come in steps, and
    /// an interval must hold what it says all the same (split conformal prediction, drawn towards the
    /// normal where there are few).
    private mutating func takeTails(of agents: [[SkillPoint]]) {
        let sizes = agents.flatMap { points in
            var filter = SkillFilter(self)
            return points.map { point in
                filter.add(point)
                return abs(filter.surprise)
            }.dropFirst(SkillForecast.pointCountMin)
        }.sorted()
        guard !sizes.isEmpty else { return }
        let count = Double(sizes.count)
        func reach(_ share: Double, _ normal: Double) -> Double {
            let place = Int(((count + 1) * share).rounded(.up)) - 1
            let shown = sizes[min(place, sizes.count - 1)]
            return (count * shown + Self.tailPriorCount * normal) / (count + Self.tailPriorCount)
        }
        (reach80, reach95) = (reach(0.8, reach80), reach(0.95, reach95))
    }

    /// Mean and variance of where agents begin, over their first five scores.
    private mutating func takeBeginnings(of agents: [[SkillPoint]]) {
        let starts = agents.map { $0.prefix(5).reduce(0) { $0 + $1.logit } / 5 }
        let mean = starts.reduce(0, +) / Double(starts.count)
        let square = starts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let usual = Self.usual.firstLevelVariance
        firstLevel = mean
        firstLevelVariance = max(0.05, (square + 3 * usual) / Double(starts.count + 2))
    }
}

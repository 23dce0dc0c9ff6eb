import Statistics

/// Every `SkillMethod` on scores that were held back: the last third of each agent's.
///
/// What agents have in common, the network and how far off each method is are learned from the earlier
/// two thirds; then each held-back score is foreseen from those before it.
package struct SkillTrials: Sendable {
    /// One method so many conversations ahead.
    package struct Figure: Hashable, Sendable {
        package let method: SkillMethod
        package let step: Int
        package let forecasts: Int
        /// In points of 0–100.
        package let meanAbsoluteError: Double
        /// Continuous ranked probability score, in points.
        package let rankedProbabilityScore: Double
        /// The share of scores inside the interval.
        package let coverage80: Double
        package let coverage95: Double
    }

    /// Conversations ahead.
    package static let steps = [1, 5]
    /// Of an agent's scores, the part that is learned from.
    private static let earlierShare = 2.0 / 3

    private let agents: [[SkillPoint]]
    private let dynamics: SkillDynamics
    private let network: LSTM?

    /// Agents with fewer scores than twice what a forecast needs are left out, and each agent's scores
    /// are put in the order of time.
    package init(
        _ agents: [[SkillPoint]], usesNetwork: Bool = true, seed: UInt64 = 1,
        progress: (_ pass: Int, _ passCount: Int) -> Void = { _, _ in }
    ) {
        self.agents = agents.filter { $0.count >= 2 * SkillForecast.pointCountMin }
            .map { points in points.sorted { $0.at < $1.at } }
        let earlier = self.agents.map { Array($0.prefix(Self.earlierCount($0))) }
        dynamics = SkillDynamics(pooling: earlier)
        var trainer = SeriesNetworkTrainer(horizon: Self.steps.max() ?? 1)
        trainer.seed = seed
        let histories = usesNetwork ? earlier.map { $0.map(\.score) } : []
        network = trainer.train(on: histories) {
            progress($0, $1)
            return true
        }
    }

    package var agentCount: Int { agents.count }

    /// By step, the best first; empty where no agent has scores enough.
    package func figures() -> [Figure] {
        Self.steps.flatMap { step in
            SkillMethod.allCases.compactMap { figure($0, step) }
                .sorted { $0.rankedProbabilityScore < $1.rankedProbabilityScore }
        }
    }

    private static func earlierCount(_ points: [SkillPoint]) -> Int {
        Int(Double(points.count) * earlierShare)
    }

    private func figure(_ method: SkillMethod, _ step: Int) -> Figure? {
        var tally = SkillTally()
        if method == .pooled {
            for trial in trials(step, heldBack: true) {
                let (level, spread) = trial.distribution(dynamics)
                tally.add(trial.came) { points(atLogit: level + spread * dynamics.quantile($0)) }
            }
        } else {
            guard let errors = EarlierErrors(method, trials(step, heldBack: false), network)
            else { return nil }
            for trial in trials(step, heldBack: true) {
                guard let score = trial.foreseen(method, network) else { continue }
                tally.add(trial.came) { min(100, max(0, score + errors.quantile($0))) }
            }
        }
        return tally.figure(method, step)
    }

    /// Every score that has a forecast's worth of scores before it, `step` of them back.
    private func trials(_ step: Int, heldBack: Bool) -> [SkillCase] {
        agents.flatMap { points in
            let first = Self.earlierCount(points)
            let places = heldBack ? first..<points.count : 0..<first
            return places.filter { $0 - step + 1 >= SkillForecast.pointCountMin }.map {
                SkillCase(known: Array(points[...($0 - step)]), next: points[$0], step: step)
            }
        }
    }
}

/// One score, and what was known so many conversations before it.
private struct SkillCase {
    let known: [SkillPoint]
    let next: SkillPoint
    let step: Int

    var came: Double { next.score }

    func foreseen(_ method: SkillMethod, _ network: LSTM?) -> Double? {
        method.score(after: known.map(\.score), step: step, network: network)
    }

    /// On log-odds.
    func distribution(_ dynamics: SkillDynamics) -> (level: Double, spread: Double) {
        let seen = SkillFilter(dynamics, over: known.suffix(SkillDynamics.pointCountMax))
        let then = seen.later(
            days: seen.at.map { next.at.days(since: $0) } ?? 0, conversations: Double(step))
        return (then.level, (then.levelVariance + dynamics.scoreVariance).squareRoot())
    }
}

/// How far off a method was on the scores that are learned from.
private struct EarlierErrors {
    private let spread: Double
    private let shape: ErrorShape

    /// Nil where it foresaw none of them.
    init?(_ method: SkillMethod, _ trials: [SkillCase], _ network: LSTM?) {
        let errors = trials.compactMap { trial in
            trial.foreseen(method, network).map { trial.came - $0 }
        }
        guard !errors.isEmpty else { return nil }
        let square = errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)
        let spread = max(1e-9, square.squareRoot())
        self.spread = spread
        shape = ErrorShape(errors.map { $0 / spread })
    }

    func quantile(_ level: Double) -> Double { spread * shape.quantile(level) }
}

/// Forecasts of one method, and what came.
private struct SkillTally {
    private var (count, error, score, within80, within95) = (0, 0.0, 0.0, 0, 0)

    /// `quantile` is the score that a share of the outcomes stays below.
    mutating func add(_ came: Double, _ quantile: (Double) -> Double) {
        count += 1
        error += abs(came - quantile(0.5))
        let levels = (1...39).map { Double($0) / 40 }
        score +=
            2 * levels.reduce(0) { $0 + pinballLoss(came - quantile($1), at: $1) }
            / Double(levels.count)
        if (quantile(0.1)...quantile(0.9)).contains(came) { within80 += 1 }
        if (quantile(0.025)...quantile(0.975)).contains(came) { within95 += 1 }
    }

    func figure(_ method: SkillMethod, _ step: Int) -> SkillTrials.Figure? {
        guard count > 0 else { return nil }
        let total = Double(count)
        return SkillTrials.Figure(
            method: method, step: step, forecasts: count, meanAbsoluteError: error / total,
            rankedProbabilityScore: score / total, coverage80: Double(within80) / total,
            coverage95: Double(within95) / total)
    }
}

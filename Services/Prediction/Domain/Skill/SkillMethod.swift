/// A way to foresee what an agent's next conversations score.
package enum SkillMethod: String, CaseIterable, Sendable {
    /// What `SkillForecast` does: a level and a damped slope, drawn towards the other agents.
    case pooled
    case lastValue = "last_value"
    case mean
    /// An average in which each score counts a fifth.
    case ewma
    case damped
    case theta
    /// One network that has learned from all agents' earlier scores.
    case lstm

    private static let newestShare = 0.2

    /// The score `step` conversations after `scores`, from their order alone; nil for `pooled`, which
    /// reads times as well, and for `lstm` without a network.
    func score(after scores: [Double], step: Int, network: LSTM?) -> Double? {
        let fit: (any FittedForecast)? =
            switch self {
            case .pooled: nil
            case .lastValue: NaiveForecast(values: scores)
            case .mean: NaiveForecast(values: [scores.reduce(0, +) / Double(scores.count)])
            case .ewma: NaiveForecast(values: [Self.average(scores)])
            case .damped: DampedTrend(fittedTo: scores)
            case .theta: Theta(fittedTo: scores)
            case .lstm: network.map { LSTMForecast(scores, network: $0) }
            }
        let origin = [.mean, .ewma].contains(self) ? 1 : scores.count
        return fit.map { min(100, max(0, $0.means(after: origin, horizon: step)[step - 1])) }
    }

    private static func average(_ scores: [Double]) -> Double {
        scores.dropFirst().reduce(scores[0]) { $0 + newestShare * ($1 - $0) }
    }
}

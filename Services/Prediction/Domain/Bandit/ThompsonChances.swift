import Foundation

/// How likely Thompson sampling is to choose each arm: the chance that the arm is the best of all.
///
/// Σ is 1. Found by integrating over log-odds, so that the chances can be logged as propensities and
/// an arm drawn from them; O(arms · 200).
package func thompsonChances(of beliefs: [BetaBelief]) -> [Double] {
    guard beliefs.count > 1 else { return beliefs.map { _ in 1 } }
    let grid = LogOddsGrid(beliefs)
    let curves = beliefs.map(grid.curve)
    var chances = Array(repeating: 0.0, count: beliefs.count)
    for place in 0..<LogOddsGrid.count {
        for (arm, others) in productsOfOthers(curves.map { $0.below[place] }).enumerated() {
            chances[arm] += curves[arm].density[place] * others
        }
    }
    let sum = chances.reduce(0, +)
    guard sum > 0 else { return beliefs.map { _ in 1 / Double(beliefs.count) } }
    return chances.map { $0 / sum }
}

/// Evenly spaced log-odds between which the best of the arms lies.
private struct LogOddsGrid {
    static let count = 200
    /// Standard deviations on either side: what lies beyond is below 10⁻⁸.
    private static let reach = 7.0

    private let step: Double
    /// ln(1 − x) at each place, where x is the share that its log-odds stand for.
    private let logFailing: [Double]
    /// ln x; both as log-odds give them, without losing either end.
    private let logSucceeding: [Double]

    init(_ beliefs: [BetaBelief]) {
        let ranges = beliefs.map { belief in
            let spread = (1 / belief.successes + 1 / belief.failures).squareRoot() * Self.reach
            let middle = log(belief.successes / belief.failures)
            return (low: middle - spread, high: middle + spread)
        }
        let start = ranges.map(\.low).max() ?? 0
        let end = ranges.map(\.high).max() ?? 1
        let step = (end - start) / Double(Self.count - 1)
        let odds = (0..<Self.count).map { start + Double($0) * step }
        logFailing = odds.map { -softplus($0) }
        logSucceeding = odds.map { -softplus(-$0) }
        self.step = step
    }

    /// A belief's density by log-odds, and the share of it below each place.
    func curve(of belief: BetaBelief) -> (density: [Double], below: [Double]) {
        let (won, lost) = (belief.successes, belief.failures)
        let scale = lgamma(won + lost) - lgamma(won) - lgamma(lost)
        let density = (0..<Self.count).map { place in
            exp(scale + won * logSucceeding[place] + lost * logFailing[place])
        }
        var (below, above) = (density, 0.0)
        for place in (0..<Self.count).reversed() {
            let next = place + 1 < Self.count ? density[place + 1] : 0
            above += (density[place] + next) / 2 * step
            below[place] = min(1, max(0, 1 - above))
        }
        return (density, below)
    }
}

/// For each factor, the product of all the others.
private func productsOfOthers(_ factors: [Double]) -> [Double] {
    var products = Array(repeating: 1.0, count: factors.count)
    var product = 1.0
    for index in factors.indices {
        products[index] = product
        product *= factors[index]
    }
    product = 1
    for index in factors.indices.reversed() {
        products[index] *= product
        product *= factors[index]
    }
    return products
}

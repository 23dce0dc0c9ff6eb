import Foundation

/// How far a feature has moved from where it was: the population stability index,
/// Σ (now − then) · ln(now / then) over the shares of bins (Siddiqi, 2006).
package struct StabilityIndex: Hashable, Sendable {
    /// 0 is no change.
    package var value: Double
    /// What two samples of these sizes show of it when nothing has changed, on average.
    package var noise: Double
    /// The size of the smaller sample.
    package var count: Int

    /// From here on a feature is watched.
    package static let watchFrom = 0.1
    /// From here on a model trained on the old population is not to be relied on.
    package static let alarmFrom = 0.25
    /// Fewer leave most bins empty, and an empty bin looks like a great move.
    package static let countMin = 50
    /// An empty bin counts as this share, so that the logarithm exists.
    private static let shareMin = 1e-4

    /// Counts of the same bins, then and now.
    package init(then: [Int], now: [Int]) {
        let (before, after) = (Double(max(1, then.sum)), Double(max(1, now.sum)))
        value = zip(then, now).reduce(0) { sum, pair in
            let old = max(Self.shareMin, Double(pair.0) / before)
            let new = max(Self.shareMin, Double(pair.1) / after)
            return sum + (new - old) * log(new / old)
        }
        let filled = zip(then, now).count { $0 + $1 > 0 }
        noise = Double(max(0, filled - 1)) * (1 / before + 1 / after)
        count = min(then.sum, now.sum)
    }

    /// Numbers in ten bins of equal mass of the old ones; NaN is a bin of its own.
    package init(then: [Double], now: [Double], bins: Int = 10) {
        let cuts = quantileCuts(then, bins: bins)
        self.init(then: binCounts(then, cuts), now: binCounts(now, cuts))
    }

    /// Labels, a bin each.
    package init(then: [String], now: [String]) {
        let labels = Set(then).union(now).sorted()
        func counts(_ values: [String]) -> [Int] {
            let tally = values.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
            return labels.map { tally[$0, default: 0] }
        }
        self.init(then: counts(then), now: counts(now))
    }

    /// What samples of these sizes cannot explain.
    package var level: DriftLevel {
        guard count >= Self.countMin else { return .tooFew }
        return switch value - noise {
        case Self.alarmFrom...: .alarm
        case Self.watchFrom...: .watch
        default: .steady
        }
    }
}

/// What a stability index asks for.
package enum DriftLevel: String, Hashable, Sendable, Comparable {
    /// Nothing can be told from so few.
    case tooFew = "too_few"
    case steady, watch, alarm

    package static func < (left: DriftLevel, right: DriftLevel) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .tooFew: 0
        case .steady: 1
        case .watch: 2
        case .alarm: 3
        }
    }
}

extension [Int] {
    fileprivate var sum: Int { reduce(0, +) }
}

/// The values that cut numbers into bins of nearly equal mass, each once, ascending.
private func quantileCuts(_ values: [Double], bins: Int) -> [Double] {
    let sorted = values.filter { !$0.isNaN }.sorted()
    guard let first = sorted.first else { return [] }
    var cuts: [Double] = []
    for bin in 1..<max(2, bins) {
        let cut = sorted[sorted.count * bin / bins]
        if cut > (cuts.last ?? first) { cuts.append(cut) }
    }
    return cuts
}

/// How many values are below the first cut, from it up to the second, and so on; NaN comes last.
private func binCounts(_ values: [Double], _ cuts: [Double]) -> [Int] {
    var counts = [Int](repeating: 0, count: cuts.count + 2)
    for value in values {
        if value.isNaN {
            counts[cuts.count + 1] += 1
        } else {
            counts[cuts.firstIndex { value < $0 } ?? cuts.count] += 1
        }
    }
    return counts
}

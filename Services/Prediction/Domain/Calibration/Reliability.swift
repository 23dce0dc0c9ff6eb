import Foundation

/// What came of conversations that were given about the same probability: the source of intervals.
///
/// The interval of a probability is Wilson's 90 % interval for the share of successes among the
/// conversations in its bin, counted once each, widened to hold the probability itself.
package struct Reliability: Hashable, Sendable {
    /// Ascending; the last bin reaches up to 1.
    package var bins: [ReliabilityBin]

    package init(bins: [ReliabilityBin]) { self.bins = bins }

    /// Fifteen bins of equal mass.
    package init(_ rows: [ScoredRow], _ calibration: Calibration) {
        let sorted = rows.sorted { $0.margin < $1.margin }
        bins = equalMass(sorted.map(\.weight), bins: 15).map { range in
            let members = sorted[range]
            let conversations = Set(members.lazy.map(\.conversation)).count
            let weight = members.reduce(0) { $0 + $1.weight }
            let successes = members.reduce(0) { $0 + ($1.succeeded ? $1.weight : 0) }
            return ReliabilityBin(
                upTo: range.upperBound == sorted.count
                    ? 1 : calibration.probability(of: sorted[range.upperBound].margin),
                conversations: conversations,
                successShare: successes / weight)
        }
    }

    /// The 90 % interval; everything when there is no evidence.
    package func interval(of probability: Double) -> ClosedRange<Double> {
        guard let bin = bins.first(where: { probability <= $0.upTo }) ?? bins.last else {
            return 0...1
        }
        let interval = wilson(share: bin.successShare, count: Double(bin.conversations))
        return min(interval.lowerBound, probability)...max(interval.upperBound, probability)
    }
}

/// Conversations that were given up to this probability, and more than the bin before.
package struct ReliabilityBin: Hashable, Sendable {
    package var upTo: Double
    package var conversations: Int
    package var successShare: Double

    package init(upTo: Double, conversations: Int, successShare: Double) {
        self.upTo = upTo
        self.conversations = conversations
        self.successShare = successShare
    }
}

/// Wilson's score interval (1927); `z` of 1.6449 holds 90 %.
package func wilson(share: Double, count: Double, z: Double = 1.644_853_627) -> ClosedRange<Double>
{
    guard count > 0 else { return 0...1 }
    let square = z * z
    let centre = (share + square / (2 * count)) / (1 + square / count)
    let spread = (share * (1 - share) / count + square / (4 * count * count)).squareRoot()
    let half = z * spread / (1 + square / count)
    return max(0, centre - half)...min(1, centre + half)
}

/// The count, mean and spread of values that come one by one.
///
/// Source: B. P. Welford, "Note on a method for calculating corrected sums of squares and products",
/// Technometrics 4 (1962); merging after T. F. Chan and others (1979).
package struct Moments: Hashable, Sendable {
    package private(set) var count = 0
    package private(set) var mean = 0.0
    private var squares = 0.0

    package init() {}

    package init(_ values: some Sequence<Double>) {
        for value in values { add(value) }
    }

    package mutating func add(_ value: Double) {
        count += 1
        let distance = value - mean
        mean += distance / Double(count)
        squares += distance * (value - mean)
    }

    /// As if the other's values had been added too.
    package mutating func add(_ other: Moments) {
        guard other.count > 0 else { return }
        let total = Double(count + other.count)
        let distance = other.mean - mean
        squares += other.squares + distance * distance * Double(count) * Double(other.count) / total
        mean += distance * Double(other.count) / total
        count += other.count
    }

    /// Over n − 1; NaN for fewer than two values.
    package var variance: Double { count > 1 ? squares / Double(count - 1) : .nan }
    package var standardDeviation: Double { variance.squareRoot() }
    /// Of the mean.
    package var standardError: Double { (variance / Double(count)).squareRoot() }
}

extension Array where Element == Double {
    /// NaN when empty.
    package var mean: Double { isEmpty ? .nan : reduce(0, +) / Double(count) }

    /// Over n − 1; NaN for fewer than two values.
    package var variance: Double { Moments(self).variance }

    /// Over n − 1, of pairs by place; NaN for fewer than two.
    package func covariance(with other: [Double]) -> Double {
        guard count > 1 else { return .nan }
        let (left, right) = (mean, other.mean)
        return zip(self, other).reduce(0) { $0 + ($1.0 - left) * ($1.1 - right) }
            / Double(count - 1)
    }

    /// Pearson's; NaN when one of them is constant.
    package func correlation(with other: [Double]) -> Double {
        covariance(with: other) / (variance * other.variance).squareRoot()
    }

    /// From 1, ties share the mean of their ranks.
    package var ranks: [Double] {
        let order = indices.sorted { self[$0] < self[$1] }
        var ranks = [Double](repeating: 0, count: count)
        var start = 0
        while start < count {
            var end = start + 1
            while end < count, self[order[end]] == self[order[start]] { end += 1 }
            for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
            start = end
        }
        return ranks
    }
}

import Identifiers
import Statistics

/// Scores before and after something that should have changed them, and what that shows.
///
/// The difference of two means with Welch's interval (B. L. Welch, Biometrika 34, 1947): the two
/// sides may scatter differently. It says what followed, not what was caused: agents take a module
/// when they do badly, and would have done better anyway (regression to the mean).
package struct BeforeAfter: Hashable, Sendable {
    /// Fewer on a side scatter too much to tell.
    package static let countMin = 3

    package let countBefore: Int
    package let countAfter: Int
    /// 0–100.
    package let meanBefore: Double
    package let meanAfter: Double
    /// 95 % of the difference, after less before.
    package let lower: Double
    package let upper: Double

    package var difference: Double { meanAfter - meanBefore }

    /// Nil with fewer than three scores on a side.
    package init?(before: [Double], after: [Double]) {
        guard before.count >= Self.countMin, after.count >= Self.countMin else { return nil }
        (countBefore, countAfter) = (before.count, after.count)
        let (first, second) = (Moments(before), Moments(after))
        (meanBefore, meanAfter) = (first.mean, second.mean)
        let a = first.variance / Double(before.count)
        let b = second.variance / Double(after.count)
        let difference = second.mean - first.mean
        guard a + b > 0 else {
            (lower, upper) = (difference, difference)
            return
        }
        let freedom =
            (a + b) * (a + b)
            / (a * a / Double(before.count - 1) + b * b / Double(after.count - 1))
        let reach = StudentT(freedom).upperQuantile(0.025) * (a + b).squareRoot()
        (lower, upper) = (difference - reach, difference + reach)
    }

    package var verdict: InterventionVerdict {
        lower > 0 ? .worked : upper < 0 ? .worse : .noDifference
    }
}

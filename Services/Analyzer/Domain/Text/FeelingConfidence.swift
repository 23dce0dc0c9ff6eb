import Foundation

/// How likely it is that a reader hears the feeling that a score says.
///
/// Good words are said out of courtesy far more often than bad ones, so each side has its own line of
/// ln odds over the score's size, fitted by maximum likelihood to the tuning halves of the labelled
/// messages; `meshctl evaluate analyzer` shows both on the test halves (decision 0217).
package enum FeelingConfidence {
    private static let good = (slope: 7.73, offset: -4.59)
    private static let bad = (slope: 4.96, offset: -1.85)

    /// 0–1, of a score from −1 to 1; nil for a message that shows no feeling.
    package static func probability(of sentiment: Double?) -> Double? {
        guard let sentiment, sentiment != 0 else { return nil }
        let line = sentiment > 0 ? good : bad
        return 1 / (1 + exp(-line.slope * sentiment.magnitude - line.offset))
    }
}

extension MessageAnalysis {
    /// How likely it is that a reader hears the feeling of `sentiment`, 0–1; nil without one.
    package var sentimentConfidence: Double? { FeelingConfidence.probability(of: sentiment) }
}

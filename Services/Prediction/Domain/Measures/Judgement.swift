/// A probability that was given, and what came.
package struct Judgement: Hashable, Sendable {
    package var probability: Double
    package var succeeded: Bool

    package init(probability: Double, succeeded: Bool) {
        self.probability = probability
        self.succeeded = succeeded
    }

    /// True when the likelier answer was right; one half counts as foreseeing success.
    package var isRight: Bool { (probability >= 0.5) == succeeded }
}

/// A probability that was given, and what came.
package struct Judgement: Hashable, Sendable {
    package var probability: Double
    package var succeeded: Bool
    /// Above 0: how much it counts beside the others.
    package var weight: Double

    package init(probability: Double, succeeded: Bool, weight: Double = 1) {
        self.probability = probability
        self.succeeded = succeeded
        self.weight = weight
    }

    /// True when the likelier answer was right; one half counts as foreseeing success.
    package var isRight: Bool { (probability >= 0.5) == succeeded }
}

/// What some own outcomes say against probabilities that rest on everybody's.
///
/// Whoever has few outcomes, a tenant or an agent, borrows from the pool: the shift of the log-odds is
/// drawn towards zero by a normal prior, as in partial pooling, and so the answer is nearly the
/// pool's with ten outcomes and nearly its own with a thousand.
package struct PooledEvidence: Hashable, Sendable {
    /// Conversations whose end is known.
    package var outcomes: Int
    /// Σ (1 or 0 − probability given).
    package var surprise: Double
    /// Σ probability · (1 − probability): what the outcomes could tell.
    package var information: Double

    /// Tenants, and agents, differ by about half a unit of log-odds (standard deviation of the prior).
    private static let priorVariance = 0.25
    /// No few outcomes move a probability further than this, in log-odds.
    private static let shiftMax = 1.5

    package static let none = PooledEvidence(outcomes: 0, surprise: 0, information: 0)

    package init(outcomes: Int, surprise: Double, information: Double) {
        self.outcomes = outcomes
        self.surprise = surprise
        self.information = information
    }

    package mutating func add(_ probability: Double, succeeded: Bool) {
        outcomes += 1
        surprise += (succeeded ? 1 : 0) - probability
        information += probability * (1 - probability)
    }

    /// What is added to the log-odds: one Newton step from the pool towards the tenant's own.
    package var shift: Double {
        let step = surprise / (information + 1 / Self.priorVariance)
        return min(Self.shiftMax, max(-Self.shiftMax, step))
    }

    /// The standard deviation of what the shift may truly be.
    package var shiftSpread: Double { 1 / (information + 1 / Self.priorVariance).squareRoot() }

    /// 0–1: how much of the answer rests on others' conversations.
    package var poolShare: Double {
        1 / (1 + information * Self.priorVariance)
    }

    /// A probability of the pool's as these outcomes correct it.
    package func corrected(_ probability: Double) -> Double {
        guard outcomes > 0, probability > 0, probability < 1 else { return probability }
        return sigmoid(logOdds(probability) + shift)
    }
}

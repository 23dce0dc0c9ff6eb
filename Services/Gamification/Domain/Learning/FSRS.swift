import Foundation

/// When to ask a question again: the free spaced-repetition scheduler, version 6, with its published
/// default parameters.
///
/// Source: Ye et al., "A Stochastic Shortest Path Algorithm for Optimizing Spaced Repetition
/// Scheduling", KDD 2022, and the formulas of FSRS-6. Days are whole; a question is asked at most
/// once a day, so the rules for steps of minutes are left out.
package struct FSRS: Hashable, Sendable {
    package enum Rating: Int, CaseIterable, Sendable {
        case again = 1
        case hard
        case good
        case easy
    }

    /// What is known of one agent's memory of one question.
    package struct Memory: Hashable, Sendable {
        /// Days after which recall has fallen to 90 %.
        package var stability: Double
        /// 1–10.
        package var difficulty: Double

        package init(stability: Double, difficulty: Double) {
            self.stability = stability
            self.difficulty = difficulty
        }
    }

    /// The defaults that come with FSRS-6.
    package static let defaultParameters: [Double] = [
        0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
        1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
    ]
    /// A century is for ever.
    static let intervalDaysMax = 36_500
    static let stabilityMin = 0.001

    private let w: [Double]
    /// How likely recall is to be when a question is asked again, 0–1.
    private let retention: Double

    package init(retention: Double = 0.9) {
        w = Self.defaultParameters
        self.retention = retention
    }

    /// The memory after a review, so many days after the one before.
    ///
    /// - Parameter memory: nil for the first review.
    package func memory(
        after rating: Rating, from memory: Memory?, elapsedDays: Int
    ) -> Memory {
        guard let memory else {
            return Memory(
                stability: max(Self.stabilityMin, w[rating.rawValue - 1]),
                difficulty: clamped(initialDifficulty(rating)))
        }
        let stability: Double
        if elapsedDays < 1 {
            stability = sameDayStability(memory, rating)
        } else {
            let recall = recall(of: memory, afterDays: elapsedDays)
            stability =
                rating == .again
                ? forgottenStability(memory, recall) : recalledStability(memory, recall, rating)
        }
        return Memory(
            stability: max(Self.stabilityMin, stability),
            difficulty: nextDifficulty(memory.difficulty, rating))
    }

    /// How likely the answer is still known, 0–1.
    package func recall(of memory: Memory, afterDays days: Int) -> Double {
        pow(1 + factor * Double(max(0, days)) / memory.stability, -w[20])
    }

    /// Days until recall has fallen to the wanted retention, 1 or more.
    package func intervalDays(of memory: Memory) -> Int {
        let days = memory.stability / factor * (pow(retention, -1 / w[20]) - 1)
        return min(max(Int(days.rounded(.toNearestOrEven)), 1), Self.intervalDaysMax)
    }

    /// Makes recall 90 % when as many days have gone by as the stability says.
    private var factor: Double { pow(0.9, -1 / w[20]) - 1 }

    private func initialDifficulty(_ rating: Rating) -> Double {
        w[4] - exp(w[5] * Double(rating.rawValue - 1)) + 1
    }

    private func nextDifficulty(_ difficulty: Double, _ rating: Rating) -> Double {
        let change = -w[6] * Double(rating.rawValue - 3)
        let damped = difficulty + (10 - difficulty) * change / 9
        return clamped(w[7] * initialDifficulty(.easy) + (1 - w[7]) * damped)
    }

    private func sameDayStability(_ memory: Memory, _ rating: Rating) -> Double {
        let growth =
            exp(w[17] * (Double(rating.rawValue - 3) + w[18])) * pow(memory.stability, -w[19])
        return memory.stability * (rating == .again ? growth : max(1, growth))
    }

    private func forgottenStability(_ memory: Memory, _ recall: Double) -> Double {
        let lasting =
            w[11] * pow(memory.difficulty, -w[12]) * (pow(memory.stability + 1, w[13]) - 1)
            * exp((1 - recall) * w[14])
        return min(lasting, memory.stability / exp(w[17] * w[18]))
    }

    private func recalledStability(
        _ memory: Memory, _ recall: Double, _ rating: Rating
    ) -> Double {
        let growth =
            exp(w[8]) * (11 - memory.difficulty) * pow(memory.stability, -w[9])
            * (exp((1 - recall) * w[10]) - 1)
        let hard = rating == .hard ? w[15] : 1
        let easy = rating == .easy ? w[16] : 1
        return memory.stability * (1 + growth * hard * easy)
    }

    private func clamped(_ difficulty: Double) -> Double { min(max(difficulty, 1), 10) }
}

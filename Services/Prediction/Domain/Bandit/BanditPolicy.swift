import Foundation
import Identifiers

/// How an arm is chosen from what the arms have brought.
package enum BanditPolicy: Hashable, Sendable {
    /// Draws from Beta(1 + successes, 1 + failures); each turn multiplies what was seen by `discount`
    /// (Raj and Kalyani, 2017); 1 forgets nothing (Thompson, 1933).
    case thompson(discount: Double)
    /// The highest mean with √(2 ln t / n) added (Auer, Cesa-Bianchi and Fischer, 2002).
    case upperConfidence
    /// The best mean, but in `share` of the turns any arm.
    case greedy(exploring: Double)
    case random

    package var name: String {
        switch self {
        case .thompson(discount: 1): "thompson"
        case .thompson(let discount): "discounted_thompson_\(discount)"
        case .upperConfidence: "ucb1"
        case .greedy(let share): "epsilon_greedy_\(share)"
        case .random: "random"
        }
    }
}

/// A policy at work.
struct BanditPlayer {
    private let policy: BanditPolicy
    private var successes: [Double]
    private var failures: [Double]
    private var turn = 0

    init(_ policy: BanditPolicy, armCount: Int) {
        self.policy = policy
        successes = Array(repeating: 0, count: armCount)
        failures = successes
    }

    mutating func choose(using generator: inout SplitMix64) -> Int {
        turn += 1
        switch policy {
        case .thompson:
            return best {
                BetaBelief(successes: 1 + successes[$0], failures: 1 + failures[$0])
                    .draw(using: &generator)
            }
        case .upperConfidence:
            return best { arm in
                let count = successes[arm] + failures[arm]
                guard count > 0 else { return .infinity }
                return successes[arm] / count + (2 * log(Double(turn)) / count).squareRoot()
            }
        case .random:
            return Int.random(in: successes.indices, using: &generator)
        case .greedy(let share) where Double.random(in: 0..<1, using: &generator) < share:
            return Int.random(in: successes.indices, using: &generator)
        case .greedy:
            return best { arm in
                let count = successes[arm] + failures[arm]
                return count > 0 ? successes[arm] / count : .infinity
            }
        }
    }

    /// A reward came, now or after a delay.
    mutating func learn(_ succeeded: Bool, of arm: Int) {
        if case .thompson(let discount) = policy, discount < 1 {
            for index in successes.indices {
                successes[index] *= discount
                failures[index] *= discount
            }
        }
        if succeeded { successes[arm] += 1 } else { failures[arm] += 1 }
    }

    /// The first arm of the highest value.
    private func best(_ value: (Int) -> Double) -> Int {
        var (winner, highest) = (0, -Double.infinity)
        for arm in successes.indices {
            let worth = value(arm)
            if worth > highest { (winner, highest) = (arm, worth) }
        }
        return winner
    }
}

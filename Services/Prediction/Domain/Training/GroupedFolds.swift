import Identifiers

/// Deals conversations into folds, so that all of one conversation falls into one fold.
///
/// Successes and failures are dealt apart, so that every fold has nearly the same share of each.
package struct GroupedFolds: Hashable, Sendable {
    package let count: Int
    /// The fold of each conversation.
    package let foldOf: [Int]

    /// The same outcomes and seed give the same folds.
    package init(count: Int, outcomes: [Bool], seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var foldOf = Array(repeating: 0, count: outcomes.count)
        var next = 0
        for kind in [true, false] {
            let members = outcomes.indices.filter { outcomes[$0] == kind }
            for index in members.shuffled(using: &generator) {
                foldOf[index] = next % count
                next += 1
            }
        }
        self.count = count
        self.foldOf = foldOf
    }

    package func members(of fold: Int) -> [Int] { foldOf.indices.filter { foldOf[$0] == fold } }

    package func others(than fold: Int) -> [Int] { foldOf.indices.filter { foldOf[$0] != fold } }
}

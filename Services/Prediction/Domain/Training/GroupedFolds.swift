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

    /// Deals whole groups, such as an agent's conversations, the largest first, each to the fold that
    /// has the fewest members so far.
    package init(count: Int, groups: [Int], seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let sizes = groups.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
        let order = sizes.keys.sorted().shuffled(using: &generator)
            .sorted { sizes[$0, default: 0] > sizes[$1, default: 0] }
        var loads = [Int](repeating: 0, count: count)
        var foldOfGroup: [Int: Int] = [:]
        for group in order {
            let fold = loads.indices.min { loads[$0] < loads[$1] } ?? 0
            foldOfGroup[group] = fold
            loads[fold] += sizes[group, default: 0]
        }
        self.count = count
        foldOf = groups.map { foldOfGroup[$0, default: 0] }
    }

    package func members(of fold: Int) -> [Int] { foldOf.indices.filter { foldOf[$0] == fold } }

    package func others(than fold: Int) -> [Int] { foldOf.indices.filter { foldOf[$0] != fold } }
}

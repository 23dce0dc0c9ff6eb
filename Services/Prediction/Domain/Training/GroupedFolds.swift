/// Deals conversations into folds, so that all of one conversation falls into one fold.
///
/// Successes and failures are dealt apart, so that every fold has nearly the same share of each.
package struct GroupedFolds: Hashable, Sendable {
    package let count: Int
    /// The fold of each conversation.
    package let foldOf: [Int]

    /// The same outcomes and seed give the same folds.
    package init(count: Int, outcomes: [Bool], seed: UInt64) {
        var generator = SplitMix(state: seed)
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

/// Steele, Lea and Flood's generator (OOPSLA 2014): small, seeded, the same on every machine.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

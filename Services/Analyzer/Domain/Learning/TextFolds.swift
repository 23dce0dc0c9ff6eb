import Identifiers

/// Deals texts into folds: all of one group into one, and each label spread as evenly as groups
/// allow.
package struct TextFolds: Hashable, Sendable {
    package let count: Int
    package let foldOf: [Int]

    package init(_ texts: [LabelledText], count: Int, seed: UInt64) {
        self.count = count
        var generator = SplitMix64(seed: seed)
        let groups = Dictionary(grouping: texts.indices) { texts[$0].group }
        let shuffled = groups.keys.sorted().shuffled(using: &generator)
        // Groups of the rarest label are dealt first, so that no fold goes without.
        var frequency: [String: Int] = [:]
        for label in texts.lazy.flatMap(\.labels) { frequency[label, default: 0] += 1 }
        let ranks = shuffled.map { group in
            groups[group, default: []].flatMap { texts[$0].labels }
                .map { frequency[$0, default: 0] }.min() ?? .max
        }
        let order = shuffled.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
        var foldOf = [Int](repeating: 0, count: texts.count)
        for (turn, place) in order.enumerated() {
            for index in groups[shuffled[place], default: []] { foldOf[index] = turn % count }
        }
        self.foldOf = foldOf
    }

    /// The folds that the source gives; nil unless each text has one.
    package init?(given texts: [LabelledText]) {
        let given = texts.compactMap(\.fold)
        let names = Set(given).sorted()
        guard given.count == texts.count, names.count > 1 else { return nil }
        count = names.count
        foldOf = given.map { names.firstIndex(of: $0) ?? 0 }
    }

    package func members(of fold: Int) -> [Int] { foldOf.indices.filter { foldOf[$0] == fold } }

    package func others(than fold: Int) -> [Int] { foldOf.indices.filter { foldOf[$0] != fold } }
}

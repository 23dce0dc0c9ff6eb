/// The SHAP values of trees of depth 2 at most, by what their splits decide.
///
/// SHAP values of a tree depend on a row only through which way each split sends it: three splits are
/// eight rows of a table, found once by `LeafPaths`. An explanation is three comparisons and three
/// additions a tree.
struct SmallTreeTables: Sendable {
    /// Of a tree of depth 2.
    static let splitCountMax = 3
    private static let patternCount = 1 << splitCountMax

    /// `splitCountMax` of each tree; where it has fewer, ones that send every row right.
    private var splits: [TreeSplit] = []
    /// By tree, by pattern (bit k: the k-th split sends the row left), by split: what the split's
    /// feature contributes. A feature that is split twice has all of it at its first split.
    private var contributions: [Double] = []

    /// O(trees); trees without a split say the same of every row and are left out.
    init(_ trees: [TreeNode]) {
        for tree in trees where !tree.splits.isEmpty { add(tree) }
    }

    private mutating func add(_ tree: TreeNode) {
        let own = tree.splits
        let paths = LeafPaths([tree])
        let places = own.map { split in own.firstIndex { $0.feature == split.feature } }
        var table = [Double](repeating: 0, count: Self.patternCount * Self.splitCountMax)
        for row in rows(throughAll: own) {
            var features = [Double](repeating: 0, count: row.count)
            paths.explain(row, adding: &features)
            let start = pattern(of: row, own[...]) * Self.splitCountMax
            for place in own.indices where places[place] == place {
                table[start + place] = features[own[place].feature]
            }
        }
        let padding = TreeSplit(feature: own[0].feature, bound: -.infinity, sendsMissingLeft: false)
        splits += own + Array(repeating: padding, count: Self.splitCountMax - own.count)
        contributions += table
    }

    /// Adds what every feature contributes.
    func explain(_ row: [Float], adding features: inout [Double]) {
        var tree = 0
        for start in stride(from: 0, to: splits.count, by: Self.splitCountMax) {
            let own = splits[start..<start + Self.splitCountMax]
            var entry = (tree * Self.patternCount + pattern(of: row, own)) * Self.splitCountMax
            for split in own {
                features[split.feature] += contributions[entry]
                entry += 1
            }
            tree += 1
        }
    }
}

/// Bit k: the k-th split sends the row left.
private func pattern(of row: [Float], _ splits: ArraySlice<TreeSplit>) -> Int {
    var (pattern, bit) = (0, 1)
    for split in splits {
        if split.goesLeft(row[split.feature]) { pattern |= bit }
        bit <<= 1
    }
    return pattern
}

/// Rows that together go every way that a row may go: of each feature, a value below all bounds, each
/// bound, and a missing one.
private func rows(throughAll splits: [TreeSplit]) -> [[Float]] {
    let width = (splits.map(\.feature).max() ?? -1) + 1
    var rows = [[Float](repeating: 0, count: width)]
    for (feature, own) in Dictionary(grouping: splits, by: \.feature) {
        let bounds = own.map(\.bound)
        let lowest = bounds.min() ?? 0
        rows = rows.flatMap { row in
            ([lowest.nextDown, .nan] + bounds).map { value in
                var next = row
                next[feature] = value
                return next
            }
        }
    }
    return rows
}

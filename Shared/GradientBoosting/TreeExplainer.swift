/// Exact SHAP values of a booster's trees (the path-dependent values of Lundberg and others, 2020).
///
/// The small trees that the models here are made of are looked up in `SmallTreeTables`, deeper ones
/// are gone through leaf by leaf.
struct TreeExplainer: Sendable {
    private let featureCount: Int
    /// What is said before any feature is known.
    private let bias: Double
    private let small: SmallTreeTables
    private let deep: LeafPaths

    init(_ text: TreeText) {
        let small = text.trees.filter { $0.splits.count <= SmallTreeTables.splitCountMax }
        let deep = text.trees.filter { $0.splits.count > SmallTreeTables.splitCountMax }
        featureCount = text.featureCount
        self.small = SmallTreeTables(small)
        self.deep = LeafPaths(deep)
        bias = Double(text.baseMargin) + LeafPaths(small).expectation + self.deep.expectation
    }

    /// O(small trees + leaves of deep trees · depth²), plus O(features).
    func contributions(of row: some Collection<Float>) -> Contributions {
        let row = Array(row)
        var features = [Double](repeating: 0, count: featureCount)
        small.explain(row, adding: &features)
        deep.explain(row, adding: &features)
        return Contributions(features: features, bias: bias)
    }
}

/// Where a row goes left or right.
struct TreeSplit: Hashable, Sendable {
    let feature: Int
    /// A value below it goes left.
    let bound: Float
    let sendsMissingLeft: Bool

    func goesLeft(_ value: Float) -> Bool {
        value < bound || sendsMissingLeft && value.isNaN
    }
}

extension TreeNode {
    /// All of them, each before those on its left and on its right.
    var splits: [TreeSplit] {
        switch self {
        case .leaf: []
        case .split(let feature, let bound, let missingLeft, _, let left, let right):
            [TreeSplit(feature: feature, bound: bound, sendsMissingLeft: missingLeft)]
                + left.splits + right.splits
        }
    }
}

/// SHAP values of trees by their definition, leaf by leaf.
///
/// A leaf speaks through the features on the way to it alone, where XGBoost's own loop walks over all
/// features of the model in every tree.
struct LeafPaths: Sendable {
    /// What a feature must be for a row to come to a leaf.
    fileprivate struct Step {
        var feature: Int
        /// At or above it.
        var from: Float = -.infinity
        /// Below it.
        var below: Float = .infinity
        var takesMissing = true
        /// 0–1: of the rows learned from that came to its splits, the share that went on to the leaf.
        var share = 1.0

        func admits(_ value: Float) -> Bool {
            value.isNaN ? takesMissing : value >= from && value < below
        }
    }

    private struct Leaf {
        let value: Double
        /// Its places in `steps`: each feature once.
        let steps: Range<Int>
    }

    /// The mean answer over the rows learned from: what is said before any feature is known.
    private(set) var expectation = 0.0
    private var leaves: [Leaf] = []
    private var steps: [Step] = []
    /// The most features on the way to one leaf.
    private var depth = 1

    init(_ trees: [TreeNode]) {
        for tree in trees { add(tree, behind: []) }
    }

    private mutating func add(_ node: TreeNode, behind path: [Step]) {
        switch node {
        case .leaf(let value, _):
            leaves.append(
                Leaf(value: Double(value), steps: steps.count..<steps.count + path.count))
            steps += path
            expectation += path.reduce(Double(value)) { $0 * $1.share }
            depth = max(depth, path.count)
        case .split(let feature, let bound, let missingLeft, let cover, let left, let right):
            add(
                left,
                behind: path.narrowed(at: feature, share: left.cover / cover) {
                    $0.below = min($0.below, bound)
                    $0.takesMissing = $0.takesMissing && missingLeft
                })
            add(
                right,
                behind: path.narrowed(at: feature, share: right.cover / cover) {
                    $0.from = max($0.from, bound)
                    $0.takesMissing = $0.takesMissing && !missingLeft
                })
        }
    }
}

extension LeafPaths {
    /// Adds what every feature contributes; O(leaves · depth²) with the features on the way to one
    /// leaf as depth.
    func explain(_ row: [Float], adding features: inout [Double]) {
        var shares = [Double](repeating: 0, count: depth)
        var passed = shares
        var coefficients = shares
        for leaf in leaves {
            for (place, step) in steps[leaf.steps].enumerated() {
                shares[place] = step.share
                passed[place] = step.admits(row[step.feature]) ? 1 : 0
            }
            let count = leaf.steps.count
            for place in 0..<count {
                let weight = shapleyWeight(
                    of: place, among: count, passed, shares, &coefficients)
                features[steps[leaf.steps.lowerBound + place].feature] +=
                    leaf.value * (passed[place] - shares[place]) * weight
            }
        }
    }
}

extension [LeafPaths.Step] {
    /// With one more split on the way; a feature that was split before keeps its one place.
    fileprivate func narrowed(
        at feature: Int, share: Float, _ narrow: (inout LeafPaths.Step) -> Void
    ) -> [LeafPaths.Step] {
        var path = self
        let place = path.firstIndex { $0.feature == feature } ?? path.endIndex
        if place == path.endIndex { path.append(LeafPaths.Step(feature: feature)) }
        narrow(&path[place])
        path[place].share *= Double(share)
        return path
    }
}

/// How often a feature decides whether a row comes to a leaf, over all orders in which the features on
/// the way may become known: Σₖ eₖ · k! (n − 1 − k)! / n!, where eₖ is the coefficient of tᵏ in
/// Π (share + passed · t) over the other features.
private func shapleyWeight(
    of place: Int, among count: Int, _ passed: [Double], _ shares: [Double],
    _ coefficients: inout [Double]
) -> Double {
    if count == 1 { return 1 }
    if count == 2 { return (shares[1 - place] + passed[1 - place]) / 2 }
    coefficients[0] = 1
    var degree = 0
    for other in 0..<count where other != place {
        degree += 1
        coefficients[degree] = passed[other] * coefficients[degree - 1]
        for power in (0..<degree).reversed() {
            let lower = power == 0 ? 0 : passed[other] * coefficients[power - 1]
            coefficients[power] = shares[other] * coefficients[power] + lower
        }
    }
    // 1 / (n · (n − 1 over k)), from k = 0 upwards.
    var chance = 1 / Double(count)
    var weight = 0.0
    for power in 0..<count {
        weight += coefficients[power] * chance
        chance *= Double(power + 1) / Double(max(1, count - 1 - power))
    }
    return weight
}

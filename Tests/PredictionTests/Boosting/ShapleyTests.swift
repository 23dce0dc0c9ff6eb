import Foundation
import GradientBoosting
import Testing

@Suite struct ShapleyTests {
    /// Of trees that are looked up (depth 1 and 2) and of those gone through leaf by leaf.
    private static let depths = [1, 2, 3, 5]

    @Test(arguments: depths) func contributionsAddUpToTheMargin(depth: Int) throws {
        let (booster, rows) = try trained(depth: depth)
        let margins = try booster.margins(of: rows)
        for (margin, parts) in zip(margins, try booster.contributions(of: rows)) {
            #expect(abs(parts.features.reduce(parts.bias, +) - margin) < 1e-4)
        }
    }

    @Test func aFeatureThatNoTreeUsesContributesNothing() throws {
        var rows = FeatureMatrix(columnCount: 2)
        for index in 0..<100 { try rows.append([Float(index), 7]) }
        let booster = try Booster(
            training: rows, labels: (0..<100).map { $0 > 40 }, parameters: parameters(rounds: 5))
        #expect(try booster.contributions(of: rows).allSatisfy { $0.features[1] == 0 })
    }

    /// Against the definition: all orders of all features, on trees read from the model's JSON.
    @Test(arguments: depths) func contributionsAreShapleyValues(depth: Int) throws {
        let (booster, rows) = try trained(rounds: 3, depth: depth, count: 200)
        let json = try booster.bytes(as: .json)
        let model = try JSONDecoder().decode(ModelFile.self, from: Data(json))
        let trees = model.learner.gradientBooster.model.trees
        #expect(trees.count == 3)
        for row in 0..<25 {
            let values = Array(rows[row])
            let found = try booster.contributions(of: values)
            let expected = trees.reduce(into: [Double](repeating: 0, count: 4)) { sum, tree in
                for feature in 0..<4 { sum[feature] += tree.shapley(of: feature, at: values) }
            }
            for (left, right) in zip(found.features, expected) {
                #expect(abs(left - right) < 1e-4, "row \(row)")
            }
        }
    }
}

/// XGBoost's model file, as far as the proof needs it.
private struct ModelFile: Decodable {
    var learner: Learner

    struct Learner: Decodable {
        var gradientBooster: GradientBooster

        enum CodingKeys: String, CodingKey { case gradientBooster = "gradient_booster" }
    }

    struct GradientBooster: Decodable { var model: Model }
    struct Model: Decodable { var trees: [Tree] }
}

private struct Tree: Decodable {
    var left: [Int]
    var right: [Int]
    var feature: [Int]
    var condition: [Double]
    var sendsMissingLeft: [Int]
    var cover: [Double]

    enum CodingKeys: String, CodingKey {
        case left = "left_children"
        case right = "right_children"
        case feature = "split_indices"
        case condition = "split_conditions"
        case sendsMissingLeft = "default_left"
        case cover = "sum_hessian"
    }

    /// What the tree answers on average when only the features in `known` are known, going down
    /// both sides by their cover where one is not (Lundberg et al., 2018, algorithm 1).
    func answer(_ row: [Float], known: Int, node: Int = 0) -> Double {
        guard left[node] >= 0 else { return condition[node] }
        if known >> feature[node] & 1 == 1 {
            return answer(row, known: known, node: child(of: node, row[feature[node]]))
        }
        let sides = [left[node], right[node]]
        return sides.reduce(0) {
            $0 + answer(row, known: known, node: $1) * cover[$1] / cover[node]
        }
    }

    private func child(of node: Int, _ value: Float) -> Int {
        let goesLeft =
            value.isNaN ? sendsMissingLeft[node] == 1 : value < Float(condition[node])
        return goesLeft ? left[node] : right[node]
    }

    /// The mean, over the sets of other features, of what this feature adds.
    func shapley(of feature: Int, at row: [Float], featureCount: Int = 4) -> Double {
        let others = (0..<(1 << featureCount)).filter { $0 >> feature & 1 == 0 }
        return others.reduce(0) { sum, set in
            let size = set.nonzeroBitCount
            let weight =
                factorial(size) * factorial(featureCount - size - 1) / factorial(featureCount)
            let gain = answer(row, known: set | 1 << feature) - answer(row, known: set)
            return sum + weight * gain
        }
    }
}

private func factorial(_ number: Int) -> Double {
    number < 2 ? 1 : (2...number).reduce(1.0) { $0 * Double($1) }
}

/// XGBoost's model file, as far as predictions rest on it (doc/model.schema of release 1.7).
struct ModelFile: Decodable {
    var learner: Learner

    struct Learner: Decodable {
        var gradientBooster: GradientBooster
        var parameters: Parameters

        enum CodingKeys: String, CodingKey {
            case gradientBooster = "gradient_booster"
            case parameters = "learner_model_param"
        }
    }

    struct Parameters: Decodable {
        var baseScore: String

        enum CodingKeys: String, CodingKey { case baseScore = "base_score" }
    }

    struct GradientBooster: Decodable { var model: Model }
    struct Model: Decodable { var trees: [Tree] }

    /// One tree as columns, a node a place.
    struct Tree: Decodable {
        var left: [Int]
        var right: [Int]
        var features: [Int]
        /// The threshold of a split, the value of a leaf.
        var conditions: [Float]
        var sendsMissingLeft: [Int]
        var covers: [Float]

        enum CodingKeys: String, CodingKey {
            case left = "left_children"
            case right = "right_children"
            case features = "split_indices"
            case conditions = "split_conditions"
            case sendsMissingLeft = "default_left"
            case covers = "sum_hessian"
        }

        /// The node at a place, with what hangs below it.
        func node(_ place: Int) -> TreeNode {
            guard left[place] >= 0 else { return .leaf(conditions[place], cover: covers[place]) }
            return .split(
                feature: features[place], below: conditions[place],
                sendsMissingLeft: sendsMissingLeft[place] == 1, cover: covers[place],
                left: node(left[place]), right: node(right[place]))
        }
    }
}

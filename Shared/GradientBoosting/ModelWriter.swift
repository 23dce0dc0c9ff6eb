/// Writes trees as XGBoost's model file, by hand because XGBoost wants `6.0`, not `6`, for a float.
struct ModelWriter {
    private let text: TreeText

    init(_ text: TreeText) { self.text = text }

    /// The file, with zeros for what only further training would need.
    var json: String {
        let trees = text.trees.enumerated().map { tree($0.element, id: $0.offset) }
        return """
            {"learner":{"attributes":{},"feature_names":[],"feature_types":[],\
            "gradient_booster":{"model":{"gbtree_model_param":{"num_parallel_tree":"1",\
            "num_trees":"\(trees.count)","size_leaf_vector":"0"},\
            "tree_info":\(list(trees.map { _ in 0 })),"trees":[\(trees.joined(separator: ","))]},\
            "name":"gbtree"},"learner_model_param":{"base_score":"\(text.baseScore)",\
            "boost_from_average":"1","num_class":"0","num_feature":"\(text.featureCount)",\
            "num_target":"1"},"objective":{"name":"binary:logistic",\
            "reg_loss_param":{"scale_pos_weight":"1"}}},"version":[1,7,4]}
            """
    }

    private func tree(_ root: TreeNode, id: Int) -> String {
        let columns = Columns(root)
        let zeros = columns.left.map { _ in 0 }
        return """
            {"base_weights":\(list(zeros.map(Float.init))),"categories":[],"categories_nodes":[],\
            "categories_segments":[],"categories_sizes":[],\
            "default_left":\(list(columns.sendsMissingLeft)),"id":\(id),\
            "left_children":\(list(columns.left)),"loss_changes":\(list(zeros.map(Float.init))),\
            "parents":\(list(columns.parents)),"right_children":\(list(columns.right)),\
            "split_conditions":\(list(columns.conditions)),\
            "split_indices":\(list(columns.features)),"split_type":\(list(zeros)),\
            "sum_hessian":\(list(columns.covers)),"tree_param":{"num_deleted":"0",\
            "num_feature":"\(text.featureCount)","num_nodes":"\(zeros.count)",\
            "size_leaf_vector":"0"}}
            """
    }

    private func list(_ numbers: [some CustomStringConvertible]) -> String {
        "[\(numbers.map(\.description).joined(separator: ","))]"
    }
}

/// A tree as columns. XGBoost looks for a right branch in the place behind its left one, whatever
/// the file says.
private struct Columns {
    /// What a root has for a parent.
    private static let noParent = 2_147_483_647

    private(set) var left = [-1]
    private(set) var right = [-1]
    private(set) var parents = [Self.noParent]
    private(set) var features = [0]
    private(set) var conditions: [Float] = [0]
    private(set) var sendsMissingLeft = [0]
    private(set) var covers: [Float] = [0]

    init(_ root: TreeNode) { put(root, at: 0) }

    private mutating func put(_ node: TreeNode, at place: Int) {
        switch node {
        case .leaf(let value, let cover):
            conditions[place] = value
            covers[place] = cover
        case .split(let feature, let below, let missingLeft, let cover, let lower, let upper):
            features[place] = feature
            conditions[place] = below
            sendsMissingLeft[place] = missingLeft ? 1 : 0
            covers[place] = cover
            left[place] = makePair(under: place)
            right[place] = left[place] + 1
            put(lower, at: left[place])
            put(upper, at: right[place])
        }
    }

    /// Two empty nodes; the place of the first.
    private mutating func makePair(under parent: Int) -> Int {
        let place = left.count
        left += [-1, -1]
        right += [-1, -1]
        parents += [parent, parent]
        features += [0, 0]
        conditions += [0, 0]
        sendsMissingLeft += [0, 0]
        covers += [0, 0]
        return place
    }
}

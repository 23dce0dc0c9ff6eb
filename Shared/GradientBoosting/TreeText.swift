import Foundation

/// A booster's trees as text of a sixth of the size of XGBoost's own, for source code and for eyes.
///
/// `features 101 base 0.5`, then every node of every tree, each before its left and right branch:
/// `12<0.35L:80.5` goes left where feature 12 is below 0.35 and, for L, where it is missing, with a
/// cover of 80.5; `=0.21:33` is a leaf. What XGBoost keeps for further training is left out.
package struct TreeText: Hashable, Sendable {
    package let featureCount: Int
    /// The probability before any tree has spoken.
    package let baseScore: Float
    let trees: [TreeNode]

    /// The log-odds before any tree has spoken.
    var baseMargin: Float { logf(baseScore / (1 - baseScore)) }

    package init(_ text: String) throws(BoostingError) {
        var words = text.split(whereSeparator: \.isWhitespace)[...]
        guard words.popFirst() == "features", let count = words.popFirst().flatMap({ Int($0) }),
            words.popFirst() == "base", let base = words.popFirst().flatMap({ Float($0) }),
            (1...1_000_000).contains(count), base > 0, base < 1
        else { throw .unreadableModel(reason: "the text does not begin with features and base") }
        var trees: [TreeNode] = []
        while !words.isEmpty {
            trees.append(try TreeNode(&words, featureCount: count, depth: 0))
        }
        guard !trees.isEmpty else { throw .unreadableModel(reason: "the text holds no tree") }
        featureCount = count
        baseScore = base
        self.trees = trees
    }

    /// The trees of a booster.
    package init(_ booster: Booster) throws(BoostingError) {
        try self.init(
            json: try booster.bytes(as: .json), featureCount: booster.featureCount)
    }

    init(of handle: borrowing BoosterPointer, featureCount: Int) throws(BoostingError) {
        try self.init(json: try handle.bytes(as: .json), featureCount: featureCount)
    }

    /// From XGBoost's own file.
    private init(json: [UInt8], featureCount: Int) throws(BoostingError) {
        do {
            let learner = try JSONDecoder().decode(ModelFile.self, from: Data(json)).learner
            self.featureCount = featureCount
            let base = learner.parameters.baseScore
            guard let score = Float(base) else {
                throw BoostingError.unreadableModel(reason: "its base_score is \(base)")
            }
            baseScore = score
            trees = learner.gradientBooster.model.trees.map { $0.node(0) }
        } catch let error as BoostingError {
            throw error
        } catch {
            throw .unreadableModel(reason: "\(error)")
        }
    }

    /// The text, a node a word.
    package var words: [String] {
        ["features", "\(featureCount)", "base", "\(baseScore)"] + trees.flatMap(\.words)
    }
}

/// A node and what hangs below it.
indirect enum TreeNode: Hashable, Sendable {
    case leaf(Float, cover: Float)
    case split(
        feature: Int, below: Float, sendsMissingLeft: Bool, cover: Float, left: TreeNode,
        right: TreeNode)

    /// The sum of Hessians of the rows learned from that came here.
    var cover: Float {
        switch self {
        case .leaf(_, let cover), .split(_, _, _, let cover, _, _): cover
        }
    }

    /// As deep as XGBoost grows trees here.
    private static let depthMax = 32

    fileprivate init(
        _ words: inout ArraySlice<Substring>, featureCount: Int, depth: Int
    ) throws(BoostingError) {
        guard depth <= Self.depthMax, let word = words.popFirst() else {
            throw .unreadableModel(reason: "a tree is cut short or too deep")
        }
        let parts = word.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let cover = Float(parts[1]), cover.isFinite else {
            throw .unreadableModel(reason: "\(word) is no node")
        }
        if parts[0].first == "=", let value = Float(parts[0].dropFirst()), value.isFinite {
            self = .leaf(value, cover: cover)
            return
        }
        let sides = parts[0].split(separator: "<", maxSplits: 1)
        guard sides.count == 2, let feature = Int(sides[0]), (0..<featureCount).contains(feature),
            let side = sides[1].last, "LR".contains(side), let below = Float(sides[1].dropLast()),
            below.isFinite
        else { throw .unreadableModel(reason: "\(word) is no node") }
        self = .split(
            feature: feature, below: below, sendsMissingLeft: side == "L", cover: cover,
            left: try TreeNode(&words, featureCount: featureCount, depth: depth + 1),
            right: try TreeNode(&words, featureCount: featureCount, depth: depth + 1))
    }

    fileprivate var words: [String] {
        switch self {
        case .leaf(let value, let cover):
            ["=\(value):\(cover)"]
        case .split(let feature, let below, let sendsMissingLeft, let cover, let left, let right):
            ["\(feature)<\(below)\(sendsMissingLeft ? "L" : "R"):\(cover)"] + left.words
                + right.words
        }
    }
}

import GradientBoosting
import Identifiers
import PredictionDomain

/// Conversations as rows: the features after each message, and what came of it all.
struct TrainingSet: Sendable {
    let plan: PrefixPlan
    /// By conversation, by message.
    let rows: [[[Float]]]
    let succeeded: [Bool]
    /// Messages before the closing run of accept, reject and quit.
    let openCounts: [Int]
    /// The agent of each conversation as a number; below 0 for one that nobody is named for.
    let agents: [Int]

    init(_ conversations: [LabelledConversation], plan: PrefixPlan) {
        self.plan = plan
        rows = conversations.map { $0.vectors().map(\.values) }
        succeeded = conversations.map(\.succeeded)
        openCounts = conversations.map(\.openCount)
        var places: [AgentID: Int] = [:]
        agents = conversations.enumerated().map { index, conversation in
            guard let agent = conversation.agentID else { return -1 - index }
            let place = places[agent] ?? places.count
            places[agent] = place
            return place
        }
    }

    var count: Int { rows.count }

    var rowCount: Int { rows.reduce(0) { $0 + plan.lengths(of: $1.count).count } }

    /// The beginnings of some conversations, each with its label.
    ///
    /// Together the beginnings of one conversation weigh as much as those of another: a long one is
    /// no more evidence of how conversations end than a short one.
    func sample(_ members: [Int]) throws(BoostingError) -> TrainingSample {
        var sample = TrainingSample(rows: FeatureMatrix(columnCount: Feature.all.count))
        let mean = Double(members.reduce(0) { $0 + lengths(of: $1).count }) / Double(members.count)
        for member in members {
            let lengths = lengths(of: member)
            for length in lengths {
                try sample.rows.append(rows[member][length - 1])
                sample.labels.append(succeeded[member])
                sample.weights.append(Float(mean / Double(lengths.count)))
            }
        }
        return sample
    }

    /// The mean size of each feature's SHAP values, over one beginning of each conversation.
    func importances(_ booster: Booster) throws(BoostingError) -> [FeatureImportance] {
        var chosen = FeatureMatrix(columnCount: Feature.all.count)
        for member in rows.indices {
            let lengths = lengths(of: member)
            guard !lengths.isEmpty else { continue }
            try chosen.append(rows[member][lengths[member % lengths.count] - 1])
        }
        var sums = [Double](repeating: 0, count: Feature.all.count)
        for parts in try booster.contributions(of: chosen) {
            for (feature, part) in parts.features.enumerated() { sums[feature] += abs(part) }
        }
        return zip(Feature.names, sums).map {
            FeatureImportance(name: $0, meanSize: $1 / Double(max(1, chosen.rowCount)))
        }
    }

    /// The beginnings of one conversation.
    func lengths(of member: Int) -> [Int] { plan.lengths(of: rows[member].count) }

    /// Whether an act that closes was heard. A set cut at a share knows one stage only.
    func isClosed(_ member: Int, _ length: Int) -> Bool {
        plan == .everyMessage && FeatureVector.isClosed(rows[member][length - 1])
    }

    /// How many messages a share of a conversation is.
    func length(of member: Int, share: Double, includingClosingAct: Bool) -> Int {
        let all = includingClosingAct ? rows[member].count : max(1, openCounts[member])
        return prefixCount(share, of: all)
    }
}

/// Rows to learn from, with a label and a weight each.
struct TrainingSample: Sendable {
    var rows: FeatureMatrix
    var labels: [Bool] = []
    /// One on average.
    var weights: [Float] = []
}

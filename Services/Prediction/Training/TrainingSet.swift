import GradientBoosting
import PredictionDomain

/// Conversations as rows: the features after each message, and what came of it all.
struct TrainingSet: Sendable {
    let plan: PrefixPlan
    /// By conversation, by message.
    let rows: [[[Float]]]
    let succeeded: [Bool]
    /// Messages before the closing act.
    let openCounts: [Int]

    init(_ conversations: [LabelledConversation], plan: PrefixPlan) {
        self.plan = plan
        rows = conversations.map { $0.vectors().map(\.values) }
        succeeded = conversations.map(\.succeeded)
        openCounts = conversations.map(\.openCount)
    }

    var count: Int { rows.count }

    var rowCount: Int { rows.reduce(0) { $0 + plan.lengths(of: $1.count).count } }

    /// The beginnings of some conversations, each with its label.
    func sample(_ members: [Int]) throws(BoostingError) -> (rows: FeatureMatrix, labels: [Bool]) {
        var matrix = FeatureMatrix(columnCount: Feature.all.count)
        var labels: [Bool] = []
        for member in members {
            for length in plan.lengths(of: rows[member].count) {
                try matrix.append(rows[member][length - 1])
                labels.append(succeeded[member])
            }
        }
        return (matrix, labels)
    }

    /// The beginnings of one conversation.
    func lengths(of member: Int) -> [Int] { plan.lengths(of: rows[member].count) }

    /// Whether a beginning leaves the question open. A set cut at shares asks it of all of them.
    func isOpen(_ member: Int, _ length: Int) -> Bool {
        plan != .everyMessage || length <= openCounts[member]
    }

    /// How many messages a share of a conversation is.
    func length(of member: Int, share: Double, includingClosingAct: Bool) -> Int {
        let all = includingClosingAct ? rows[member].count : max(1, openCounts[member])
        return prefixCount(share, of: all)
    }
}

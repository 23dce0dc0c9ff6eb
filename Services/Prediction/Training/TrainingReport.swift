import PredictionDomain

/// How good a model is on conversations that it had not learned from.
package struct TrainingReport: Sendable {
    /// Over all beginnings while the question is open: before the closing accept, reject or quit.
    package var overall: Quality
    /// The share that succeeded, conversation by conversation.
    package var baseRate: Double
    /// The share of open beginnings on which the model does not abstain.
    package var statedShare: Double
    /// How often it is right there; nil when it always abstains.
    package var statedAccuracy: Double?
    package var stages: [Stage]
    package var rows: Int
    package var conversations: Int
    /// What was given while the question was open against what came.
    package var reliability: ReliabilityPlot
    /// What the kept model rests on.
    package var importances: [FeatureImportance] = []

    /// After a share of the messages.
    package struct Stage: Sendable {
        /// 0–1.
        package var share: Double
        /// True counts the closing act among the messages: at 1 it is the answer itself.
        package var includesClosingAct: Bool
        package var quality: Quality
        package var statedShare: Double
        package var statedAccuracy: Double?
    }
}

/// How far training is.
package struct TrainingProgress: Hashable, Sendable {
    /// 1-based; each model is a search for its number of rounds and then a training, and the last
    /// one is kept.
    package var step: Int
    package var stepCount: Int
    package var round: Int
    package var roundCount: Int
}

/// Why no model was trained.
package enum TrainingFault: Error, Hashable, Sendable {
    /// Cross-validation needs so many conversations of each outcome with enough messages.
    case tooFewConversations(successes: Int, failures: Int, least: Int)
    case refused(String)
    case cancelled
}

extension TrainingFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooFewConversations(let successes, let failures, let least):
            """
            training needs at least \(least) conversations that succeeded and \(least) that failed, \
            with 4 messages or more; there are \(successes) and \(failures)
            """
        case .refused(let reason): reason
        case .cancelled: "training was cancelled"
        }
    }
}

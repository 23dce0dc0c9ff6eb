import GradientBoosting
import Identifiers
import PredictionDomain
import PredictionSamples
import PredictionService

/// Bargains in which coming close to each other makes the deal, all but a tenth of the time.
func bargains(_ count: Int, seed: UInt64 = 1) -> [LabelledConversation] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { index in
        let isClose = Int.random(in: 0..<10, using: &random) < 6
        let bid = isClose ? 90.0 : 55.0
        let isSurprise = Int.random(in: 0..<10, using: &random) == 0
        let succeeded = isClose != isSurprise
        return LabelledConversation(
            conversationID: ConversationID("c\(index)"), listPrice: 100,
            messages: [
                message(0, .client, acts: [.greeting]),
                message(1, .agent, words: Int.random(in: 2...9, using: &random), acts: [.greeting]),
                message(2, .client, acts: [.offer], prices: [bid]),
                message(3, .agent, prices: [95]),
                message(4, .client, acts: isClose ? [.acceptance] : [.objection]),
                message(5, .client, succeeded ? .accept : .quit, words: 0),
            ], succeeded: succeeded)
    }
}

/// A trainer that is done in a moment.
func quickTrainer(_ plan: PrefixPlan = .everyMessage) -> SuccessTrainer {
    var trainer = SuccessTrainer(plan: plan)
    trainer.parameters.rounds = 25
    trainer.parameters.learningRate = 0.2
    // So few trees must not miss what decides.
    trainer.parameters.columnSample = 0.2
    trainer.parameters.minimumChildWeight = 5
    return trainer
}

func quickModel(seed: UInt64 = 1) throws -> SuccessModel {
    try quickTrainer().train(
        on: bargains(160, seed: seed), source: "bargains made for a test", success: "a deal",
        at: Instant(microseconds: 1_767_603_600_000_000)
    ).model
}

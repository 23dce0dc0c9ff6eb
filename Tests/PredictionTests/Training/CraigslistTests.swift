import AnalyzerDomain
import Foundation
import GradientBoosting
import Identifiers
import PredictionDomain
import PredictionService
import Testing

private let file = "../shared/data/conversations/craigslist.jsonl"

/// On real bargains, with few rounds: `meshctl predict --train` measures the whole.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: file), "\(file) is absent"))
struct CraigslistTests {
    private func train(_ plan: PrefixPlan) throws -> TrainingReport {
        var trainer = SuccessTrainer(plan: plan)
        trainer.parameters.rounds = 60
        trainer.parameters.learningRate = plan == .everyMessage ? 0.2 : 0.12
        return try trainer.train(
            on: try labelledConversations(file, first: 600), source: "craigslist",
            success: "agreed", at: Instant(microseconds: 0)
        ).report
    }

    @Test func oneModelForAllBeginningsForeseesDeals() throws {
        let report = try train(.everyMessage)
        let full = report.stages.filter(\.includesClosingAct).map(\.quality.auc)
        let open = report.stages.filter { !$0.includesClosingAct }.map(\.quality.auc)
        #expect(full[2] > 0.8)
        #expect(full[3] > 0.97)
        #expect(open[3] > 0.83)
        #expect(open[1] > 0.6)
        #expect(report.overall.expectedCalibrationError < 0.05)
        // What an accept or a reject says is not drawn towards what nobody knows yet.
        let end = report.stages.first { $0.includesClosingAct && $0.share == 1 }
        #expect((end?.quality.expectedCalibrationError ?? 1) < 0.07)
        #expect(report.overall.brierScore < report.overall.baseRate * (1 - report.overall.baseRate))
    }

    @Test func aModelThatKnowsTheShareForeseesMore() throws {
        let report = try train(.shares([0.5]))
        #expect(report.overall.auc > 0.74)
        #expect(report.overall.expectedCalibrationError < 0.08)
    }
}

/// The conversations of a file in the form of data/README.md, through the Analyzer's engine.
func labelledConversations(_ path: String, first count: Int) throws -> [LabelledConversation] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return try text.split(separator: "\n").prefix(count).map { line in
        try decoder.decode(ToldConversation.self, from: Data(line.utf8)).labelled
    }
}

private struct ToldConversation: Decodable {
    var conversationId: String
    var agentId: String
    var context: Context
    var messages: [ToldMessage]
    var outcome: Outcome

    struct Context: Decodable { var listPrice: Double? }
    struct Outcome: Decodable { var agreed: Bool }

    var labelled: LabelledConversation {
        var analyzer = ConversationAnalyzer(
            conversationID: ConversationID(conversationId), agentID: AgentID(agentId),
            listPrice: context.listPrice)
        return LabelledConversation(
            conversationID: ConversationID(conversationId), listPrice: context.listPrice,
            messages: messages.compactMap { $0.facts(&analyzer) }, succeeded: outcome.agreed)
    }
}

private struct ToldMessage: Decodable {
    var messageId: String
    var role: String
    var action: String
    var text: String
    var sentAt: String
    var typingStartedAt: String?
    var price: Double?

    func facts(_ analyzer: inout ConversationAnalyzer) -> MessageFacts? {
        guard let role = MessageRole(rawValue: role), let sentAt = Instant(sentAt) else {
            return nil
        }
        let action = MessageAction(rawValue: action)
        let typingStartedAt = typingStartedAt.flatMap { Instant($0) }
        let found = analyzer.observe(
            Utterance(
                id: MessageID(messageId), role: role, action: action ?? .message, text: text,
                sentAt: sentAt, typingStartedAt: typingStartedAt, price: price)
        ).message
        return MessageFacts(
            messageID: found.messageID, role: role, action: action, sentAt: sentAt,
            typingStartedAt: typingStartedAt, wordCount: found.wordCount, acts: found.acts.list,
            prices: found.prices, offerPrice: price, sentiment: found.sentiment)
    }
}

import AnalyzerDomain
import Foundation
import Identifiers
import PredictionDomain
import PredictionService
import RPC

/// Every figure of the Analyzer that data can show, part by part.
struct AnalyzerEvaluation {
    /// The folder of the shared data.
    let data: String

    // MARK: - The labelled set

    func labelledSet(_ set: LabelledSet) -> (figures: [AnalyzerFigure], misses: [String]) {
        let evaluation = LabelledSetEvaluation(set)
        func figure(_ kind: String, _ measure: String, _ value: Double, _ count: Int)
            -> AnalyzerFigure
        {
            AnalyzerFigure(
                part: "labelled_set", source: set.name, kind: kind, measure: measure,
                value: value.rounded(to: 4), count: count)
        }
        var figures = evaluation.quality.rows.filter { $0.there + $0.given > 0 }.map { row in
            var figure = figure(row.label, "f1", row.f1, row.there)
            figure.precision = row.precision.rounded(to: 4)
            figure.recall = row.recall.rounded(to: 4)
            return figure
        }
        let seen = evaluation.quality.rows.filter { $0.there > 0 }
        let mean = seen.reduce(0) { $0 + $1.f1 } / Double(max(1, seen.count))
        let messages = set.messageCount
        let conversations = set.conversations.count
        figures += [
            figure("mean over kinds", "f1", mean, messages),
            figure("all labels of a message", "accuracy", evaluation.quality.accuracy, messages),
            figure(
                "prices of a message", "accuracy",
                Double(evaluation.priceRightCount) / Double(messages), messages),
            figure(
                "objection resolved", "accuracy",
                Double(evaluation.resolvedRightCount) / Double(evaluation.resolvedCount),
                evaluation.resolvedCount),
            figure(
                "appointment set", "accuracy",
                Double(evaluation.appointmentRightCount) / Double(conversations), conversations),
        ]
        let misses = evaluation.misses.map { miss in
            "\"\(miss.text)\""
                + (miss.missing.isEmpty ? "" : " lacks \(miss.missing.joined(separator: ", "))")
                + (miss.unfounded.isEmpty
                    ? "" : " shows no \(miss.unfounded.joined(separator: ", "))")
        }
        return (figures, misses)
    }

    // MARK: - Feelings

    /// The claims of feeling in the halves that their confidence was not fitted to.
    func feelings() -> [AnalyzerFigure] {
        let sets = [LabelledSet.test, .secondTest, .thirdTest, .feelingTest]
        let evaluation = FeelingEvaluation(sets)
        let count = evaluation.claims.count
        func figure(_ kind: String, _ measure: String, _ value: Double, _ count: Int)
            -> AnalyzerFigure
        {
            AnalyzerFigure(
                part: "sentiment", source: "test halves", kind: kind, measure: measure,
                value: value.rounded(to: 4), count: count)
        }
        let bins = evaluation.reliability.map { bin in
            var figure = figure(
                "confidence \(percent(bin.range.lowerBound)) to \(percent(bin.range.upperBound))",
                "share right", bin.rightShare, bin.count)
            figure.stated = bin.confidence.rounded(to: 4)
            return figure
        }
        return bins + [
            figure("confidence", "calibration error", evaluation.calibrationError, count),
            figure("confidence", "brier", evaluation.brier(of: \.confidence), count),
            figure(
                "size of the score instead", "brier", evaluation.brier { abs($0.sentiment) }, count),
            figure(
                "feelings that were not heard", "share",
                Double(evaluation.missedCount) / Double(max(1, evaluation.feelingCount)),
                evaluation.feelingCount),
        ]
    }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

    // MARK: - Strategies

    struct StrategySource {
        let file: String
        let accuracyReference: Double?
        let f1Reference: Double
    }

    static let strategySources = [
        StrategySource(
            file: "labels/persuasion_strategies.jsonl", accuracyReference: 0.735,
            f1Reference: 0.628),
        StrategySource(
            file: "conversations/casino.jsonl", accuracyReference: nil, f1Reference: 0.577),
    ]

    func strategies(
        _ source: StrategySource
    ) async throws -> (figures: [AnalyzerFigure], confusion: String, misses: [String]) {
        let path = "\(data)/\(source.file)"
        let name = URL(filePath: path).lastPathComponent
        let texts = try LabelFile(path).labelled
        let training = try await TrackerTraining().train(
            texts,
            source: TextTraining.Source(name: name, trainedOn: name, retrain: "", limits: ""),
            file: path)
        let card = training.model.card
        var figures = [
            AnalyzerFigure(
                part: "strategies", source: name, kind: "all", measure: "accuracy",
                value: card.accuracy.rounded(to: 4), reference: source.accuracyReference,
                count: card.textCount, spread: card.accuracySpread.rounded(to: 4)),
            AnalyzerFigure(
                part: "strategies", source: name, kind: "mean over labels", measure: "f1",
                value: card.macroF1.rounded(to: 4), reference: source.f1Reference,
                count: card.textCount, spread: card.macroF1Spread.rounded(to: 4)),
        ]
        figures += card.figures.map {
            AnalyzerFigure(
                part: "strategies", source: name, kind: $0.label, measure: "f1",
                value: $0.f1.rounded(to: 4), count: $0.textCount,
                precision: $0.precision.rounded(to: 4), recall: $0.recall.rounded(to: 4))
        }
        return (figures, TrackerReport(training).text, misses(of: training, texts))
    }

    /// The surest wrong judgements first.
    private func misses(of training: TextTraining, _ texts: [LabelledText]) -> [String] {
        training.judged.compactMap { judged -> (confidence: Double, line: String)? in
            let truth = Set(texts[judged.index].labels)
            guard let first = judged.judgement.found.first, !truth.contains(first.label) else {
                return nil
            }
            let said = truth.sorted().joined(separator: ", ")
            return (
                first.confidence,
                "\"\(texts[judged.index].sample.text.prefix(120))\" is \(said), not \(first.label)"
            )
        }
        .sorted { $0.confidence > $1.confidence }.map(\.line)
    }

    // MARK: - Quality and foresight

    static let outcomeFiles = ["craigslist", "coach_rct", "persuasion"]

    /// How well the overall quality tells conversations that succeed from others, their closing
    /// acts left out.
    ///
    /// No weight is fitted to the outcomes. What counts was chosen on every second conversation,
    /// so `unseen` measures the others alone.
    func quality(_ name: String, unseen: Bool = false) throws -> AnalyzerFigure {
        let all = try ConversationFile.read("\(data)/conversations/\(name).jsonl")
        let records = all.enumerated().filter { !unseen || $0.offset % 2 == 1 }.map(\.element)
        let judgements = records.compactMap { record -> Judgement? in
            guard let succeeded = record.outcome.flatMap(SuccessRule.usual.isSuccess) else {
                return nil
            }
            var analyzer = ConversationAnalyzer(before: record)
            let messages = record.messages.prefix { !$0.action.isClosing }
            guard !messages.isEmpty else { return nil }
            for message in messages { _ = analyzer.observe(Utterance(message)) }
            return Judgement(
                probability: analyzer.analysis.overallQualityScore / 100, succeeded: succeeded)
        }
        return AnalyzerFigure(
            part: "quality", source: "\(name).jsonl",
            kind: "overall quality, closing acts left out"
                + (unseen ? ", the half that nothing was chosen on" : ""),
            measure: "auc", value: Quality(judgements).auc.rounded(to: 4), reference: 0.5,
            count: judgements.count)
    }

    static let foresightReferences = [0.25: 0.690, 0.5: 0.715, 0.75: 0.801, 1: 0.864]

    /// Whether the deal will be made, five-fold by conversation, from the Analyzer's findings; with
    /// the closing acts, as the reference has them, and without.
    func foresight() throws -> [AnalyzerFigure] {
        let path = "\(data)/conversations/craigslist.jsonl"
        let labelled = try LabelledConversation.all(
            of: try ConversationFile.read(path), in: path, success: .usual)
        let open = labelled.map { conversation in
            LabelledConversation(
                conversationID: conversation.conversationID, listPrice: conversation.listPrice,
                messages: conversation.messages.filter { $0.action?.isClosing != true },
                succeeded: conversation.succeeded)
        }
        return try foresight(on: labelled, "closing acts among them", Self.foresightReferences)
            + foresight(on: open, "closing acts left out", [:])
    }

    private func foresight(
        on conversations: [LabelledConversation], _ what: String, _ references: [Double: Double]
    ) throws -> [AnalyzerFigure] {
        try Self.foresightReferences.keys.sorted().map { share in
            let trainer = SuccessTrainer(plan: .shares([share]))
            let (_, report) = try trainer.train(
                on: conversations, source: "craigslist.jsonl", success: "agreed", at: .wallClock
            ) { _ in true }
            return AnalyzerFigure(
                part: "foresight", source: "craigslist.jsonl",
                kind: "deal after \(Int(share * 100)) % of the messages, \(what)",
                measure: "auc", value: report.overall.auc.rounded(to: 4),
                reference: references[share], count: report.conversations)
        }
    }
}

extension MessageAction {
    /// Ends the question whether there is a deal.
    fileprivate var isClosing: Bool {
        switch self {
        case .accept, .reject, .quit: true
        case .message, .offer: false
        }
    }
}

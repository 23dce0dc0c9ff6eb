import ArgumentParser
import Foundation
import Identifiers
import PredictionContract
import PredictionDomain
import PredictionService
import RPC

/// `meshctl predict`.
struct Predict: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Foresees which conversations of a file succeed; needs no mesh.",
        discussion: """
            With --train a model is trained on one file and scores another; how good it is on \
            conversations that it had not learned from is told on standard error. Without, the \
            model that ships with the Prediction service is used. With --prefix the model is \
            trained at that share of each conversation; without, at every message, as a model that \
            answers live must be. --publish makes it the one that the running mesh predicts with; \
            --embed writes the sources of the one that ships.
            """)

    @Argument(help: "A file with one conversation a line (JSONL); leave it out to train only.")
    var file: String?
    @Option(help: "Train on the conversations of this file that have an outcome.")
    var train: String?
    @Option(help: "How much of each conversation is known, 0 to 1.")
    var prefix = 1.0
    @Option(help: "Only conversations of this category.")
    var category: String?
    @Flag(help: "Print one JSON object a line.")
    var json = false
    @Flag(help: "Publish the trained model to the running mesh.")
    var publish = false
    @Option(help: "Write the trained model as source files into this folder.")
    var embed: String?
    @OptionGroup var mesh: MeshOptions

    func validate() throws {
        guard file != nil || train != nil else {
            throw ValidationError("name a file to predict, or one to --train on")
        }
        guard prefix > 0, prefix <= 1 else {
            throw ValidationError("--prefix must be above 0 and at most 1")
        }
        guard train != nil || !publish && embed == nil else {
            throw ValidationError("--publish and --embed go with --train")
        }
        guard prefix == 1 || !publish && embed == nil else {
            throw ValidationError(
                "a model that answers live learns from every message: leave out --prefix")
        }
    }

    func run() async throws {
        try await reporting {
            let model = try train.map(trained) ?? DefaultModel.load()
            if publish { try await publish(model) }
            guard let file else { return }
            for record in try ConversationFile.read(file, category: category) {
                let row = try PredictionRow(record, prefix: prefix, model: model)
                if json { try Console.printJSON(row) } else { Console.print(row.line) }
            }
        }
    }

    private func trained(on path: String) throws -> SuccessModel {
        let labelled = try ConversationFile.read(path).compactMap(LabelledConversation.init)
        var trainer = SuccessTrainer()
        if prefix < 1 { trainer.plan = .shares([prefix]) }
        let (model, report) = try trainer.train(
            on: labelled, source: URL(filePath: path).lastPathComponent,
            success: "agreed or donated, as the source says", at: .wallClock
        ) { progress in
            if progress.round == progress.roundCount {
                Console.note("trained \(progress.step) of \(progress.stepCount) models")
            }
            return true
        }
        describe(report, model.card)
        if let embed {
            for file in try DefaultModelWriter(model, report).files() {
                let place = URL(filePath: embed).appending(path: file.name)
                try Data(file.text.utf8).write(to: place)
                Console.note("wrote \(place.path)")
            }
        }
        return model
    }

    private func describe(_ report: TrainingReport, _ card: ModelCard) {
        Console.note(
            """
            model \(card.version): \(report.conversations) conversations, base rate \
            \(card.baseRate.rounded(to: 3)); five-fold by conversation:
            """)
        if prefix < 1 {
            Console.note(
                "  after \(Int((prefix * 100).rounded())) % of the messages: "
                    + "AUC \(report.overall.auc.rounded(to: 3)), "
                    + "Brier \(report.overall.brierScore.rounded(to: 4)), calibration error "
                    + "\(report.overall.expectedCalibrationError.rounded(to: 4))")
        }
        for stage in report.stages where prefix == 1 {
            Console.note(
                "  after \(Int(stage.share * 100)) % of the messages"
                    + "\(stage.includesClosingAct ? ", closing act included" : ""): "
                    + "AUC \(stage.quality.auc.rounded(to: 3)), "
                    + "Brier \(stage.quality.brierScore.rounded(to: 4)), "
                    + "calibration error \(stage.quality.expectedCalibrationError.rounded(to: 4))")
        }
        if let accuracy = report.statedAccuracy {
            Console.note(
                "  speaks on \(Int(report.statedShare * 100)) % of them and is right "
                    + "\(Int((accuracy * 100).rounded())) % of the time there")
        }
    }

    private func publish(_ model: SuccessModel) async throws {
        let connection = try MeshConnection(mesh)
        let client = try connection.client(of: "prediction", Prediction.self)
        let card = try await client.publishModel(
            PublishModel(card: model.card, artifact: try model.artifact()))
        connection.close()
        Console.note("the mesh predicts with \(card.version)")
    }
}

/// One line of `meshctl predict --json`.
struct PredictionRow: Encodable {
    let conversationID: ConversationID
    let probability: Double
    /// 90 %.
    let interval: [Double]
    let abstain: Bool
    let factors: [Factor]
    let modelVersion: String

    struct Factor: Encodable {
        let name: String
        let contribution: Double
        let messageID: MessageID?

        enum CodingKeys: String, CodingKey {
            case name, contribution
            case messageID = "message_id"
        }
    }

    enum CodingKeys: String, CodingKey {
        case conversationID = "conversation_id"
        case probability, interval, abstain, factors
        case modelVersion = "model_version"
    }

    init(_ record: ConversationRecord, prefix: Double, model: SuccessModel) throws {
        guard !record.messages.isEmpty else {
            throw InputFault(
                file: "conversation \(record.conversationID)", line: nil,
                problem: "has no message")
        }
        let facts = messageFacts(of: record)
        var extractor = FeatureExtractor(listPrice: record.context.listPrice)
        for message in facts.prefix(prefixCount(prefix, of: facts.count)) { extractor.add(message) }
        let foresight = try model.foresee(extractor.vector)
        conversationID = record.conversationID
        probability = foresight.probability
        interval = [foresight.interval.lowerBound, foresight.interval.upperBound]
        abstain = foresight.abstains
        factors = foresight.factors.map {
            Factor(
                name: $0.feature.name, contribution: $0.contribution, messageID: $0.messageID)
        }
        modelVersion = model.card.version
    }

    /// For a person who reads.
    var line: String {
        let percent = Int((probability * 100).rounded())
        let range = interval.map { "\(Int(($0 * 100).rounded()))" }.joined(separator: "–")
        return "\(conversationID): \(abstain ? "cannot say" : "\(percent) %") (\(range) %)"
            + factors.prefix(3).map { " \($0.contribution > 0 ? "+" : "−")\($0.name)" }.joined()
    }
}

import ArgumentParser
import Foundation
import Identifiers
import PredictionContract
import PredictionDomain
import PredictionService
import PredictionTabular
import RPC

/// `meshctl predict`.
struct Predict: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Foresees which conversations of a file succeed; needs no mesh.",
        discussion: """
            With --train a model is trained on one file and scores another; how good it is on \
            conversations that it had not learned from is told on standard error. Without, the \
            model that ships with the Prediction service is used. With --prefix the model is \
            trained at that share of each conversation, so that it may use how long they are; \
            without, at every message, as a model that answers live must be, and it scores whole \
            conversations. Success is an agreement or a donation unless --target and --success say \
            otherwise. --publish makes it the one that the running mesh predicts with; --embed \
            writes the sources of the one that ships.

            A table (.csv or .tsv) is learned from as well: its columns and outcome are found, what \
            is known only afterwards and who people are is refused as an input, with the reason, \
            and the model is judged on random folds and in time order, with an alarm when columns \
            have moved. Alone, the table is reported on; with --train, its rows are scored.
            """)

    @Argument(help: "Conversations, one a line (JSONL), or a table; leave it out to train only.")
    var file: String?
    @Option(help: "Train on the conversations of this file that have an outcome, or on this table.")
    var train: String?
    @Option(
        help: """
            How much of each conversation is known: a share of its messages above 0, 1 for all of \
            them. Left out, all is scored by a model that learned from every message.
            """)
    var prefix: Double?
    @Option(help: "Only conversations of this category.")
    var category: String?
    @Flag(help: "Print one JSON object a line.")
    var json = false
    @Option(help: "Write the card, report.json and the plots (SVG) into this folder.")
    var report: String?
    @Flag(help: "Publish the trained model to the running mesh.")
    var publish = false
    @Flag(help: "Publish it to predict beside the one that predicts, unseen, until promoted.")
    var challenger = false
    @Option(help: "Why it is published: kept with the model.")
    var reason = ""
    @Option(help: "Write the trained model as source files into this folder.")
    var embed: String?
    @OptionGroup(title: "Success") var success: SuccessOptions
    @OptionGroup(title: "The card") var words: CardWords
    @OptionGroup(title: "Tables") var table: TableOptions
    @OptionGroup(title: "The mesh") var mesh: MeshOptions

    func validate() throws {
        guard file != nil || train != nil else {
            throw ValidationError("name a file to predict, or one to --train on")
        }
        guard prefix.map({ $0 > 0 && $0 <= 1 }) ?? true else {
            throw ValidationError("--prefix must be above 0 and at most 1")
        }
        guard train != nil || !publish && embed == nil else {
            throw ValidationError("--publish and --embed go with --train")
        }
        guard prefix == nil || !publish && embed == nil else {
            throw ValidationError(
                "a model that answers live learns from every message: leave out --prefix")
        }
        let files = [file, train].compactMap(\.self)
        let tables = files.count(where: isTable)
        guard tables == 0 || tables == files.count else {
            throw ValidationError("a model of a table scores tables: name two of a kind")
        }
        guard tables == 0 || !publish && embed == nil && prefix == nil else {
            throw ValidationError("--publish, --embed and --prefix are for conversations")
        }
        guard report == nil || train != nil || tables > 0 else {
            throw ValidationError("--report tells of a training: it goes with --train")
        }
    }

    func run() async throws {
        try await reporting {
            if let first = train ?? file, isTable(first) {
                return try TablePrediction(
                    intent: try table.intent(success), json: json, report: report
                ).run(train: first, score: train == nil ? nil : file)
            }
            // What is to be scored is read first: a fault in it is not found after a training.
            let records = try file.map(conversations(in:)) ?? []
            let model = try train.map(trained) ?? DefaultModel.load()
            if publish { try await publish(model) }
            if let file, file == train {
                Console.note("\(file) was learned from: no measure of how good the model is")
            }
            for record in records {
                let row = try PredictionRow(record, prefix: prefix ?? 1, model: model)
                if json { try Console.printJSON(row) } else { Console.print(row.line) }
            }
        }
    }

    private func isTable(_ path: String) -> Bool {
        ["csv", "tsv"].contains(URL(filePath: path).pathExtension.lowercased())
    }

    private func conversations(in path: String) throws -> [ConversationRecord] {
        let records = try ConversationFile.read(path, category: category)
        guard !records.isEmpty else {
            let kind = category.map { " of the category \($0)" } ?? ""
            throw InputFault(file: path, line: nil, problem: "holds no conversation\(kind)")
        }
        return records
    }

    private func trained(on path: String) throws -> SuccessModel {
        let training = ConversationTraining(
            path: path, category: category, prefix: prefix, success: try success.rule, words: words)
        let outcome = try training.run()
        Console.note(outcome.text)
        if let report { try outcome.write(into: report) }
        if let embed {
            for file in try DefaultModelWriter(outcome.model, outcome.report).files() {
                let place = URL(filePath: embed).appending(path: file.name)
                try Data(file.text.utf8).write(to: place)
                Console.note("wrote \(place.path)")
            }
        }
        return outcome.model
    }

    private func publish(_ model: SuccessModel) async throws {
        let connection = try MeshConnection(mesh)
        let client = try connection.client(of: "prediction", Prediction.self)
        let card = try await client.publishModel(
            PublishModel(
                card: model.card, artifact: try model.artifact(), asChallenger: challenger,
                reason: reason))
        connection.close()
        Console.note("the mesh \(challenger ? "compares" : "predicts with") \(card.version)")
    }
}

/// What a card says that the file does not.
struct CardWords: ParsableArguments {
    @Option(help: "What the conversations are and whose; the file's name when left out.")
    var source: String?
    @Option(help: "What success is, in words; what --target and --success say when left out.")
    var definition: String?
    @Option(
        help: "When it was trained (RFC 3339), so that the same training writes the same files.")
    var trainedAt: String?

    func validate() throws {
        if let trainedAt, Instant(trainedAt) == nil {
            throw ValidationError(
                "--trained-at \(trainedAt) is no time such as 2026-11-21T20:00:00Z")
        }
    }

    var instant: Instant { trainedAt.flatMap { Instant($0) } ?? .wallClock }
}

/// What the owner of a table says of it.
struct TableOptions: ParsableArguments {
    @Option(help: "A column that is known only after the outcome; may be repeated.")
    var knownAfter: [String] = []
    @Option(help: "A column that looks so, and is known in time all the same; may be repeated.")
    var allow: [String] = []
    @Option(help: "A column by which errors are told and that no model sees; may be repeated.")
    var group: [String] = []
    @Option(help: "COLUMN:+1 may only raise the prediction as it rises, COLUMN:-1 only lower it.")
    var monotone: [String] = []

    func intent(_ success: SuccessOptions) throws -> TableIntent {
        var intent = TableIntent()
        intent.target = success.target
        intent.success = success.success
        intent.knownAfter = knownAfter
        intent.allowed = allow
        intent.groups = group
        for rule in monotone {
            let parts = rule.split(separator: ":").map(String.init)
            guard parts.count == 2, let direction = ["+1": 1, "1": 1, "-1": -1][parts[1]] else {
                throw ValidationError("--monotone \(rule) is not COLUMN:+1 or COLUMN:-1")
            }
            intent.monotone[parts[0]] = direction
        }
        return intent
    }
}

/// One line of `meshctl predict --json`.
struct PredictionRow: Encodable {
    let conversationID: ConversationID
    let probability: Double
    /// 90 %.
    let interval: [Double]
    let abstain: Bool
    /// How often conversations succeed at all.
    let baseRate: Double
    let factors: [Factor]
    let modelVersion: String
    let featureVersion: String

    struct Factor: Encodable {
        let name: String
        /// In an agent's words.
        let explanation: String
        let value: Double?
        let contribution: Double
        let messageID: MessageID?

        enum CodingKeys: String, CodingKey {
            case name, explanation, value, contribution
            case messageID = "message_id"
        }
    }

    enum CodingKeys: String, CodingKey {
        case conversationID = "conversation_id"
        case probability, interval, abstain, factors
        case modelVersion = "model_version"
        case featureVersion = "feature_version"
        case baseRate = "base_rate"
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
                name: $0.feature.name, explanation: $0.explanation, value: $0.value,
                contribution: $0.contribution, messageID: $0.messageID)
        }
        modelVersion = model.card.version
        featureVersion = Feature.version
        baseRate = model.card.baseRate
    }

    /// For a person who reads.
    var line: String {
        let percent = Int((probability * 100).rounded())
        let range = interval.map { "\(Int(($0 * 100).rounded()))" }.joined(separator: "–")
        return "\(conversationID): \(abstain ? "cannot say" : "\(percent) %") (\(range) %)"
            + factors.prefix(3).map { " \($0.contribution > 0 ? "+" : "−")\($0.name)" }.joined()
    }
}

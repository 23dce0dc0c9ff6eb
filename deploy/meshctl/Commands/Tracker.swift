import AnalyzerDomain
import ArgumentParser
import Foundation
import Identifiers

/// `meshctl tracker`.
struct Tracker: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Learns labels from examples and finds them in texts; needs no mesh.",
        subcommands: [TrackerTrain.self, TrackerApply.self])
}

/// `meshctl tracker train`.
struct TrackerTrain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Learns labels from a file of examples.",
        discussion: """
            A line is {"text", "label"}, {"text", "labels": []}, or a conversation whose messages \
            carry "strategies". Where every text has one label, the labels exclude each other; \
            else each may be there or not. The figures are of texts that the model had not \
            learned from: over the file's own folds ("fold") where every text has one, else over \
            five, dealt by conversation. Thresholds and calibration are fitted inside the folds \
            that are learned from. The same file and seed give the same model.
            """)

    @Option(help: "The examples (JSONL).")
    var labels: String
    @Option(help: "Where the model is written.")
    var out: String?
    @Option(help: "Write the model as a source and a card into this folder of the Analyzer.")
    var embed: String?
    @Option(help: "What the texts are and whose, for the card.")
    var about: String?
    @Option(help: "Names the model on its card; the file's name unless said.")
    var name: String?
    @Option(help: "Decides how folds are dealt.")
    var seed: UInt64 = 1
    @Option(help: "How many features the model keeps: the more, the greater its file.")
    var features = TextTrainer.Settings().featureCountMax
    @Option(help: "How much weights are held back: the higher, the simpler the model.")
    var penalty = TextTrainer.Settings().penalty
    @Option(
        help: """
            How much words, runs of letters, the message before, marks of form and the words' \
            meaning count.
            """,
        transform: { text in text.split(separator: ",").compactMap { Float($0) } })
    var weights = TextTrainer.Settings().groupWeights
    @Flag(help: "Print the figures as one JSON object.")
    var json = false

    func validate() throws {
        let count = TextTrainer.Settings().groupWeights.count
        guard weights.count == count, weights.allSatisfy({ (0...100).contains($0) }) else {
            throw ValidationError("--weights must be \(count) numbers of 0 to 100, with commas")
        }
        guard (0.001...100).contains(penalty) else {
            throw ValidationError("--penalty must be 0.001 to 100, not \(penalty)")
        }
        guard out != nil || embed != nil else {
            throw ValidationError("say where the model goes: --out or --embed")
        }
        guard (100...1_000_000).contains(features) else {
            throw ValidationError("--features must be 100 to 1000000, not \(features)")
        }
    }

    func run() async throws {
        try await reporting {
            let texts = try LabelFile(labels).labelled
            let training = try await TrackerTraining(settings: settings).train(
                texts, source: source, file: labels)
            let bytes = try TextModelFile.bytes(of: training.model)
            let report = TrackerReport(training)
            if json { try Console.printJSON(report) } else { Console.print(report.text) }
            if let out { try write(Data(bytes), to: out) }
            guard let embed else { return }
            for file in ModelSource(model: training.model, bytes: bytes).files {
                try write(Data(file.text.utf8), to: "\(embed)/\(file.name)")
            }
        }
    }

    private var settings: TextTrainer.Settings {
        var settings = TextTrainer.Settings()
        (settings.seed, settings.featureCountMax) = (seed, features)
        (settings.penalty, settings.groupWeights) = (penalty, weights)
        return settings
    }

    private func write(_ data: Data, to path: String) throws {
        do { try data.write(to: URL(filePath: path)) } catch {
            throw InputFault(file: path, line: nil, problem: "cannot be written")
        }
        Console.note("wrote \(path), \(data.count / 1_000) kB")
    }

    private var source: TextTraining.Source {
        let file = URL(filePath: labels).lastPathComponent
        return TextTraining.Source(
            name: name ?? URL(filePath: labels).deletingPathExtension().lastPathComponent,
            trainedOn: about.map { "\(file) (\($0))" } ?? file,
            retrain: "meshctl tracker train --labels \(labels) --name \(name ?? "NAME") "
                + (embed.map { "--embed \($0)" } ?? "--out MODEL")
                + (about.map { " --about '\($0)'" } ?? "")
                + " --seed \(seed) --features \(features) --penalty \(penalty) --weights "
                + weights.map { "\($0)" }.joined(separator: ","),
            limits: "It knows texts like those of \(file). On others it is right less often, and "
                + "how much less nobody has measured.")
    }
}

/// `meshctl tracker apply`.
struct TrackerApply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Finds a model's labels in texts.",
        discussion: """
            A line of the file is {"text"} or a conversation, each message of which is judged \
            knowing the one before. Labels that the file has are compared with the model's, on \
            standard error.
            """)

    @Option(help: "A model of `meshctl tracker train`.")
    var model: String
    @Argument(help: "The texts (JSONL).")
    var file: String
    @Flag(help: "Print one JSON object a text.")
    var json = false

    func run() async throws {
        try await reporting {
            let model = try read()
            var scratch = TextClassifier.Scratch()
            var quality = LabelQuality(labels: model.labels)
            for line in try LabelFile(file).lines {
                let judgement = model.judge(line.text.sample, &scratch)
                if line.isLabelled { quality.count(line.text, judgement) }
                let row = TrackerRow(line, judgement, by: model)
                if json { try Console.printJSON(row) } else { Console.print(row.line) }
            }
            guard quality.textCount > 0 else { return }
            Console.note(
                "against the \(quality.textCount) labelled texts of the file: accuracy "
                    + "\(quality.accuracy.rounded(to: 3)), macro-F1 "
                    + "\(quality.macroF1.rounded(to: 3)); good figures mean little where the "
                    + "model learned from the same texts")
        }
    }

    private func read() throws -> TextClassifier {
        let data = try InputFile.data(model)
        do { return try TextModelFile.model(from: [UInt8](data)) } catch {
            throw InputFault(file: model, line: nil, problem: "\(error)")
        }
    }
}

extension LabelQuality {
    fileprivate mutating func count(_ text: LabelledText, _ judgement: TextJudgement) {
        let known = Set(rows.map(\.label))
        count(
            Set(text.labels).intersection(known), given: Set(judgement.found.map(\.label)))
    }
}

/// One line of `meshctl tracker apply --json`.
struct TrackerRow: Encodable {
    let conversationID: ConversationID?
    let messageID: MessageID?
    let text: String
    /// The surest label; that for nothing, or null, where none passes its threshold.
    let label: String?
    let confidence: Double
    let labels: [Found]

    struct Found: Encodable {
        let label: String
        let confidence: Double
    }

    enum CodingKeys: String, CodingKey {
        case conversationID = "conversation_id"
        case messageID = "message_id"
        case text, label, confidence, labels
    }

    init(_ line: LabelFile.Line, _ judgement: TextJudgement, by model: TextClassifier) {
        conversationID = line.conversationID
        messageID = line.messageID
        text = line.text.sample.text
        label = judgement.found.first?.label ?? model.nothing
        let highest = judgement.probabilities.values.max() ?? 0
        confidence = (judgement.found.first?.confidence ?? 1 - highest).rounded(to: 4)
        labels = judgement.found.map {
            Found(label: $0.label, confidence: $0.confidence.rounded(to: 4))
        }
    }

    /// For a person who reads.
    var line: String {
        let found = labels.map { "\($0.label) \(Int(($0.confidence * 100).rounded())) %" }
        return (found.isEmpty ? label ?? "nothing" : found.joined(separator: ", ")) + ": \(text)"
    }
}

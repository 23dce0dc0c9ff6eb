import ArgumentParser
import Foundation

/// `meshctl bench prediction`.
struct BenchPrediction: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prediction",
        abstract: "Training, one prediction with its SHAP values, and a batch, beside the wheel.",
        discussion: """
            The peer is XGBoost's own Python package on the same rows and the same trees, where \
            .mesh/python has it (`make python`); elsewhere the peer's values are left out. The \
            file is read before the clock starts.
            """)

    @Argument(help: "Conversations with an outcome (JSONL).")
    var file = "../shared/data/conversations/craigslist.jsonl"
    @Option(help: "The Python that has xgboost.")
    var python = ".mesh/python/bin/python"
    @Flag(help: "Print one JSON object a measure.")
    var json = false

    func run() async throws {
        try await reporting {
            let records = try ConversationFile.read(file).filter { !$0.messages.isEmpty }
            guard !records.isEmpty else {
                throw InputFault(file: file, line: nil, problem: "has no conversation")
            }
            try await PredictionBenchmark(records: records, file: file, python: python).run {
                if json { return try Console.printJSON($0) }
                Console.print($0.text)
            }
        }
    }
}

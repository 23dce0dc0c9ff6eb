import ArgumentParser
import Foundation

/// `meshctl bench prediction`.
struct BenchPrediction: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prediction",
        abstract:
            "Training, predictions with SHAP values beside the wheel, and the service's answers.",
        discussion: """
            The peer is XGBoost's own Python package on the same rows and the same trees, where \
            .mesh/python has it (`make python`); elsewhere the peer's values are left out. The \
            file is read before the clock starts. The service's predictions, skill forecasts and \
            choices of timing are those of its handlers over a Postgres of its own, without the \
            network between.
            """)

    @Argument(help: "Conversations with an outcome (JSONL).")
    var file = "../shared/data/conversations/craigslist.jsonl"
    @Option(help: "The Python that has xgboost.")
    var python = ".mesh/python/bin/python"
    @Flag(inversion: .prefixedNo, help: "Measure the service too, which starts a Postgres.")
    var service = true
    @OptionGroup(title: "Success") var success: SuccessOptions
    @Flag(help: "Print one JSON object a measure.")
    var json = false

    func run() async throws {
        try await reporting {
            let records = try ConversationFile.read(file).filter { !$0.messages.isEmpty }
            guard !records.isEmpty else {
                throw InputFault(file: file, line: nil, problem: "has no conversation")
            }
            let benchmark = PredictionBenchmark(
                records: records, file: file, python: python, success: try success.rule,
                measuresService: service)
            try await benchmark.run {
                if json { return try Console.printJSON($0) }
                Console.print($0.text)
            }
        }
    }
}

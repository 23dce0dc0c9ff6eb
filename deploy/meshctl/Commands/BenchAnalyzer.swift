import ArgumentParser
import Foundation

/// `meshctl bench analyzer`.
struct BenchAnalyzer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyzer",
        abstract: "One more message, a conversation from scratch, a batch, and memory.",
        discussion: """
            The file is read before the clock starts. Other work on the machine counts against \
            the engine: the percentiles are of wall-clock time.
            """)

    @Argument(help: "Conversations (JSONL).")
    var file = "../shared/data/conversations/craigslist.jsonl"
    @Flag(help: "Print one JSON object a measure.")
    var json = false

    func run() async throws {
        try await reporting {
            let records = try ConversationFile.read(file).filter { !$0.messages.isEmpty }
            guard !records.isEmpty else {
                throw InputFault(file: file, line: nil, problem: "has no conversation")
            }
            try await AnalyzerBenchmark(records: records).run { line in
                if json { return try Console.printJSON(line) }
                Console.print("\(line.measure): \(line.value.rounded(to: 2)) \(line.unit)")
            }
        }
    }
}

import ArgumentParser
import Foundation

/// `meshctl evaluate`.
struct Evaluate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures what the mesh understands against what people say is there.",
        subcommands: [EvaluateAnalyzer.self, EvaluatePrediction.self])
}

/// `meshctl evaluate analyzer`.
struct EvaluateAnalyzer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyzer",
        abstract: "How right the Analyzer is, by kind of finding, beside the reference numbers.",
        discussion: """
            Five parts: the real-estate set that was written for this product (rules are \
            written by one part, three only give figures), how sure a sentiment is against how \
            often it is right, strategies by cross-validation, overall quality against the \
            outcome, and deal foresight. Without the shared data only the first two. \
            Errors are quoted with --errors, in the terminal alone.
            """)

    enum Half: String, CaseIterable, ExpressibleByArgument {
        case tuning, test, both
        case secondTest = "second_test"
        case thirdTest = "third_test"
    }

    @Option(help: "The folder of the labelled data.")
    var data = "../shared/data"
    @Option(help: "Which half of the real-estate set.")
    var half = Half.both
    @Option(help: "How many of the worst errors of each part are quoted.")
    var errors = 0
    @Flag(help: "Only the sets that were written for this product.")
    var setOnly = false
    @Flag(help: "Print one JSON object a figure.")
    var json = false

    func run() async throws {
        try await reporting {
            let evaluation = AnalyzerEvaluation(data: data)
            for set in [LabelledSet.tuning, .test, .secondTest, .thirdTest]
            where half == .both || half.rawValue == set.name {
                let (figures, misses) = evaluation.labelledSet(set)
                heading("real-estate set, \(set.name) half: \(set.messageCount) messages")
                try show(figures, misses)
            }
            if half == .both {
                heading("sentiment: how often a reader hears what is said, by confidence")
                try show(evaluation.feelings(), [])
            }
            if !setOnly { try await measureData(evaluation) }
            if json {
                Console.note(AnalyzerReportLimits.text)
            } else {
                Console.print("\n" + AnalyzerReportLimits.text)
            }
        }
    }

    private func measureData(_ evaluation: AnalyzerEvaluation) async throws {
        guard FileManager.default.fileExists(atPath: data) else {
            return Console.note("\(data) is absent: strategies, quality and foresight are left out")
        }
        for source in AnalyzerEvaluation.strategySources {
            let (figures, confusion, misses) = try await evaluation.strategies(source)
            heading("strategies, \(source.file)")
            try show(figures, misses)
            if !json { Console.print(confusion) }
        }
        heading("overall quality against the outcome; no weight was fitted to it")
        for file in AnalyzerEvaluation.outcomeFiles {
            try show(
                [evaluation.quality(file), evaluation.quality(file, unseen: true)], [])
        }
        heading("deal foresight, five-fold by conversation")
        try show(try evaluation.foresight(), [])
    }

    private func heading(_ text: String) {
        if !json { Console.print("\n\(text)") }
    }

    private func show(_ figures: [AnalyzerFigure], _ misses: [String]) throws {
        for figure in figures {
            if json { try Console.printJSON(figure) } else { Console.print("  " + figure.line) }
        }
        for miss in misses.prefix(max(0, errors)) { Console.note("  ✗ " + miss) }
    }
}

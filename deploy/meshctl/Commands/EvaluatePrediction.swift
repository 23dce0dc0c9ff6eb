import ArgumentParser
import PredictionDomain
import PredictionService

/// `meshctl evaluate prediction`.
struct EvaluatePrediction: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prediction",
        abstract: "How good the success model is on conversations that it has not seen.",
        discussion: """
            Deals the conversations into five folds, several times; what is learned from four of \
            them scores the fifth, after 25, 50, 75 and 100 % of the messages: by a model that was \
            trained at that share, and by the one that answers live and does not know the share. \
            ECE is over 15 bins of equal mass; errors are those of another sample of as many \
            conversations. Takes some minutes.
            """)

    @Argument(help: "Conversations with an outcome, one a line (JSONL).")
    var file = "../shared/data/conversations/craigslist.jsonl"
    @Option(help: "How often the conversations are dealt, 1 to 100.")
    var repeats = 2
    @OptionGroup(title: "Success") var success: SuccessOptions
    @Flag(help: "Print one JSON object a figure.")
    var json = false

    func validate() throws {
        guard (1...100).contains(repeats) else {
            throw ValidationError("--repeats must be 1 to 100")
        }
    }

    func run() async throws {
        try await reporting {
            let labelled = try LabelledConversation.all(
                of: try ConversationFile.read(file), in: file, success: try success.rule)
            let evaluation = PredictionEvaluation(labelled, repeats: repeats)
            let meter = ProgressMeter("trainings", total: evaluation.trainingCount)
            let figures = try measured(evaluation) { meter.show($0) }
            for figure in figures {
                if json { try Console.printJSON(figure) } else { Console.print(figure.line) }
            }
        }
    }

    private func measured(
        _ evaluation: PredictionEvaluation, progress: (Int) -> Void
    ) throws(InputFault) -> [PredictionFigure] {
        do throws(TrainingFault) {
            return try evaluation.figures(progress: progress)
        } catch {
            throw InputFault(file: file, line: nil, problem: "\(error)")
        }
    }
}

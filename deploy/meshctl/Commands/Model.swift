import ArgumentParser
import Foundation
import Identifiers
import PredictionContract
import PredictionDomain
import RPC

/// `meshctl model`.
struct Model: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The models of the running mesh: who predicts, who challenges, whether it holds.",
        subcommands: [
            ModelListCommand.self, ModelPromoteCommand.self, ModelRollBackCommand.self,
            ModelHealthCommand.self, ModelOutcomeCommand.self,
        ])
}

/// Calls Prediction as the operator.
private func withPrediction(
    _ mesh: MeshOptions, _ work: (Client<Prediction>) async throws -> Void
) async throws {
    try await reporting {
        let connection = try MeshConnection(mesh)
        try await work(try connection.client(of: "prediction", Prediction.self))
        connection.close()
    }
}

/// `meshctl model list`.
struct ModelListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Published models, what they do, and what was done to them.")

    @Flag(help: "Print one JSON object a model.")
    var json = false
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await withPrediction(mesh) { prediction in
            let models = try await prediction.listModels(ListModels()).models
            if models.isEmpty {
                Console.note("no model has been published: the one that ships predicts")
            }
            for entry in models {
                if json {
                    try Console.printJSON(entry)
                    continue
                }
                Console.print(
                    "\(entry.role) \(entry.card.version): AUC \(thousandths(entry.card.auc)), "
                        + "\(entry.card.conversations) conversations of \(entry.card.trainedOn)")
                for change in entry.changes {
                    Console.print(
                        "  \(change.changedAt) \(change.kind) by \(change.changedBy): "
                            + change.reason)
                }
            }
        }
    }
}

/// `meshctl model promote`.
struct ModelPromoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote", abstract: "Lets a published model predict.")

    @Argument(help: "Its version, as `meshctl model list` names it.")
    var version: String
    @Option(help: "Why: kept with the model.")
    var reason: String
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await withPrediction(mesh) { prediction in
            let changed = try await prediction.promoteModel(
                PromoteModel(version: version, reason: reason))
            Console.note("the mesh predicts with \(changed.champion ?? "the model that ships")")
        }
    }
}

/// `meshctl model rollback`.
struct ModelRollBackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback", abstract: "Takes a model back: the one before it predicts again.")

    @Argument(help: "Its version, as `meshctl model list` names it.")
    var version: String
    @Option(help: "Why: kept with the model.")
    var reason: String
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await withPrediction(mesh) { prediction in
            let changed = try await prediction.rollBackModel(
                RollBackModel(version: version, reason: reason))
            Console.note("the mesh predicts with \(changed.champion ?? "the model that ships")")
        }
    }
}

/// `meshctl model health`.
struct ModelHealthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Drift, calibration on outcomes, the challenger, and whether retraining pays.")

    @Argument(help: "The tenant whose predictions and outcomes it is judged by.")
    var tenant: String
    @Flag(help: "Print one JSON object.")
    var json = false
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await withPrediction(mesh) { prediction in
            let report = try await prediction.getModelHealth(
                GetModelHealth(tenantID: TenantID(tenant)))
            if json { return try Console.printJSON(report) }
            Console.print(
                "\(report.version): \(report.predictions) predictions, "
                    + "\(report.calibration.outcomes) outcomes; given "
                    + "\(thousandths(report.calibration.given)), came "
                    + "\(thousandths(report.calibration.came)) "
                    + "(z \(thousandths(report.calibration.z)))")
            Console.print(
                "rests on other tenants' conversations to \(Int(report.poolShare * 100)) %")
            for drift in report.drift where ["watch", "alarm"].contains(drift.level) {
                Console.print("\(drift.level): \(drift.feature), PSI \(thousandths(drift.index))")
            }
            if report.drift.allSatisfy({ $0.level == "too_few" }) {
                Console.print("drift: too few predictions to tell")
            }
            if let contest = report.contest {
                Console.print(
                    "challenger \(contest.challenger): Brier better by "
                        + "\(thousandths(contest.gain)) ± \(thousandths(contest.standardError)); "
                        + (contest.shouldPromote ? "promote it" : "wait"))
            }
            Console.print(
                "retraining \(report.retrainingPays ? "pays" : "does not pay"): \(report.reason)")
        }
    }
}

/// `meshctl model outcome`.
struct ModelOutcomeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outcome", abstract: "Says how the conversations of a file ended.")

    @Argument(help: "Conversations with an outcome (JSONL).")
    var file: String
    @OptionGroup(title: "Success") var success: SuccessOptions
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await withPrediction(mesh) { prediction in
            let ended = try success.rule.outcomes(of: try ConversationFile.read(file), in: file)
            var new = 0
            for (record, succeeded) in ended {
                let answer = try await prediction.recordOutcome(
                    RecordOutcome(
                        tenantID: record.tenantID, conversationID: record.conversationID,
                        succeeded: succeeded))
                if answer.isNew { new += 1 }
            }
            Console.note("\(new) outcomes recorded of \(ended.count) conversations")
        }
    }
}

import Identifiers
import PredictionContract
import PredictionDomain
import PredictionService
import Testing

@Suite struct SuccessTrainerTests {
    private let now = Instant(microseconds: 1_767_603_600_000_000)

    private func train(
        _ conversations: [LabelledConversation], plan: PrefixPlan = .everyMessage,
        progress: (TrainingProgress) -> Bool = { _ in true }
    ) throws -> (model: SuccessModel, report: TrainingReport) {
        try quickTrainer(plan).train(
            on: conversations, source: "bargains", success: "a deal", at: now, progress: progress)
    }

    @Test func learnsWhatMakesADealAndSaysHowWell() throws {
        let (model, report) = try train(bargains(300))
        #expect(report.conversations == 300)
        #expect(report.rows == 1_800)
        let open = report.stages.filter { !$0.includesClosingAct }
        #expect(open.map(\.share) == CrossValidationShares.all)
        #expect(open[3].quality.auc > 0.8)
        #expect(report.stages.last.map { $0.quality.auc > 0.99 } == true)
        #expect(report.overall.expectedCalibrationError < 0.12)
        #expect(model.card.trainedAt == now)
        #expect(model.card.featureNames == Feature.names)
        #expect(abs(model.card.baseRate - 0.58) < 0.1)
        #expect(model.card.version.hasPrefix("conversation-1-"))
    }

    @Test func aForecastIsCalibratedExplainedAndBracketed() throws {
        let (model, _) = try train(bargains(300))
        var extractor = FeatureExtractor(listPrice: 100)
        for facts in bargains(1)[0].messages.prefix(4) { extractor.add(facts) }
        let foresight = try model.foresee(extractor.vector)
        #expect((0...1).contains(foresight.probability))
        #expect(foresight.interval.contains(foresight.probability))
        #expect(abs(try model.probability(of: extractor.vector) - foresight.probability) < 1e-5)
        let names = foresight.factors.map(\.feature.name)
        #expect(names.contains("price_gap") || names.contains("client_first_price"))
        let sizes = foresight.factors.map { abs($0.contribution) }
        #expect(sizes == sizes.sorted(by: >))
    }

    @Test func theSameConversationsGiveTheSameModel() throws {
        let first = try train(bargains(120)).model
        let second = try train(bargains(120)).model
        #expect(first.card == second.card)
        #expect(try first.artifact() == second.artifact())
    }

    @Test func aModelSurvivesItsJourney() throws {
        let model = try train(bargains(120)).model
        #expect(model.parts.calibration.closed != nil, "the bargains end by an accept or a quit")
        let copy = try SuccessModel(card: model.card, artifact: model.artifact())
        for vector in bargains(3, seed: 8).flatMap({ $0.vectors() }) {
            #expect(try copy.foresee(vector) == model.foresee(vector))
        }
    }

    @Test func aDamagedOrForeignModelIsRefused() throws {
        let model = try train(bargains(120)).model
        var bytes = try model.artifact()
        bytes[bytes.count / 2] ^= 1
        #expect(throws: ModelFault.self) { try SuccessModel(card: model.card, artifact: bytes) }
        #expect(throws: ModelFault.self) { try SuccessModel(card: model.card, artifact: [0x80]) }
        var card = model.card
        card.featureNames.removeLast()
        #expect(throws: ModelFault.self) {
            try SuccessModel(card: card, artifact: model.artifact())
        }
    }

    @Test func trainingTellsOfEveryRoundAndCanBeCancelled() throws {
        var heard: [TrainingProgress] = []
        _ = try train(bargains(120)) { progress in
            heard.append(progress)
            return true
        }
        #expect((6 * 12...6 * 50).contains(heard.count))
        #expect(heard.last?.step == 12)
        #expect(heard.last?.round == heard.last?.roundCount)
        #expect(throws: TrainingFault.cancelled) { try train(bargains(120)) { $0.step < 2 } }
    }

    @Test func tooLittleToLearnFromIsSaid() {
        #expect {
            try train(bargains(12))
        } throws: { error in
            "\(error)".contains("training needs at least 10 conversations that succeeded")
        }
    }

    @Test func filesOfTheDefaultModelAreShortAndComplete() throws {
        let (model, report) = try train(bargains(120))
        let files = try DefaultModelWriter(model, report).files()
        #expect(
            files.map(\.name) == ["DefaultModelCard.swift", "DefaultModelTrees.swift", "CARD.md"])
        #expect(files[0].text.contains(model.card.version))
        #expect(files[1].text.contains("features \(Feature.names.count) base 0.5"))
        #expect(files[2].text.contains("| AUC |"))
        for file in files.prefix(2) {
            #expect(file.text.split(separator: "\n").allSatisfy { $0.count <= 100 }, "\(file.name)")
        }
    }
}

enum CrossValidationShares { static let all = [0.25, 0.5, 0.75, 1] }

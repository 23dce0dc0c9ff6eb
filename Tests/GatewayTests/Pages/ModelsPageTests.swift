import Foundation
import GatewayDomain
import Hummingbird
import Identifiers
import PredictionContract
import Testing

@testable import GatewayService

@Suite struct ModelsPageTests {
    private let templates: Templates

    init() throws { templates = try Templates() }

    private func html(
        _ models: Panel<[ModelEntry]>, _ health: Panel<ModelHealthReport>
    ) async throws -> String {
        let response = try templates.page(
            "models", ModelsPage(person: manager(), models: models, health: health))
        let writer = Collected()
        try await response.body.write(writer)
        return writer.text
    }

    private func card(_ version: String) -> ModelCard {
        ModelCard(
            version: version, trainedOn: "last year's talks", rows: 9_000, conversations: 1_007,
            trainedAt: noon, auc: 0.6971, brierScore: 0.117, baseRate: 0.815,
            expectedCalibrationError: 0.0104, featureNames: [], successDefinition: "an agreement",
            statedShare: 0.156, statedAccuracy: 0.979)
    }

    private var report: ModelHealthReport {
        let calibration = CalibrationReport(
            outcomes: 300, given: 0.8, came: 0.71, z: -3.2, brierScore: 0.14, auc: 0.7)
        var report = ModelHealthReport(
            version: "first", predictions: 2_400, calibration: calibration, retrainingPays: true,
            reason: "0.800 was given and 0.710 came", poolShare: 0.2)
        report.drift = [
            FeatureDrift(feature: "client_first_price", index: 0.412, level: "alarm"),
            FeatureDrift(feature: "message_count", index: 0.01, level: "steady"),
        ]
        report.contest = ContestReport(
            challenger: "second", champion: calibration, challenging: calibration, gain: 0.012,
            standardError: 0.004, shouldPromote: true)
        return report
    }

    @Test func aManagerReadsWhatPredictsWhatChallengesAndWhetherItHolds() async throws {
        let change = ModelChange(
            kind: "published", reason: "a better year", changedBy: "ops", changedAt: noon)
        let page = try await html(
            .shown([
                ModelEntry(
                    card: card("second"), role: "challenger", publishedAt: noon, changes: [change]),
                ModelEntry(card: card("first"), role: "champion", publishedAt: noon),
            ]), .shown(report))
        for words in [
            "Train again.", "0.697", "a better year", "Client first price", "0.412", "Alarm",
            "promote it", "0.012 ± 0.004", "Champion", "Challenger", "80\u{00A0}%",
            "1 input did not move",
        ] {
            #expect(page.contains(words), "\(words)")
        }
    }

    @Test func ofAFewPredictionsNothingIsSaidAboutDrift() async throws {
        var young = report
        young.drift = [FeatureDrift(feature: "message_count", index: 3, level: "too_few")]
        let page = try await html(.shown([]), .shown(young))
        #expect(page.contains("Too few predictions yet"))
        #expect(!page.contains("did not move"))
    }

    @Test func whatWasSaidAndWhatCameIsAPictureAndASentence() async throws {
        var told = report
        #expect(try await !html(.shown([]), .shown(told)).contains("<svg"))
        told.reliability = [
            ReliabilityPoint(given: 0.31, came: 0.29, lower: 0.2, upper: 0.4, outcomes: 60),
            ReliabilityPoint(given: 0.9, came: 0.7, lower: 0.6, upper: 0.78, outcomes: 61),
        ]
        let page = try await html(.shown([]), .shown(told))
        #expect(page.components(separatedBy: "class=\"point\"").count == 3)
        #expect(page.contains("1 group of 2 came otherwise than given"))
        #expect(page.contains("given 90\u{00A0}%, came 70\u{00A0}% of 61"))
    }

    @Test func withoutAPublishedModelThePageSaysWhichOnePredicts() async throws {
        let gap = "No model has been published yet."
        let page = try await html(.shown([]), .notYet(reason: gap))
        #expect(page.contains(gap) && page.contains("comes with the program"))
    }

    @Test func namesOfModelsAreOnlyText() async throws {
        let hostile = PageTests.hostile
        let page = try await html(
            .shown([ModelEntry(card: card(hostile), role: "idle", publishedAt: noon)]),
            .notYet(reason: hostile))
        #expect(!page.contains("<script>alert") && page.contains("&lt;script&gt;"))
    }
}

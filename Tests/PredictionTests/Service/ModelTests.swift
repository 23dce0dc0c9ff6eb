import Identifiers
import PredictionContract
import PredictionDomain
import PredictionSamples
import RPC
import Testing

@testable import PredictionService

@Suite struct ModelTests {
    private func publish(_ model: SuccessModel, as version: String) throws -> PublishModel {
        var card = model.card
        card.version = version
        return PublishModel(card: card, artifact: try model.artifact())
    }

    @Test func theNewestPublishedModelPredicts() async throws {
        let (first, second) = (try quickModel(seed: 1), try quickModel(seed: 2))
        let talk = Array(bargains(1, seed: 5)[0].messages.prefix(4))
        try await PredictionRig.with(fallback: first) { rig in
            try await rig.hear(talk, listPrice: 100)
            #expect(try await rig.predict().modelVersion == first.card.version)
            for version in ["a", "b", "b"] {
                let request = try publish(version == "a" ? first : second, as: version)
                #expect(try await rig.prediction.publishModel(request).version == version)
                #expect(try await rig.predict().modelVersion == version)
                #expect(try await rig.prediction.getModel(GetModel()).version == version)
            }
            let expected = try second.foresee(vector(of: talk, listPrice: 100)).probability
            #expect(try await rig.predict().probability == expected)
            // Publishing an older one again brings it back.
            _ = try await rig.prediction.publishModel(try publish(first, as: "a"))
            #expect(try await rig.predict().modelVersion == "a")
        }
    }

    @Test func aVersionNamesOneModelOnly() async throws {
        let (first, second) = (try quickModel(seed: 1), try quickModel(seed: 2))
        try await PredictionRig.with { rig in
            _ = try await rig.prediction.publishModel(try publish(first, as: "a"))
            await expect(.alreadyExists) {
                try await rig.prediction.publishModel(try publish(second, as: "a"))
            }
            #expect(try await rig.prediction.getModel(GetModel()).version == "a")
        }
    }

    @Test func aModelThatCannotBeUsedIsRefused() async throws {
        let model = try quickModel()
        try await PredictionRig.with { rig in
            var damaged = try publish(model, as: "a")
            damaged.artifact.removeLast(9)
            await expect(.invalidArgument) { try await rig.prediction.publishModel(damaged) }
            var foreign = try publish(model, as: "a")
            foreign.card.featureNames[0] = "shoe_size"
            await expect(.invalidArgument, saying: "train it again") {
                try await rig.prediction.publishModel(foreign)
            }
            await expect(.invalidArgument) {
                try await rig.prediction.publishModel(try publish(model, as: ""))
            }
        }
    }

    @Test func theProgramBringsAModelThatSaysHowGoodItIs() throws {
        let model = try DefaultModel.load()
        #expect(model.card.trainedOn.contains("craigslist"))
        #expect(model.card.auc > 0.65)
        #expect(model.card.brierScore < model.card.baseRate * (1 - model.card.baseRate))
        #expect(model.card.expectedCalibrationError < 0.05)
        #expect((model.card.statedAccuracy ?? 0) > 0.94)
        #expect(try model.artifact().count < 400_000)
        let far = vector(
            of: [
                message(0, acts: [.offer], prices: [50], offer: 50),
                message(1, .agent, .reject, acts: [.rejection]),
            ], listPrice: 100)
        let close = vector(
            of: [
                message(0, acts: [.offer], prices: [95], offer: 95),
                message(1, .agent, acts: [.acceptance], prices: [95]),
                message(2, .agent, .offer, acts: [.offer], offer: 95),
                message(3, .client, .accept, acts: [.acceptance]),
            ], listPrice: 100)
        #expect(try model.foresee(far).probability < model.card.baseRate)
        #expect(try model.foresee(close).probability > 0.9)
    }
}

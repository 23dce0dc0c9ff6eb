import Identifiers
import Postgres
import PredictionContract
import PredictionDomain
import PredictionSamples
import RPC
import Testing

@testable import PredictionService

@Suite struct RegistryTests {
    private func publish(
        _ model: SuccessModel, as version: String, asChallenger: Bool = false
    ) throws -> PublishModel {
        var card = model.card
        card.version = version
        return PublishModel(
            card: card, artifact: try model.artifact(), asChallenger: asChallenger,
            reason: "a test of \(version)")
    }

    private let talk = Array(bargains(1, seed: 5)[0].messages.prefix(4))

    @Test func aChallengerPredictsUnseenUntilItIsPromotedAndARollbackBringsTheOldOneBack()
        async throws
    {
        let (first, second) = (try quickModel(seed: 1), try quickModel(seed: 2))
        try await PredictionRig.with(fallback: first) { rig in
            let prediction = rig.prediction
            try await rig.hear(talk, listPrice: 100)
            _ = try await prediction.publishModel(try publish(first, as: "a"))
            _ = try await prediction.publishModel(try publish(second, as: "b", asChallenger: true))
            #expect(try await rig.predict().modelVersion == "a")
            let kept = try await rig.database.scoped(to: .tenant(PredictionRig.tenant)).query(
                """
                SELECT model_version, is_shadow FROM prediction.predictions \
                ORDER BY model_version
                """, as: (String, Bool).self)
            #expect(kept.map(\.0) == ["a", "b"])
            #expect(kept.map(\.1) == [false, true])
            for _ in 0..<2 {
                _ = try await prediction.promoteModel(
                    PromoteModel(version: "b", reason: "it foresees better"))
            }
            #expect(try await rig.predict().modelVersion == "b")
            let back = try await prediction.rollBackModel(
                RollBackModel(version: "b", reason: "it frightened people"))
            #expect(back.champion == "a")
            #expect(try await rig.predict().modelVersion == "a")
            let models = try await prediction.listModels(ListModels()).models
            #expect(models.map(\.role) == ["retired", "champion"])
            #expect(models[0].changes.map(\.kind) == ["rolled_back", "promoted", "challenged"])
            #expect(models[0].changes[0].reason == "it frightened people")
        }
    }

    @Test func theChampionCannotChallengeItselfAndStaysTheChampion() async throws {
        let (first, second) = (try quickModel(seed: 1), try quickModel(seed: 2))
        try await PredictionRig.with(fallback: first) { rig in
            let prediction = rig.prediction
            _ = try await prediction.publishModel(try publish(first, as: "a"))
            _ = try await prediction.publishModel(try publish(second, as: "b"))
            await expect(.failedPrecondition, saying: "b is the champion") {
                try await prediction.publishModel(try publish(second, as: "b", asChallenger: true))
            }
            #expect(try await rig.prediction.getModel(GetModel()).version == "b")
            // One that was champion before it may challenge.
            _ = try await prediction.publishModel(try publish(first, as: "a", asChallenger: true))
            let models = try await prediction.listModels(ListModels()).models
            #expect(models.map(\.card.version) == ["a", "b"])
            #expect(models.map(\.role) == ["challenger", "champion"])
            #expect(models[1].changes.map(\.kind) == ["published"])
        }
    }

    @Test func changesNeedAReasonAndAModel() async throws {
        try await PredictionRig.with(fallback: try quickModel()) { rig in
            await expect(.invalidArgument, saying: "reason") {
                try await rig.prediction.promoteModel(PromoteModel(version: "a", reason: ""))
            }
            await expect(.notFound) {
                try await rig.prediction.promoteModel(PromoteModel(version: "a", reason: "why"))
            }
            await expect(.notFound) {
                try await rig.prediction.rollBackModel(RollBackModel(version: "a", reason: "why"))
            }
        }
    }

    @Test func ownOutcomesCorrectWhatThePoolSays() async throws {
        try await PredictionRig.with(fallback: try quickModel()) { rig in
            let before = try await foreseen(rig, "talk")
            #expect(before.poolShare == 1)
            for index in 0..<12 {
                let id = ConversationID("lost-\(index)")
                _ = try await foreseen(rig, id)
                let outcome = RecordOutcome(
                    tenantID: PredictionRig.tenant, conversationID: id, succeeded: false)
                #expect(try await rig.prediction.recordOutcome(outcome).isNew)
                #expect(try await !rig.prediction.recordOutcome(outcome).isNew)
            }
            let after = try await foreseen(rig, "talk-again")
            #expect(after.probability < before.probability)
            #expect((after.poolShare ?? 1) < 1)
            #expect(after.lower...after.upper ~= after.probability)
            let health = try await rig.prediction.getModelHealth(
                GetModelHealth(tenantID: PredictionRig.tenant))
            #expect(health.calibration.outcomes == 12)
            #expect(health.calibration.came == 0)
            // Twelve ends are too few to draw.
            #expect(health.reliability.isEmpty)
            #expect(health.predictions == 14)
            #expect(!health.retrainingPays)
            #expect(health.reason.contains("too few"))
        }
    }

    private func foreseen(
        _ rig: PredictionRig, _ id: ConversationID
    ) async throws -> SuccessPrediction {
        for (index, facts) in talk.enumerated() {
            try await rig.hear(facts, ordinal: index + 1, in: id, listPrice: 100)
        }
        return try await rig.predict(id)
    }
}

import Identifiers
import Postgres
import PredictionContract
import PredictionDomain
import PredictionSamples
import RPC
import Testing

@testable import PredictionService

@Suite struct PredictConversationTests {
    private let talk = Array(bargains(1, seed: 5)[0].messages.prefix(4))

    @Test func foreseesAsTheModelDoesFromTheSameMessages() async throws {
        let model = try quickModel()
        try await PredictionRig.with(fallback: model) { rig in
            try await rig.hear(talk, listPrice: 100)
            let answer = try await rig.predict()
            let expected = try model.foresee(vector(of: talk, listPrice: 100))
            #expect(answer.probability == expected.probability)
            #expect(answer.lower...answer.upper == expected.interval)
            #expect(answer.abstains == expected.abstains)
            #expect(answer.factors.map(\.name) == expected.factors.map(\.feature.name))
            #expect(answer.factors.allSatisfy { !$0.explanation.isEmpty })
            #expect(answer.modelVersion == model.card.version)
            #expect(answer.baseRate == model.card.baseRate)
            #expect(answer.messageCount == 4)
            #expect(answer.lastMessageID == talk.last?.messageID)
        }
    }

    @Test func aRedeliveredOrLateMessageIsCountedOnceInItsPlace() async throws {
        try await PredictionRig.with(fallback: try quickModel()) { rig in
            for place in [1, 0, 3, 1, 2, 0] {
                try await rig.hear(talk[place], ordinal: place + 1, listPrice: 100)
            }
            let answer = try await rig.predict()
            let model = try quickModel()
            #expect(answer.messageCount == 4)
            #expect(
                answer.probability
                    == (try model.foresee(vector(of: talk, listPrice: 100)).probability))
        }
    }

    @Test func whatWasForeseenIsKeptWithItsModelAndFeatures() async throws {
        let model = try quickModel()
        try await PredictionRig.with(fallback: model) { rig in
            try await rig.hear(talk, listPrice: 100)
            let answer = try await rig.predict()
            _ = try await rig.predict()
            let rows = try await rig.database.scoped(to: .tenant(PredictionRig.tenant)).query(
                """
                SELECT probability, model_version, message_count, feature_version, features \
                FROM prediction.predictions
                """, as: (Double, String, Int, String, [Double]).self)
            #expect(rows.count == 1)
            #expect(rows[0].0 == answer.probability)
            #expect(rows[0].1 == model.card.version)
            #expect(rows[0].2 == 4)
            #expect(rows[0].3 == Feature.version)
            #expect(rows[0].4.count == Feature.all.count)
        }
    }

    @Test func anUnknownConversationIsNotFound() async throws {
        try await PredictionRig.with(fallback: try quickModel()) { rig in
            try await rig.hear(talk)
            await expect(.notFound) { try await rig.predict("never") }
            await expect(.notFound) { try await rig.predict(tenant: "another") }
            await expect(.invalidArgument) { try await rig.predict("") }
        }
    }

    @Test func withoutAModelItSaysWhatIsMissing() async throws {
        try await PredictionRig.with { rig in
            try await rig.hear(talk)
            await expect(.failedPrecondition, saying: "publish it with prediction.publishModel") {
                try await rig.predict()
            }
            await expect(.failedPrecondition) { try await rig.prediction.getModel(GetModel()) }
        }
    }
}

/// Expects an `RPCError` of a status.
func expect(
    _ status: StatusCode, saying words: String = "", at location: SourceLocation = #_sourceLocation,
    _ body: () async throws -> some Sendable
) async {
    do {
        _ = try await body()
        Issue.record("succeeded instead of \(status)", sourceLocation: location)
    } catch let error as RPCError {
        #expect(error.code == status, sourceLocation: location)
        #expect(words.isEmpty || error.message.contains(words), sourceLocation: location)
    } catch {
        Issue.record("\(error)", sourceLocation: location)
    }
}

import PredictionContract
import RPC
import Runtime

/// Serves `Prediction.getModel`.
struct GetModelHandler: Sendable {
    let models: ModelStore
    let shelf: ModelShelf

    func handle(_ request: GetModel, _ call: Call) async throws -> ModelCard {
        if let tenant = request.tenantID { _ = try Access(call, to: tenant) }
        return try await shelf.model(newest: try await models.newestVersion()).card
    }
}

/// Serves `Prediction.publishModel`.
struct PublishModelHandler: Sendable {
    /// A version is a name that people read.
    private static let versionByteCountMax = 128

    let models: ModelStore

    func handle(_ request: PublishModel, _ call: Call) async throws -> ModelCard {
        let card = request.card
        guard (1...Self.versionByteCountMax).contains(card.version.utf8.count),
            !card.version.utf8.contains(0)
        else {
            throw RPCError.invalid(
                "card.version", "must be 1 to \(Self.versionByteCountMax) bytes, without NUL")
        }
        do throws(ModelFault) {
            _ = try SuccessModel(card: card, artifact: request.artifact)
        } catch {
            throw RPCError.invalid("artifact", "is refused: \(error)")
        }
        let reason = request.reason.isEmpty ? "published" : request.reason
        let change = try WantedChange(reason, call)
        let publication = try await models.publish(
            card, request.artifact, asChallenger: request.asChallenger, change)
        switch publication {
        case .kept: return card
        case .versionTaken:
            throw RPCError(
                .alreadyExists, "another model has been published as \(card.version)",
                details: [.resource(kind: "model", id: card.version)])
        case .predictsAlready:
            throw RPCError(
                .failedPrecondition,
                """
                \(card.version) is the champion and cannot challenge itself: publish another \
                model as the challenger, or roll this one back first
                """,
                details: [.resource(kind: "model", id: card.version)])
        }
    }
}

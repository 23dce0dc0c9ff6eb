import Logging
import Postgres
import RPC

/// Gives the model that predicts now: the newest published one, or the one this program came with.
///
/// Reading a model takes milliseconds, so the shelf keeps the champion and the challenger in memory.
actor ModelShelf {
    private let store: ModelStore
    private let fallback: SuccessModel?
    private let logger: Logger
    /// The newest comes last; nil is a model that this version cannot use.
    private var known: [(version: String, model: SuccessModel?)] = []

    /// A champion, a challenger, and the one that they follow.
    private static let knownCountMax = 3

    init(store: ModelStore, fallback: SuccessModel?, logger: Logger) {
        self.store = store
        self.fallback = fallback
        self.logger = logger
    }

    /// The model of the newest published version; nil is the case of none.
    ///
    /// Throws `failed_precondition` when there is no model at all.
    func model(newest version: String?) async throws -> SuccessModel {
        guard let model = try await published(version) ?? fallback else {
            throw RPCError(
                .failedPrecondition,
                """
                no model has been published: train one with `meshctl predict --train` and publish \
                it with prediction.publishModel
                """,
                details: [.resource(kind: "model", id: version ?? "newest")])
        }
        return model
    }

    /// A published model; nil, with an error in the log, when this version cannot use it.
    func published(_ version: String?) async throws -> SuccessModel? {
        guard let version else { return nil }
        if let kept = known.first(where: { $0.version == version }) { return kept.model }
        guard let (card, artifact) = try await store.model(version) else { return nil }
        let model: SuccessModel?
        do throws(ModelFault) {
            model = try SuccessModel(card: card, artifact: artifact)
            logger.info("model in use", metadata: ["model": "\(version)"])
        } catch {
            model = nil
            logger.error(
                "the published model cannot be used",
                metadata: ["model": "\(version)", "reason": "\(error)"])
        }
        known = known.suffix(Self.knownCountMax - 1) + [(version, model)]
        return model
    }
}

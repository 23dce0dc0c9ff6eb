import Identifiers
import PredictionContract
import PredictionDomain
import RPC
import Runtime

/// Serves `Prediction.listModels`.
struct ListModelsHandler: Sendable {
    private static let limitMax = 100
    private static let limitByDefault = 20

    let registry: ModelRegistryStore

    func handle(_ request: ListModels, _ call: Call) async throws -> ModelList {
        guard (0...Self.limitMax).contains(request.limit) else {
            throw RPCError.invalid("limit", "must be 0 to \(Self.limitMax)")
        }
        let limit = request.limit == 0 ? Self.limitByDefault : request.limit
        return ModelList(models: try await registry.entries(limit: limit))
    }
}

/// Serves `Prediction.promoteModel`.
struct PromoteModelHandler: Sendable {
    let registry: ModelRegistryStore

    func handle(_ request: PromoteModel, _ call: Call) async throws -> ModelChanged {
        let change = try WantedChange(request.reason, call)
        guard try await registry.promote(request.version, change) else {
            throw noModel(request.version)
        }
        return ModelChanged(champion: request.version)
    }
}

/// Serves `Prediction.rollBackModel`.
struct RollBackModelHandler: Sendable {
    let registry: ModelRegistryStore
    let models: ModelStore

    func handle(_ request: RollBackModel, _ call: Call) async throws -> ModelChanged {
        let change = try WantedChange(request.reason, call)
        guard try await registry.rollBack(request.version, change) else {
            throw noModel(request.version)
        }
        return ModelChanged(champion: try await models.newestVersion())
    }
}

private func noModel(_ version: String) -> RPCError {
    RPCError(
        .notFound, "no model has been published as \(version)",
        details: [.resource(kind: "model", id: version)])
}

extension WantedChange {
    private static let reasonByteCountMax = 500

    init(_ reason: String, _ call: Call) throws {
        guard (1...Self.reasonByteCountMax).contains(reason.utf8.count), !reason.utf8.contains(0)
        else {
            throw RPCError.invalid("reason", "must be 1 to \(Self.reasonByteCountMax) bytes")
        }
        self.init(
            reason: reason, by: call.principal?.subject ?? "operator", at: call.now)
    }
}

/// Serves `Prediction.recordOutcome`.
struct RecordOutcomeHandler: Sendable {
    let outcomes: OutcomeStore

    func handle(_ request: RecordOutcome, _ call: Call) async throws -> OutcomeRecorded {
        try Access(call, to: request.tenantID).requireManager("the outcomes of conversations")
        try checkID(request.conversationID.rawValue, "conversation_id")
        return OutcomeRecorded(
            isNew: try await outcomes.keep(
                request.succeeded, of: request.conversationID, request.tenantID, at: call.now))
    }
}

/// Serves `Prediction.getModelHealth`.
struct GetModelHealthHandler: Sendable {
    /// More bins than this are no easier to read.
    private static let binCountMax = 10
    /// The share among fewer conversations says little.
    private static let outcomesPerBinMin = 20

    let outcomes: OutcomeStore
    let models: ModelStore
    let shelf: ModelShelf

    func handle(_ request: GetModelHealth, _ call: Call) async throws -> ModelHealthReport {
        let tenant = request.tenantID
        guard try Access(call, to: tenant).onlyAgent == nil else {
            throw RPCError(.permissionDenied, "a model's health is for managers")
        }
        let card = try await shelf.model(newest: try await models.newestVersion()).card
        let told = try await outcomes.judgements(card.version, tenant)
        let (first, newest, count) = try await outcomes.features(card.version, tenant)
        let health = ModelHealth(
            drift: drift(first, newest), calibration: CalibrationCheck(told.map(\.1)),
            trainedOn: card.conversations)
        var report = ModelHealthReport(
            version: card.version, predictions: count,
            drift: health.drift.map {
                FeatureDrift(
                    feature: $0.feature, index: $0.index.value, level: $0.index.level.rawValue)
            }, calibration: CalibrationReport(health.calibration),
            retrainingPays: health.advice.pays, reason: health.advice.reason,
            poolShare: try await outcomes.evidence(of: tenant, against: card.version).poolShare)
        report.reliability = reliability(told.map(\.1))
        if let challenger = try await models.challengerVersion() {
            report.contest = try await contest(told, challenger, tenant)
        }
        return report
    }

    private func reliability(_ told: [Judgement]) -> [ReliabilityPoint] {
        let bins = min(Self.binCountMax, told.count / Self.outcomesPerBinMin)
        guard bins > 0 else { return [] }
        return ReliabilityPlot(told, bins: bins).points.map {
            ReliabilityPoint(
                given: $0.given, came: $0.came, lower: $0.interval.lowerBound,
                upper: $0.interval.upperBound, outcomes: Int($0.weight))
        }
    }

    private func drift(_ first: [[Double]], _ newest: [[Double]]) -> [ModelHealth.Drift] {
        guard let width = first.first?.count, width == Feature.names.count else { return [] }
        return Feature.names.indices.map { feature in
            ModelHealth.Drift(
                feature: Feature.names[feature],
                index: StabilityIndex(
                    then: first.map { $0[feature] }, now: newest.map { $0[feature] }))
        }
    }

    private func contest(
        _ champion: [(conversation: ConversationID, Judgement)], _ challenger: String,
        _ tenant: TenantID
    ) async throws -> ContestReport {
        let other = Dictionary(
            uniqueKeysWithValues: try await outcomes.judgements(challenger, tenant))
        let contest = Contest(
            champion.compactMap { conversation, judgement in
                other[conversation].map { (champion: judgement, challenger: $0) }
            })
        return ContestReport(
            challenger: challenger, champion: CalibrationReport(contest.champion),
            challenging: CalibrationReport(contest.challenger), gain: contest.gain,
            standardError: contest.standardError, shouldPromote: contest.shouldPromote)
    }
}

extension CalibrationReport {
    fileprivate init(_ check: CalibrationCheck) {
        self.init(
            outcomes: check.outcomes, given: check.given, came: check.came, z: check.z,
            brierScore: check.brierScore, auc: check.auc)
    }
}

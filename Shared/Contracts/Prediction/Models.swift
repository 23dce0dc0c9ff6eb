import Identifiers
import RPC
import Wire

/// Every model that was published, the newest first.
@WireMessage
public struct ListModels: Codable, Hashable, Sendable {
    /// 1–100; 20 when 0.
    public var limit: Int = 0

    enum CodingKeys: Int, CodingKey { case limit = 0 }
}

@WireMessage
public struct ModelList: Codable, Hashable, Sendable {
    public var models: [ModelEntry] = []

    enum CodingKeys: Int, CodingKey { case models = 0 }
}

/// A model and how it came to do what it does.
@WireMessage
public struct ModelEntry: Codable, Hashable, Sendable {
    public var card: ModelCard
    /// champion: its predictions are the answers; challenger: it predicts beside the champion,
    /// unseen; idle: it waits, or is followed by a newer one; retired: it was taken back.
    public var role: String
    public var publishedAt: Instant
    /// The newest first.
    public var changes: [ModelChange] = []

    enum CodingKeys: Int, CodingKey { case card = 0, role = 1, publishedAt = 2, changes = 3 }
}

/// Something that was done to a model, by whom and why.
@WireMessage
public struct ModelChange: Codable, Hashable, Sendable {
    /// published, challenged, promoted or rolled_back.
    public var kind: String
    public var reason: String
    public var changedBy: String
    public var changedAt: Instant

    enum CodingKeys: Int, CodingKey { case kind = 0, reason = 1, changedBy = 2, changedAt = 3 }
}

@WireMessage
public struct PromoteModel: Codable, Hashable, Sendable {
    public var version: String
    /// 1–500 bytes: kept with the change.
    public var reason: String

    enum CodingKeys: Int, CodingKey { case version = 0, reason = 1 }
}

@WireMessage
public struct RollBackModel: Codable, Hashable, Sendable {
    public var version: String
    /// 1–500 bytes: kept with the change.
    public var reason: String

    enum CodingKeys: Int, CodingKey { case version = 0, reason = 1 }
}

/// What predicts after a change.
@WireMessage
public struct ModelChanged: Codable, Hashable, Sendable {
    /// Nil: the one that the program came with.
    public var champion: String?

    enum CodingKeys: Int, CodingKey { case champion = 0 }
}

/// How a conversation ended, as the tenant says.
@WireMessage
public struct RecordOutcome: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var conversationID: ConversationID
    public var succeeded: Bool

    enum CodingKeys: Int, CodingKey { case tenantID = 0, conversationID = 1, succeeded = 2 }
}

@WireMessage
public struct OutcomeRecorded: Codable, Hashable, Sendable {
    /// False when it was known already.
    public var isNew: Bool

    enum CodingKeys: Int, CodingKey { case isNew = 0 }
}

@WireMessage
public struct GetModelHealth: Codable, Hashable, Sendable {
    public var tenantID: TenantID

    enum CodingKeys: Int, CodingKey { case tenantID = 0 }
}

/// Whether the model that predicts still fits what it is asked about, by a tenant's predictions and
/// outcomes.
@WireMessage
public struct ModelHealthReport: Codable, Hashable, Sendable {
    public var version: String
    public var predictions: Int
    /// Between the model's first predictions and its newest, the furthest first.
    public var drift: [FeatureDrift] = []
    public var calibration: CalibrationReport
    public var retrainingPays: Bool
    public var reason: String
    /// Nil without a challenger.
    public var contest: ContestReport?
    /// 0–1: how much of this tenant's probabilities rests on other tenants' conversations.
    public var poolShare: Double
    /// What was given against what came, by rising probability; empty while few ends are known.
    public var reliability: [ReliabilityPoint] = []

    enum CodingKeys: Int, CodingKey {
        case version = 0, predictions = 1, drift = 2, calibration = 3, retrainingPays = 4
        case reason = 5, contest = 6, poolShare = 7, reliability = 8
    }
}

/// Conversations that were given about the same probability, and how many of them succeeded.
@WireMessage
public struct ReliabilityPoint: Codable, Hashable, Sendable {
    /// The mean probability that was given, 0–1.
    public var given: Double
    /// The share that succeeded, 0–1.
    public var came: Double
    /// 90 % interval of that share.
    public var lower: Double
    public var upper: Double
    public var outcomes: Int

    enum CodingKeys: Int, CodingKey { case given = 0, came = 1, lower = 2, upper = 3, outcomes = 4 }
}

@WireMessage
public struct FeatureDrift: Codable, Hashable, Sendable {
    public var feature: String
    /// Population stability index.
    public var index: Double
    /// steady, watch or alarm; too_few where there are too few predictions to tell.
    public var level: String

    enum CodingKeys: Int, CodingKey { case feature = 0, index = 1, level = 2 }
}

/// What was given, and what came.
@WireMessage
public struct CalibrationReport: Codable, Hashable, Sendable {
    public var outcomes: Int
    public var given: Double
    public var came: Double
    /// Standard errors between the two.
    public var z: Double
    public var brierScore: Double
    public var auc: Double

    enum CodingKeys: Int, CodingKey {
        case outcomes = 0, given = 1, came = 2, z = 3, brierScore = 4, auc = 5
    }
}

/// Champion and challenger on the same conversations.
@WireMessage
public struct ContestReport: Codable, Hashable, Sendable {
    public var challenger: String
    public var champion: CalibrationReport
    public var challenging: CalibrationReport
    /// The champion's Brier score less the challenger's.
    public var gain: Double
    public var standardError: Double
    /// True when the challenger is better beyond chance.
    public var shouldPromote: Bool

    enum CodingKeys: Int, CodingKey {
        case challenger = 0, champion = 1, challenging = 2, gain = 3, standardError = 4
        case shouldPromote = 5
    }
}

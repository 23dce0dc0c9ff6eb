import Identifiers
import RPC
import Wire

/// Foresees how a conversation ends, and says how sure it is.
public enum Prediction {
    /// The chance of success of a conversation as it stands; `not_found` when it was never heard of,
    /// `failed_precondition` when no model has been published.
    public static let predictConversation = Method<PredictConversation, SuccessPrediction>(
        "prediction.predictConversation", .idempotent)

    /// Makes a trained model the one that predicts; the same model again changes nothing.
    public static let publishModel = Method<PublishModel, ModelCard>(
        "prediction.publishModel", .idempotent, maximumMessageBytes: 8 << 20)

    /// The card of the model that predicts now.
    public static let getModel = Method<GetModel, ModelCard>("prediction.getModel", .idempotent)

    /// The models that were published, with what they do and what was done to them.
    public static let listModels = Method<ListModels, ModelList>(
        "prediction.listModels", .idempotent)

    /// Makes a published model the one that predicts; `not_found` when there is none of the version.
    public static let promoteModel = Method<PromoteModel, ModelChanged>(
        "prediction.promoteModel", .idempotent)

    /// Takes a model back: the one before it predicts again; `not_found` when there is none of the
    /// version.
    public static let rollBackModel = Method<RollBackModel, ModelChanged>(
        "prediction.rollBackModel", .idempotent)

    /// Says how a conversation ended; the first word on it stays.
    public static let recordOutcome = Method<RecordOutcome, OutcomeRecorded>(
        "prediction.recordOutcome", .idempotent)

    /// Whether the model still fits a tenant's conversations, and whether training again pays.
    public static let getModelHealth = Method<GetModelHealth, ModelHealthReport>(
        "prediction.getModelHealth", .idempotent)

    /// Where a skill goes in the next days; `failed_precondition` under five conversations.
    public static let forecastSkill = Method<ForecastSkill, SkillOutlook>(
        "prediction.forecastSkill", .idempotent)

    /// When to intervene and how; each answer is a new choice, kept with its propensity.
    public static let chooseTiming = Method<ChooseTiming, TimingChoice>("prediction.chooseTiming")

    /// What came of a choice, however late; the first outcome stands.
    public static let recordTimingOutcome = Method<RecordTimingOutcome, TimingOutcomeRecorded>(
        "prediction.recordTimingOutcome", .idempotent)

    /// What interventions changed, with intervals; for managers.
    public static let getInterventionImpacts = Method<GetInterventionImpacts, InterventionImpacts>(
        "prediction.getInterventionImpacts", .idempotent)

    /// What an agent should learn next, in order.
    public static let planLearning = Method<PlanLearning, LearningPlan>(
        "prediction.planLearning", .idempotent)
}

@WireMessage
public struct PredictConversation: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var conversationID: ConversationID

    enum CodingKeys: Int, CodingKey { case tenantID = 0, conversationID = 1 }
}

/// A calibrated chance of success, with what speaks for and against it.
@WireMessage
public struct SuccessPrediction: Codable, Hashable, Sendable {
    public var conversationID: ConversationID
    /// 0–1, calibrated.
    public var probability: Double
    /// 90 % interval of the probability.
    public var lower: Double
    public var upper: Double
    /// True when the evidence does not carry a statement either way.
    public var abstains: Bool
    /// How often conversations succeed at all: what always guessing is right by.
    public var baseRate: Double
    /// Largest contribution first, risks and protections mixed.
    public var factors: [Factor]
    public var modelVersion: String
    public var messageCount: Int
    public var lastMessageID: MessageID?
    /// 0–1: how much of the probability rests on other tenants' conversations; the rest is what this
    /// tenant's own outcomes correct. Nil from a service that does not say.
    public var poolShare: Double?

    enum CodingKeys: Int, CodingKey {
        case conversationID = 0, probability = 1, lower = 2, upper = 3, abstains = 4
        case baseRate = 5, factors = 6, modelVersion = 7, messageCount = 8, lastMessageID = 9
        case poolShare = 10
    }
}

/// One reason for a prediction, in an agent's words.
@WireMessage
public struct Factor: Codable, Hashable, Sendable {
    /// The feature's stable name.
    public var name: String
    public var explanation: String
    /// SHAP value in log-odds: positive protects, negative is a risk.
    public var contribution: Double
    /// The feature's value.
    public var value: Double?
    public var messageID: MessageID?

    enum CodingKeys: Int, CodingKey {
        case name = 0, explanation = 1, contribution = 2, value = 3, messageID = 4
    }
}

@WireMessage
public struct GetModel: Codable, Hashable, Sendable {
    public var tenantID: TenantID?

    enum CodingKeys: Int, CodingKey { case tenantID = 0 }
}

@WireMessage
public struct PublishModel: Codable, Hashable, Sendable {
    public var card: ModelCard
    /// The booster in XGBoost's own format, with its calibration.
    public var artifact: [UInt8]
    /// True lets it predict beside the champion, unseen, until it is promoted.
    public var asChallenger: Bool = false
    /// Why, in at most 500 bytes; kept with the model.
    public var reason: String = ""

    enum CodingKeys: Int, CodingKey { case card = 0, artifact = 1, asChallenger = 2, reason = 3 }
}

/// What a model was trained on and how good it is on data it has not seen.
@WireMessage
public struct ModelCard: Codable, Hashable, Sendable {
    public var version: String
    public var trainedOn: String
    public var rows: Int
    public var conversations: Int
    public var trainedAt: Instant
    /// Five-fold, grouped by conversation.
    public var auc: Double
    public var brierScore: Double
    public var baseRate: Double
    public var expectedCalibrationError: Double
    public var featureNames: [String]
    public var successDefinition: String
    public var aucByShare: [ShareScore] = []
    /// 0–1 of the moments of a conversation at which the model does not abstain.
    public var statedShare: Double?
    /// How often it is right at those.
    public var statedAccuracy: Double?

    enum CodingKeys: Int, CodingKey {
        case version = 0, trainedOn = 1, rows = 2, conversations = 3, trainedAt = 4, auc = 5
        case brierScore = 6, baseRate = 7, expectedCalibrationError = 8, featureNames = 9
        case successDefinition = 10, aucByShare = 11, statedShare = 12, statedAccuracy = 13
    }
}

/// How good a model is after a share of the messages.
@WireMessage
public struct ShareScore: Codable, Hashable, Sendable {
    /// 0–1 of the messages.
    public var share: Double
    public var auc: Double
    public var brierScore: Double
    /// True counts a closing accept, reject or quit among the messages: the answer itself.
    public var includesClosingAct: Bool = false

    enum CodingKeys: Int, CodingKey {
        case share = 0, auc = 1, brierScore = 2, includesClosingAct = 3
    }
}

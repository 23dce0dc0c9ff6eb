import Identifiers
import Wire

/// What a tenant listens for in conversations, in one version.
@WireMessage
public struct Tracker: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    /// Unique in the tenant.
    public var name: String
    /// 1 for the first definition; a changed one has the next.
    public var version: Int
    /// Whose messages are heard; nil for both sides'.
    public var speaker: Open<MessageRole>?
    public var phrases: [String]
    /// How good it is on examples that it had not learned from; nil for phrases alone.
    public var figures: TrackerFigures?
    public var isRetired: Bool = false
    public var definedAt: Instant

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, name = 1, version = 2, speaker = 3, phrases = 4, figures = 5
        case isRetired = 6, definedAt = 7
    }
}

/// What cross-validation says of a tracker that was learned from examples.
@WireMessage
public struct TrackerFigures: Codable, Hashable, Sendable {
    public var matchCount: Int
    public var otherCount: Int
    public var precision: Double
    public var recall: Double
    public var f1: Double
    /// The ends of a 90 % interval of F1, from resampled examples.
    public var f1Low: Double
    public var f1High: Double

    enum CodingKeys: Int, CodingKey {
        case matchCount = 0, otherCount = 1, precision = 2, recall = 3, f1 = 4, f1Low = 5
        case f1High = 6
    }
}

/// A sentence, and whether the tracker should find it.
@WireMessage
public struct TrackerExample: Codable, Hashable, Sendable {
    /// At most 2 KiB of UTF-8.
    public var text: String
    public var isMatch: Bool

    enum CodingKeys: Int, CodingKey { case text = 0, isMatch = 1 }
}

/// Phrases, examples, or both: a message matches when either finds it.
@WireMessage
public struct DefineTracker: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    /// At most 64 bytes.
    public var name: String
    public var speaker: Open<MessageRole>?
    /// At most 100, each of at most 200 bytes; whole words, in any case.
    public var phrases: [String]
    /// None, or 10 to 1,000 that match and as many that do not.
    public var examples: [TrackerExample]

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, name = 1, speaker = 2, phrases = 3, examples = 4
    }
}

/// Names a tracker or a rubric of a tenant.
@WireMessage
public struct NameDefinition: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var name: String

    enum CodingKeys: Int, CodingKey { case tenantID = 0, name = 1 }
}

@WireMessage
public struct ListDefinitions: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var includesRetired: Bool = false

    enum CodingKeys: Int, CodingKey { case tenantID = 0, includesRetired = 1 }
}

/// By name, each in its newest version.
@WireMessage
public struct TrackerList: Codable, Hashable, Sendable {
    public var trackers: [Tracker]

    enum CodingKeys: Int, CodingKey { case trackers = 0 }
}

/// A tracker found something.
@WireMessage
public struct TrackerFinding: Codable, Hashable, Sendable {
    public var tracker: String
    public var version: Int
    public var messageID: MessageID
    /// 0–1; 1 for a phrase.
    public var confidence: Double

    enum CodingKeys: Int, CodingKey {
        case tracker = 0, version = 1, messageID = 2, confidence = 3
    }
}

/// Asks for all conversations of a tenant to be read with its present trackers and rubrics.
@WireMessage
public struct ScoreHistory: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    /// The last conversation of a stream that broke, to go on after it.
    public var after: ConversationID?

    enum CodingKeys: Int, CodingKey { case tenantID = 0, after = 1 }
}

/// One conversation of the history, and how far the reading has come.
@WireMessage
public struct HistoryScored: Codable, Hashable, Sendable {
    public var conversationID: ConversationID
    public var findings: [TrackerFinding]
    public var rubrics: [RubricScore]
    /// Conversations read, this one and those before `after` included, and all there were.
    public var done: Int
    public var total: Int

    enum CodingKeys: Int, CodingKey {
        case conversationID = 0, findings = 1, rubrics = 2, done = 3, total = 4
    }
}

import Identifiers
import Wire

/// What pays how much.
@WireMessage
public struct PointRuleSet: Codable, Hashable, Sendable {
    /// Set by the service.
    public var version: Int = 0
    /// Nil for rules that always were; a wish when setting rules.
    public var effectiveFrom: Instant?
    public var rules: [PointRuleLine]
    /// 0–100: the overall quality that a conversation has to reach.
    public var qualityMin: Double = 80
    /// Messages before which a conversation's quality does not count, 1–100.
    public var qualityMessageCountMin: Int = 6
    /// Objections that count in one conversation, 0–20.
    public var objectionsPerConversationMax: Int = 3

    enum CodingKeys: Int, CodingKey {
        case version = 0, effectiveFrom = 1, rules = 2, qualityMin = 3
        case qualityMessageCountMin = 4, objectionsPerConversationMax = 5
    }
}

@WireMessage
public struct PointRuleLine: Codable, Hashable, Sendable {
    /// Such as `appointment_set`.
    public var reason: String
    /// 1–10,000.
    public var points: Int64
    /// How many pay on one day, 1–1,000; nil for all.
    public var dailyLimit: Int?
    /// The first so many of a day pay in full, the next so many half, and so on; nil for all in full.
    public var halvesAfter: Int?

    enum CodingKeys: Int, CodingKey { case reason = 0, points = 1, dailyLimit = 2, halvesAfter = 3 }
}

@WireMessage
public struct SetPointRules: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var rules: PointRuleSet

    enum CodingKeys: Int, CodingKey { case tenantID = 0, rules = 1 }
}

@WireMessage
public struct GetPointRules: Codable, Hashable, Sendable {
    public var tenantID: TenantID

    enum CodingKeys: Int, CodingKey { case tenantID = 0 }
}

@WireMessage
public struct PointRuleSets: Codable, Hashable, Sendable {
    public var current: PointRuleSet
    /// The newest that is recorded, when that is not the current one.
    public var upcoming: PointRuleSet?

    enum CodingKeys: Int, CodingKey { case current = 0, upcoming = 1 }
}

@WireMessage
public struct PutAchievement: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var achievementID: String
    public var name: String
    public var description: String
    public var category: Open<AchievementCategory>
    public var difficulty: Open<AchievementDifficulty>
    /// In JSON, such as `{"count":{"of":"appointment_set","goal":10}}`.
    public var criterion: String
    /// 1–10,000; nil for what the difficulty is worth.
    public var points: Int64?
    public var isRepeatable: Bool = false
    public var isSecret: Bool = false

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, achievementID = 1, name = 2, description = 3, category = 4
        case difficulty = 5, criterion = 6, points = 7, isRepeatable = 8, isSecret = 9
    }
}

@WireMessage
public struct PutAchievementReceipt: Codable, Hashable, Sendable {
    /// The agents who have it now.
    public var agentsUnlocked: Int

    enum CodingKeys: Int, CodingKey { case agentsUnlocked = 0 }
}

@WireMessage
public struct SetStreakCalendar: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var fromDay: CalendarDate
    /// ISO 8601: 1 is Monday, 7 is Sunday.
    public var workingDays: [Int]
    public var holidays: [CalendarDate] = []
    /// Adds the federal holidays of the United States of this and the next two years.
    public var withFederalHolidays: Bool = false

    enum CodingKeys: Int, CodingKey {
        case tenantID = 0, fromDay = 1, workingDays = 2, holidays = 3, withFederalHolidays = 4
    }
}

@WireMessage
public struct StreakCalendarReceipt: Codable, Hashable, Sendable {
    public var fromDay: CalendarDate
    public var holidays: [CalendarDate]

    enum CodingKeys: Int, CodingKey { case fromDay = 0, holidays = 1 }
}

@WireMessage
public struct FreezeStreak: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID
    public var day: CalendarDate

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1, day = 2 }
}

@WireMessage
public struct FreezeStreakReceipt: Codable, Hashable, Sendable {
    public var day: CalendarDate
    public var pointsSpent: Int64
    public var currentDays: Int

    enum CodingKeys: Int, CodingKey { case day = 0, pointsSpent = 1, currentDays = 2 }
}

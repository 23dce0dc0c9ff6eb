import Identifiers
import RPC
import Wire

/// Points, streaks and achievements, all of them derived from events.
///
/// To an agent who goes without the game in an experiment, what shows it answers
/// `failed_precondition`; to those who lead agents it shows all of them.
public enum Gamification {
    /// An agent's points, streak and achievements; zeros for an agent never heard of.
    public static let getProfile = Method<GetProfile, GamificationProfile>(
        "gamification.getProfile", .idempotent)
    /// A ranking; competition ranking (1224), ties by who got there first, then by id.
    public static let getLeaderboard = Method<GetLeaderboard, Leaderboard>(
        "gamification.getLeaderboard", .idempotent)
    /// The ledger entries behind a balance, newest first.
    public static let listPoints = Method<ListPoints, PointsLedger>(
        "gamification.listPoints", .idempotent)

    /// Records a new version of a tenant's rules; for managers and admins.
    ///
    /// They take effect a minute from now at the earliest, and never change what was paid before.
    public static let setPointRules = Method<SetPointRules, PointRuleSet>(
        "gamification.setPointRules")
    /// The rules in force now and those to come.
    public static let getPointRules = Method<GetPointRules, PointRuleSets>(
        "gamification.getPointRules", .idempotent)
    /// Adds an achievement of the tenant's own, for what was done before as well; for managers and
    /// admins. `failed_precondition` when one of this id asks for something else.
    public static let putAchievement = Method<PutAchievement, PutAchievementReceipt>(
        "gamification.putAchievement", .idempotent)
    /// Says which days streaks expect, from a day after today on; for managers and admins.
    public static let setStreakCalendar = Method<SetStreakCalendar, StreakCalendarReceipt>(
        "gamification.setStreakCalendar", .idempotent)
    /// Spends points to keep a streak over a missed day; freezing a day twice is one freeze.
    public static let freezeStreak = Method<FreezeStreak, FreezeStreakReceipt>(
        "gamification.freezeStreak", .idempotent)
    /// Says how an agent takes part: their team, whether others see them, since when they work.
    public static let setPlayer = Method<SetPlayer, Player>(
        "gamification.setPlayer", .idempotent)

    /// Gives an agent what they unlocked as an Open Badges 3.0 credential; again gives the same.
    /// `failed_precondition` when it is not unlocked, or when the service has no secret to sign with.
    public static let issueBadge = Method<IssueBadge, Badge>(
        "gamification.issueBadge", .idempotent)
    /// A badge, for whoever knows its id.
    public static let getBadge = Method<GetBadge, Badge>("gamification.getBadge", .idempotent)
    /// Takes a badge back for good; for managers and admins.
    public static let revokeBadge = Method<RevokeBadge, Badge>(
        "gamification.revokeBadge", .idempotent)
    /// Signs with another key from now on; for managers and admins. What was signed stays valid.
    public static let rotateIssuerKey = Method<RotateIssuerKey, Issuer>(
        "gamification.rotateIssuerKey")
    /// Who signs, with all keys; for everybody.
    public static let getIssuer = Method<GetIssuer, Issuer>("gamification.getIssuer", .idempotent)
    /// Which badges are revoked, signed; for everybody.
    public static let getStatusList = Method<GetStatusList, StatusListCredential>(
        "gamification.getStatusList", .idempotent)

    /// Lets agents play against a goal or each other; for managers and admins. The same id again
    /// changes nothing.
    public static let createChallenge = Method<CreateChallenge, ChallengeState>(
        "gamification.createChallenge", .idempotent)
    /// Joins before the start, and puts the stake in; again changes nothing.
    public static let joinChallenge = Method<JoinChallenge, ChallengeState>(
        "gamification.joinChallenge", .idempotent)
    /// The tenant's challenges with who stands where.
    public static let listChallenges = Method<ListChallenges, ChallengeList>(
        "gamification.listChallenges", .idempotent)

    /// What happened in a challenge, in order: who joined, took the lead, reached the goal and won.
    public static let getChallengeFeed = Method<GetChallengeFeed, ChallengeFeed>(
        "gamification.getChallengeFeed", .idempotent)

    /// Writes a licence down, or changes it.
    public static let putLicence = Method<PutLicence, LicenceRenewal>(
        "gamification.putLicence", .idempotent)
    /// Forgets a licence and its courses; returns what is left.
    public static let removeLicence = Method<NameLicence, LicenceList>(
        "gamification.removeLicence", .idempotent)
    /// Writes a completed course down, or changes it.
    public static let putCourse = Method<PutCourse, LicenceRenewal>(
        "gamification.putCourse", .idempotent)
    public static let removeCourse = Method<RemoveCourse, LicenceRenewal>(
        "gamification.removeCourse", .idempotent)
    /// An agent's licences, with what is missing before each is renewed.
    public static let listLicences = Method<ListLicences, LicenceList>(
        "gamification.listLicences", .idempotent)
    /// Says what a jurisdiction asks, in place of what the product says; for managers and admins.
    public static let setRenewalRequirements = Method<
        SetRenewalRequirements, RenewalRequirements
    >("gamification.setRenewalRequirements", .idempotent)
    public static let listRenewalRequirements = Method<
        ListRenewalRequirements, RenewalRequirementsList
    >("gamification.listRenewalRequirements", .idempotent)

    /// What an agent remembers of the examination's questions, and what to ask next.
    public static let getExamPractice = Method<GetExamPractice, ExamPractice>(
        "gamification.getExamPractice", .idempotent)
    /// Marks an answer, explains it, and says when the question comes back; the same answer again
    /// counts once.
    public static let answerExamQuestion = Method<AnswerExamQuestion, ExamAnswer>(
        "gamification.answerExamQuestion", .idempotent)

    /// Says who goes without the game while it is tried out whether it helps; the newest word on an
    /// experiment counts. Called by ROI, which runs the experiments.
    public static let switchPlay = Method<SwitchPlay, SwitchPlay>(
        "gamification.switchPlay", .idempotent)

    /// Since when agents work here, as far as it was said; for managers and admins, and for ROI, which
    /// tells effects by tenure.
    public static let listHireDates = Method<ListHireDates, HireDateList>(
        "gamification.listHireDates", .idempotent)

    /// How far agents play and whether those who play more do better, without a claim of cause; for
    /// managers and admins.
    public static let getEngagement = Method<GetEngagement, Engagement>(
        "gamification.getEngagement", .idempotent)
    /// Unlocks and answers as xAPI statements, for a learning record store.
    public static let listStatements = Method<ListStatements, StatementList>(
        "gamification.listStatements", .idempotent)
}

@WireMessage
public struct GetProfile: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1 }
}

@WireMessage
public struct GamificationProfile: Codable, Hashable, Sendable {
    public var agentID: AgentID
    public var points: Int64
    public var streak: Streak
    public var achievements: [AchievementProgress]
    /// Nil while the agent has no points.
    public var rank: Int?
    /// The share of the other ranked agents with fewer points, 0–100.
    public var percentile: Double?
    public var level: Open<AgentSkillLevel>?
    /// What is missing for the next level; empty for a master.
    public var missing: [MissingForLevel] = []

    enum CodingKeys: Int, CodingKey {
        case agentID = 0, points = 1, streak = 2, achievements = 3, rank = 4, percentile = 5
        case level = 6, missing = 7
    }
}

/// Days in a row with coached conversations, by the agent's own calendar.
@WireMessage
public struct Streak: Codable, Hashable, Sendable {
    public var currentDays: Int
    public var longestDays: Int
    public var lastActiveDay: CalendarDate?

    enum CodingKeys: Int, CodingKey { case currentDays = 0, longestDays = 1, lastActiveDay = 2 }
}

@WireMessage
public struct AchievementProgress: Codable, Hashable, Sendable {
    public var achievementID: String
    public var name: String
    public var description: String
    public var category: Open<AchievementCategory>
    public var reached: Int64
    public var goal: Int64
    /// When it was unlocked first.
    public var unlockedAt: Instant?
    public var points: Int64
    public var difficulty: Open<AchievementDifficulty>?
    /// How often it was unlocked.
    public var times: Int = 0
    public var isRepeatable: Bool = false
    /// The share of the tenant's agents that have unlocked it, 0–1.
    public var rarity: Double?

    enum CodingKeys: Int, CodingKey {
        case achievementID = 0, name = 1, description = 2, category = 3, reached = 4, goal = 5
        case unlockedAt = 6, points = 7, difficulty = 8, times = 9, isRepeatable = 10
        case rarity = 11
    }
}

/// One thing that an agent still has to do for the next level.
@WireMessage
public struct MissingForLevel: Codable, Hashable, Sendable {
    public var what: String
    public var reached: Int
    public var goal: Int

    enum CodingKeys: Int, CodingKey { case what = 0, reached = 1, goal = 2 }
}

@WireMessage
public struct ListPoints: Codable, Hashable, Sendable {
    public var tenantID: TenantID
    public var agentID: AgentID
    /// 1–1,000.
    public var limit: Int = 100

    enum CodingKeys: Int, CodingKey { case tenantID = 0, agentID = 1, limit = 2 }
}

@WireMessage
public struct PointsLedger: Codable, Hashable, Sendable {
    public var balance: Int64
    public var entries: [PointsEntry]

    enum CodingKeys: Int, CodingKey { case balance = 0, entries = 1 }
}

@WireMessage
public struct PointsEntry: Codable, Hashable, Sendable {
    public var entryID: String
    public var points: Int64
    public var reason: String
    public var earnedAt: Instant
    /// Why it pays what it pays, in words.
    public var explanation: String = ""
    /// The event that proves it; nil for what follows from several or from a person's command.
    public var eventID: EventID?

    enum CodingKeys: Int, CodingKey {
        case entryID = 0, points = 1, reason = 2, earnedAt = 3, explanation = 4, eventID = 5
    }
}

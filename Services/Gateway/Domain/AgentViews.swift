import Identifiers

/// One line of the list of agents.
package struct AgentLine: Hashable, Sendable, Encodable {
    package var agent: AgentID
    package var conversations: Int
    /// 0–100; nil before the first conversation.
    package var averageQuality: Double?
    package var alertsSent: Int
    package var hasActiveSession: Bool
    package var lastMessageAt: Instant?

    package init(
        agent: AgentID, conversations: Int, averageQuality: Double?, alertsSent: Int,
        hasActiveSession: Bool, lastMessageAt: Instant?
    ) {
        self.agent = agent
        self.conversations = conversations
        self.averageQuality = averageQuality
        self.alertsSent = alertsSent
        self.hasActiveSession = hasActiveSession
        self.lastMessageAt = lastMessageAt
    }
}

/// How an agent has done over a period.
package struct AgentProfile: Hashable, Sendable, Encodable {
    /// A mean score by area or day.
    package struct Score: Hashable, Sendable, Encodable {
        /// The area's name or the day.
        package var name: String
        /// 0–100.
        package var score: Double
        package var conversations: Int

        package init(name: String, score: Double, conversations: Int) {
            self.name = name
            self.score = score
            self.conversations = conversations
        }
    }

    package var agent: AgentID
    package var periodStart: Instant
    package var periodEnd: Instant
    package var conversations: Int
    package var averageQuality: Double?
    package var level: SkillLevel?
    package var trend: PerformanceTrend?
    package var quality: [Score] = []
    package var expertise: [Score] = []
    /// 0–1, each; nil where nothing shows it.
    package var conversionRate: Double?
    package var objectionResolutionRate: Double?
    package var appointmentRate: Double?
    package var adherenceRate: Double?
    /// Of `alertsSent`.
    package var alertsAccepted = 0
    package var alertsActedOn = 0
    package var strengths: [String] = []
    package var weaknesses: [String] = []
    package var skillGaps: [String] = []
    package var sessionsCompleted = 0
    /// Points of the trend's line over the period, with its 95 % interval.
    package var trendChange: Double?
    package var trendLower: Double?
    package var trendUpper: Double?
    package var teamAverageDelta: Double?
    package var modulesCompleted = 0
    /// 0–1; nil where nothing shows it.
    package var actedOnRate: Double?
    package var alertsOverridden = 0
    package var alertsSent = 0
    /// 0–100; nil with too few peers.
    package var peerPercentile: Double?
    package var history: [Score] = []

    package init(agent: AgentID, periodStart: Instant, periodEnd: Instant, conversations: Int) {
        self.agent = agent
        self.periodStart = periodStart
        self.periodEnd = periodEnd
        self.conversations = conversations
    }
}

/// How a conversation will probably end, and why.
package struct Outlook: Hashable, Sendable, Encodable {
    package struct Factor: Hashable, Sendable, Encodable {
        package var words: String
        /// In log-odds: positive speaks for success.
        package var contribution: Double

        package init(words: String, contribution: Double) {
            self.words = words
            self.contribution = contribution
        }
    }

    package var conversation: ConversationID
    /// 0–1, calibrated, with its 90 % interval.
    package var probability: Double
    package var lower: Double
    package var upper: Double
    package var abstains: Bool
    package var baseRate: Double
    package var factors: [Factor]
    package var modelVersion: String
    package var messageCount: Int

    package init(
        conversation: ConversationID, probability: Double, lower: Double, upper: Double,
        abstains: Bool, baseRate: Double, factors: [Factor], modelVersion: String, messageCount: Int
    ) {
        self.conversation = conversation
        self.probability = probability
        self.lower = lower
        self.upper = upper
        self.abstains = abstains
        self.baseRate = baseRate
        self.factors = factors
        self.modelVersion = modelVersion
        self.messageCount = messageCount
    }
}

/// Points, days in a row, achievements and the place among the others.
package struct Standing: Hashable, Sendable, Encodable {
    package struct Achievement: Hashable, Sendable, Encodable {
        package var name: String
        package var about: String
        package var reached: Int64
        package var goal: Int64
        package var points: Int64
        package var unlockedAt: Instant?

        package init(
            name: String, about: String, reached: Int64, goal: Int64, points: Int64,
            unlockedAt: Instant?
        ) {
            self.name = name
            self.about = about
            self.reached = reached
            self.goal = goal
            self.points = points
            self.unlockedAt = unlockedAt
        }
    }

    package struct Place: Hashable, Sendable, Encodable {
        package var rank: Int
        package var agent: AgentID
        package var points: Int64

        package init(rank: Int, agent: AgentID, points: Int64) {
            self.rank = rank
            self.agent = agent
            self.points = points
        }
    }

    package var points: Int64
    package var currentDays: Int
    package var longestDays: Int
    package var achievements: [Achievement]
    /// Nil while the agent has no points.
    package var rank: Int?
    /// The best of the tenant; for an agent only what an agent may see.
    package var leaders: [Place]
    package var agentsRanked: Int

    package init(
        points: Int64, currentDays: Int, longestDays: Int, achievements: [Achievement], rank: Int?,
        leaders: [Place], agentsRanked: Int
    ) {
        self.points = points
        self.currentDays = currentDays
        self.longestDays = longestDays
        self.achievements = achievements
        self.rank = rank
        self.leaders = leaders
        self.agentsRanked = agentsRanked
    }
}

/// What coaching returned over a period, with its uncertainty.
package struct ReturnView: Hashable, Sendable, Encodable {
    package struct Figure: Hashable, Sendable, Encodable {
        package var name: String
        package var unit: String
        package var baseline: Double
        package var measured: Double
        package var change: Double
        package var lower: Double
        package var upper: Double
        package var observations: Int
        package var target: Double?

        package init(
            name: String, unit: String, baseline: Double, measured: Double, change: Double,
            lower: Double, upper: Double, observations: Int, target: Double?
        ) {
            self.name = name
            self.unit = unit
            self.baseline = baseline
            self.measured = measured
            self.change = change
            self.lower = lower
            self.upper = upper
            self.observations = observations
            self.target = target
        }
    }

    package var figures: [Figure]
    package var net: Money
    package var netLower: Money
    package var netUpper: Money
    package var cost: Money
    package var conversations: Int
    package var conclusion: String
    package var assumptions: [String]

    package init(
        figures: [Figure], net: Money, netLower: Money, netUpper: Money, cost: Money,
        conversations: Int, conclusion: String, assumptions: [String]
    ) {
        self.figures = figures
        self.net = net
        self.netLower = netLower
        self.netUpper = netUpper
        self.cost = cost
        self.conversations = conversations
        self.conclusion = conclusion
        self.assumptions = assumptions
    }
}

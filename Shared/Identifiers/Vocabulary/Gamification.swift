/// How hard an achievement is.
public enum AchievementDifficulty: String, Vocabulary {
    case easy
    case moderate
    case challenging
    case hard
    case legendary
}

/// From when to when a leaderboard counts, by the UTC calendar.
public enum LeaderboardPeriod: String, Vocabulary {
    case allTime = "all_time"
    case day
    /// From Monday.
    case week
    case month
    /// From one instant to another.
    case custom
}

/// What a leaderboard compares.
public enum LeaderboardMeasure: String, Vocabulary {
    /// Points.
    case volume
    /// Points beyond the agent's own mean of the four periods before.
    case improvement
}

/// How the others see an agent on a leaderboard.
public enum PlayerVisibility: String, Vocabulary {
    case shown
    /// With a place but without a name.
    case anonymous
    /// Not at all; the places of the others do not count them.
    case hidden
}

/// Who plays against whom in a challenge.
public enum ChallengeKind: String, Vocabulary {
    /// Each against the goal.
    case individual
    /// Two against each other.
    case headToHead = "head_to_head"
    /// Teams against each other, by the mean of their members.
    case team
}

/// Where a challenge stands.
public enum ChallengeStatus: String, Vocabulary {
    /// It can be joined.
    case open
    case running
    case settled
    case cancelled
}

/// What can happen in a challenge.
public enum ChallengeHappening: String, Vocabulary {
    case joined
    case began
    /// Somebody, or a team, is ahead of all others now.
    case tookLead = "took_lead"
    case reachedGoal = "reached_goal"
    /// What happens from now on does not count.
    case ended
    case won
    case settled
    case cancelled
}

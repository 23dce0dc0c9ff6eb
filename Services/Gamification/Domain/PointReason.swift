import Identifiers

/// What an agent did that points can be paid for and that achievements count.
///
/// Most are facts of a conversation and happen at most once in it, so that saying the same thing
/// over and over gains nothing.
package enum PointReason: String, Vocabulary {
    case conversationCoached = "conversation_coached"
    case qualityReached = "quality_reached"
    case objectionResolved = "objection_resolved"
    case appointmentSet = "appointment_set"
    case alertAccepted = "alert_accepted"
    case alertActedOn = "alert_acted_on"
    case achievementUnlocked = "achievement_unlocked"

    case qualityProficient = "quality_proficient"
    case qualityExpert = "quality_expert"
    case qualityReachedEarly = "quality_reached_early"
    case leadAdvanced = "lead_advanced"
    case appointmentSetEarly = "appointment_set_early"
    case quickReply = "quick_reply"
    case openQuestionAsked = "open_question_asked"
    case empathyShown = "empathy_shown"
    case reflectionGiven = "reflection_given"
    case smallTalkMade = "small_talk_made"
    case thanksGiven = "thanks_given"
    case budgetAsked = "budget_asked"
    case authorityAsked = "authority_asked"
    case needAsked = "need_asked"
    case timelineAsked = "timeline_asked"
    case nextStepAgreed = "next_step_agreed"
    case trialCloseTried = "trial_close_tried"
    case marketEvidenceGiven = "market_evidence_given"
    case benefitShown = "benefit_shown"
    case alertAnswered = "alert_answered"
    case sessionCompleted = "session_completed"
    /// Its value is whole minutes.
    case minutesCoached = "minutes_coached"

    // By a person's command, not by an event: these are postings, kept when the rest is rebuilt.
    case streakFreeze = "streak_freeze"
    case challengeStake = "challenge_stake"
    case challengePrize = "challenge_prize"
    case challengeRefund = "challenge_refund"
}

/// How much one thing pays, how often in a day, and how fast repeating it pays less.
package struct PointRule: Hashable, Sendable {
    package let points: Int64
    /// Entries that pay on one day of the agent's calendar; the first ones count, nil for all.
    package let dailyLimit: Int?
    /// The first so many of a day pay in full, the next so many half, the next a quarter, rounded
    /// down; nil for no such thing.
    package let halvesAfter: Int?

    package init(points: Int64, dailyLimit: Int?, halvesAfter: Int? = nil) {
        self.points = points
        self.dailyLimit = dailyLimit
        self.halvesAfter = halvesAfter
    }

    /// What the entry in this place of its day pays.
    ///
    /// - Parameter place: from 1.
    package func payment(inPlace place: Int) -> Int64 {
        if let dailyLimit, place > dailyLimit { return 0 }
        guard let halvesAfter else { return points }
        return points >> Int64(min(62, (place - 1) / halvesAfter))
    }
}

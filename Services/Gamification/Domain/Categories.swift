import Identifiers

extension PointReason {
    /// The category of a leaderboard that its points count in; nil for none.
    package var category: AchievementCategory? {
        switch self {
        case .appointmentSet, .appointmentSetEarly, .leadAdvanced, .trialCloseTried:
            .conversionMastery
        case .qualityReached, .qualityProficient, .qualityExpert, .openQuestionAsked:
            .communicationExcellence
        case .qualityReachedEarly, .quickReply: .speedEfficiency
        case .conversationCoached, .alertActedOn, .minutesCoached: .learningDedication
        case .objectionResolved: .objectionHandling
        case .empathyShown, .reflectionGiven, .smallTalkMade, .thanksGiven, .nextStepAgreed:
            .relationshipBuilding
        case .marketEvidenceGiven, .benefitShown, .budgetAsked, .authorityAsked, .needAsked,
            .timelineAsked:
            .marketKnowledge
        case .alertAccepted, .alertAnswered, .sessionCompleted: .technologyAdoption
        case .achievementUnlocked, .streakFreeze, .challengeStake, .challengePrize,
            .challengeRefund:
            nil
        }
    }
}

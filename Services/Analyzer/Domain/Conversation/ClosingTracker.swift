import Identifiers

/// Follows how the conversation moves to its end: closes, next steps, promises and goodbyes.
struct ClosingTracker: Hashable, Sendable {
    /// How the conversation was decided, by the last word that decided it.
    enum Verdict: Hashable, Sendable { case open, advanced, lost }

    /// By this many of the agent's messages something should be on the table.
    static let proposalDue = 5

    private(set) var verdict = Verdict.open
    private(set) var hasNextStep = false
    /// The client put the decision off.
    private(set) var isPutOff = false
    private var isLeaving = false
    private var isReady = false
    private var hasProposed = false
    private var featureCount = 0
    private var benefitCount = 0

    mutating func observe(_ turn: inout Turn, isScheduled: Bool, isAgreed: Bool) {
        if turn.isAgent {
            judgeClosing(&turn)
            judgePresentation(&turn)
        } else {
            hearClient(&turn, isScheduled: isScheduled, isAgreed: isAgreed)
        }
        decide(turn, isAgreed: isAgreed)
    }

    private mutating func hearClient(_ turn: inout Turn, isScheduled: Bool, isAgreed: Bool) {
        if turn.action == .quit { turn.make(.clientWalked) }
        if turn.action == .accept || turn.isCommitment { turn.make(.clientCommitted) }
        // `I'll get back to you` puts off; with a day it is a step.
        if turn.has(.nextStep), !turn.has(.stall) || turn.has(.slot) { mark(.nextStep, &turn) }
        isReady = turn.isCommitment && turn.action == .message
        let goes = turn.has(.stall) || turn.has(.notInterested) || turn.has(.farewell)
        isPutOff = isPutOff && !turn.isAcceptance || turn.has(.stall)
        let isDone = isAgreed || isScheduled || hasNextStep || verdict == .advanced
        isLeaving = goes && !isDone && !turn.isAcceptance
        if isLeaving { turn.raise(.noNextStep) }
    }

    private mutating func judgeClosing(_ turn: inout Turn) {
        if turn.action == .quit { turn.make(.walkedAway) }
        if turn.has(.trialClose), turn.reading.questions > 0 { turn.make(.triedClose, .trialClose) }
        if turn.has(.urgency) { turn.make(.createdUrgency, .urgency) }
        if turn.has(.nextStep) {
            mark(.nextStep, &turn)
            turn.make(.definedStep)
            if turn.has(.slot) { turn.make(.saidWhen) }
        }
        let asks =
            turn.acts.contains(.trialClose) || turn.acts.contains(.nextStep)
            || turn.acts.contains(.offer) || turn.acts.contains(.appointmentRequest)
            || turn.acts.contains(.appointmentSet)
        if isLeaving, !asks { turn.make(.letLeave) }
        if isReady, !asks, !turn.isAcceptance, !turn.has(.thanks), turn.action == .message {
            turn.raise(.readyToClose)
        }
        hasProposed = hasProposed || asks
        if turn.agentMessageCount == Self.proposalDue, !hasProposed { turn.make(.proposedNothing) }
        isLeaving = false
        isReady = false
    }

    private mutating func mark(_ act: MessageAct, _ turn: inout Turn) {
        turn.acts.insert(act)
        hasNextStep = true
    }

    private mutating func judgePresentation(_ turn: inout Turn) {
        if turn.has(.feature), !turn.has(.reflection) { turn.make(.namedFeature, .feature) }
        // `I'll send it, so you can compare` speaks of a step, not of the home.
        let isAboutStep = turn.has(.nextStep) && !turn.has(.feature)
        if turn.has(.benefit), !isAboutStep { turn.make(.gaveBenefit, .benefit) }
        if turn.has(.marketEvidence) { turn.make(.citedMarket, .marketEvidence) }
        if turn.has(.neighborhood) { turn.make(.knewNeighborhood) }
        if turn.has(.regulation) { turn.make(.knewRules) }
        if turn.has(.feature) || turn.has(.marketEvidence) || turn.has(.neighborhood) {
            turn.acts.insert(.information)
        }
        featureCount += turn.reading.featureCount
        benefitCount += turn.reading.benefitCount
        if featureCount >= 4, benefitCount == 0, turn.agentMessageCount > 1 {
            turn.make(.featuresOnly)
            turn.raise(.featuresWithoutBenefit)
        }
    }

    private mutating func decide(_ turn: Turn, isAgreed: Bool) {
        switch turn.action {
        case .accept: verdict = .advanced
        case .reject, .quit: verdict = .lost
        case .message, .offer:
            let commits = !turn.isAgent && turn.isCommitment
            if commits || isAgreed && turn.acts.contains(.acceptance) {
                verdict = .advanced
            } else if !turn.isAgent, turn.has(.notInterested) {
                verdict = .lost
            } else if verdict == .lost, turn.acts.contains(.offer) {
                verdict = .open
            }
        }
    }
}

import Identifiers

/// Decides whether a heard message makes the coach speak.
///
/// A pure function of the session, the conversation and the message. The gap between prompts is
/// taken on the conversations' own clock, the times at which their messages were sent: conversations
/// that are replayed faster than they happened are then coached as they were when they happened.
package struct AlertPolicy: Hashable, Sendable {
    /// An agent gets at most one prompt in this time, over all their conversations and critical ones
    /// excepted: users of comparable coaches stop reading prompts that come every 15–30 s.
    package var minimumGap: Duration
    /// A moderate session speaks up below this overall quality, 0–100.
    package var qualityFloor: Double
    /// A low quality speaks for itself only from this many messages on: before, it rests on a
    /// greeting.
    package var lowQualityMessageCountMin: Int

    package init(
        minimumGap: Duration = .seconds(20), qualityFloor: Double = 60,
        lowQualityMessageCountMin: Int = 6
    ) {
        self.minimumGap = minimumGap
        self.qualityFloor = qualityFloor
        self.lowQualityMessageCountMin = lowQualityMessageCountMin
    }

    /// What to do about a message, in a conversation as it stands, for an agent's session.
    ///
    /// - Parameter onlyCompliance: all else is held back from this agent.
    package func decide(
        _ message: HeardMessage, in conversation: ConversationState, for session: SessionState?,
        onlyCompliance: Bool = false
    ) -> AlertDecision {
        guard let session else { return .stayQuiet(.noSession) }
        switch session.status {
        case .active: break
        case .paused: return .stayQuiet(.sessionPaused)
        case .completed, .cancelled: return .stayQuiet(.noSession)
        }
        guard session.isRealTimeEnabled else { return .stayQuiet(.realTimeOff) }

        let candidates = candidates(message, at: session.intensity).filter {
            !onlyCompliance || $0.isCompliance
        }
        guard !candidates.isEmpty else { return .stayQuiet(.nothingToSay) }
        let fresh = candidates.filter { !conversation.raisedKeys.contains($0.key) }
        guard let best = fresh.max(by: Opportunity.isLessPressing) else {
            return .stayQuiet(.alreadyRaised)
        }
        guard best.priority == .critical || isGapLongEnough(message, conversation) else {
            return .stayQuiet(.tooSoon)
        }
        return .raise(best, isEscalated: session.intensity == .critical)
    }

    /// What the intensity lets through.
    private func candidates(
        _ message: HeardMessage, at intensity: CoachingIntensity
    ) -> [Opportunity] {
        switch intensity {
        case .critical:
            return message.opportunities
        case .intensive:
            return message.opportunities.filter { $0.priority >= .high }
        case .moderate where message.overallQuality < qualityFloor:
            if !message.opportunities.isEmpty { return message.opportunities }
            return message.messageCount >= lowQualityMessageCountMin ? [.lowQuality] : []
        case .moderate, .lightTouch:
            return message.opportunities.filter { $0.priority == .critical }
        }
    }

    /// Messages may arrive a little out of order, so the gap counts in both directions.
    private func isGapLongEnough(
        _ message: HeardMessage, _ conversation: ConversationState
    ) -> Bool {
        [conversation.lastPromptAt, conversation.agentPromptAt].compactMap { $0 }.allSatisfy {
            let gap = message.sentAt - $0
            return gap >= minimumGap || gap <= .zero - minimumGap
        }
    }
}

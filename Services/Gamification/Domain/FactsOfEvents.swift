import Identifiers

/// What each event proves.
extension PointRules {
    /// Messages within which something came early: a dozen is about half of a usual conversation.
    static let earlyMessageCountMax = 12
    /// An answer that took longer was not a quick one.
    static let quickReplyMax = Duration.seconds(30)

    package func facts(of message: CoachedMessage) -> [Fact] {
        [Fact(.conversationCoached, of: message.conversationID.rawValue, in: message.moment)]
    }

    package func facts(of message: AnalyzedMessage) -> [Fact] {
        let conversation = message.conversationID.rawValue
        let objections = min(max(0, message.objectionsResolved), objectionsPerConversationMax)
        let once = quality(of: message) + results(of: message) + skills(of: message)
        return once.map { Fact($0, of: conversation, in: message.moment) }
            + (0..<objections).map {
                Fact(.objectionResolved, of: "\(conversation):\($0 + 1)", in: message.moment)
            }
    }

    package func facts(of answer: AnsweredAlert) -> [Fact] {
        let activities: [PointReason?] = [
            answer.isAccepted ? .alertAccepted : nil, answer.isActedOn ? .alertActedOn : nil,
            .alertAnswered,
        ]
        return activities.compactMap { $0 }
            .map { Fact($0, of: answer.alertID.description, in: answer.moment) }
    }

    package func facts(of session: CompletedSession) -> [Fact] {
        let subject = session.sessionID.description
        let minutes = Int(session.coachedTime.components.seconds / 60)
        let completed = Fact(.sessionCompleted, of: subject, in: session.moment)
        guard minutes > 0 else { return [completed] }
        return [
            completed, Fact(.minutesCoached, of: subject, in: session.moment, value: minutes),
        ]
    }

    /// 70 and 90 are where the levels proficient and expert begin.
    private func quality(of message: AnalyzedMessage) -> [PointReason] {
        guard message.ordinal >= qualityMessageCountMin else { return [] }
        let isReached = message.overallQuality >= qualityMin
        return [
            isReached ? .qualityReached : nil,
            isReached && message.ordinal <= Self.earlyMessageCountMax ? .qualityReachedEarly : nil,
            message.overallQuality >= 70 ? .qualityProficient : nil,
            message.overallQuality >= 90 ? .qualityExpert : nil,
        ].compactMap { $0 }
    }

    private func results(of message: AnalyzedMessage) -> [PointReason] {
        let isEarly = message.ordinal <= Self.earlyMessageCountMax
        return [
            message.isAppointmentSet ? .appointmentSet : nil,
            message.isAppointmentSet && isEarly ? .appointmentSetEarly : nil,
            message.isLeadAdvanced ? .leadAdvanced : nil,
        ].compactMap { $0 }
    }

    private func skills(of message: AnalyzedMessage) -> [PointReason] {
        let isQuick = message.timeToWrite.map { $0 <= Self.quickReplyMax } ?? false
        return (isQuick ? [.quickReply] : [])
            + message.acts.compactMap { Self.skills[$0] }.sorted { $0.rawValue < $1.rawValue }
    }

    private static let skills: [MessageAct: PointReason] = [
        .openQuestion: .openQuestionAsked, .empathy: .empathyShown, .reflection: .reflectionGiven,
        .smallTalk: .smallTalkMade, .thanks: .thanksGiven, .budgetQuestion: .budgetAsked,
        .authorityQuestion: .authorityAsked, .needQuestion: .needAsked,
        .timelineQuestion: .timelineAsked, .nextStep: .nextStepAgreed,
        .trialClose: .trialCloseTried, .marketEvidence: .marketEvidenceGiven,
        .benefit: .benefitShown,
    ]
}

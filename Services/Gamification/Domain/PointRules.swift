import Identifiers

/// Which events pay how much: data with a version that every ledger entry keeps.
///
/// The limits bound what can be gained by doing the same thing over and over.
package struct PointRules: Hashable, Sendable {
    package let version: Int
    /// What pays; a reason that is absent pays nothing.
    package let rules: [PointReason: PointRule]
    /// 0–100: the overall quality that a conversation has to reach.
    package let qualityMin: Double
    /// Before this many messages a score rests on little more than a greeting.
    package let qualityMessageCountMin: Int
    /// Objections that pay in one conversation.
    package let objectionsPerConversationMax: Int

    package init(
        version: Int, rules: [PointReason: PointRule], qualityMin: Double,
        qualityMessageCountMin: Int, objectionsPerConversationMax: Int
    ) {
        self.version = version
        self.rules = rules
        self.qualityMin = qualityMin
        self.qualityMessageCountMin = qualityMessageCountMin
        self.objectionsPerConversationMax = objectionsPerConversationMax
    }

    /// The rules of every tenant today.
    package static let standard = PointRules(
        version: 1,
        rules: [
            .conversationCoached: PointRule(points: 10, dailyLimit: 20),
            .qualityReached: PointRule(points: 15, dailyLimit: 10),
            .objectionResolved: PointRule(points: 5, dailyLimit: 20),
            .appointmentSet: PointRule(points: 25, dailyLimit: 10),
            .alertAccepted: PointRule(points: 2, dailyLimit: 20),
            .alertActedOn: PointRule(points: 5, dailyLimit: 20),
        ],
        qualityMin: 80, qualityMessageCountMin: 6, objectionsPerConversationMax: 3)
}

// MARK: - What a fact pays

extension PointRules {
    /// A conversation is paid once as coached, by its first coached message.
    package func entries(for message: CoachedMessage) -> [LedgerEntry] {
        [entry(.conversationCoached, of: message.conversationID.rawValue, in: message.moment)]
            .compactMap { $0 }
    }

    /// The quality, the objections and the appointment that a conversation shows after a message.
    ///
    /// A compliance breach takes the conversation's points for quality back, whether it comes
    /// before or after them.
    package func entries(for message: AnalyzedMessage) -> [LedgerEntry] {
        let conversation = message.conversationID.rawValue
        var entries: [LedgerEntry?] = []
        if message.overallQuality >= qualityMin, message.ordinal >= qualityMessageCountMin {
            entries.append(entry(.qualityReached, of: conversation, in: message.moment))
        }
        let objections = min(max(0, message.objectionsResolved), objectionsPerConversationMax)
        for number in 0..<objections {
            entries.append(
                entry(.objectionResolved, of: "\(conversation):\(number + 1)", in: message.moment))
        }
        if message.isAppointmentSet {
            entries.append(entry(.appointmentSet, of: conversation, in: message.moment))
        }
        if message.isComplianceBreach {
            entries.append(
                entry(.qualityReached, of: conversation, in: message.moment)?
                    .reversed(in: message.moment))
        }
        return entries.compactMap { $0 }
    }

    /// Accepting an alert and acting on it are paid apart, each once.
    package func entries(for answer: AnsweredAlert) -> [LedgerEntry] {
        let alert = answer.alertID.description
        return [
            answer.isAccepted ? entry(.alertAccepted, of: alert, in: answer.moment) : nil,
            answer.isActedOn ? entry(.alertActedOn, of: alert, in: answer.moment) : nil,
        ].compactMap { $0 }
    }

    /// An achievement is paid once, at the moment that completed it.
    package func entry(for achievement: Achievement, in moment: AgentMoment) -> LedgerEntry {
        LedgerEntry(
            id: "\(PointReason.achievementUnlocked):\(moment.agentID):\(achievement.id)",
            reason: .achievementUnlocked, points: achievement.points, dailyLimit: nil,
            moment: moment, rulesVersion: version)
    }

    private func entry(
        _ reason: PointReason, of subject: String, in moment: AgentMoment
    ) -> LedgerEntry? {
        guard let rule = rules[reason] else { return nil }
        return LedgerEntry(
            id: "\(reason):\(subject)", reason: reason, points: rule.points,
            dailyLimit: rule.dailyLimit, moment: moment, rulesVersion: version)
    }
}

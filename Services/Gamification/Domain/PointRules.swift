import Identifiers

/// Which events pay how much: data with a version that every ledger entry keeps.
///
/// The limits bound what can be gained by doing the same thing over and over.
package struct PointRules: Hashable, Sendable {
    package let version: Int
    /// Nil for rules that always were.
    package let effectiveFrom: Instant?
    /// What pays; a reason that is absent pays nothing.
    package let rules: [PointReason: PointRule]
    /// 0–100: the overall quality that a conversation has to reach.
    package let qualityMin: Double
    /// Before this many messages a score rests on little more than a greeting.
    package let qualityMessageCountMin: Int
    /// Objections that pay in one conversation.
    package let objectionsPerConversationMax: Int

    package init(
        version: Int, effectiveFrom: Instant? = nil, rules: [PointReason: PointRule],
        qualityMin: Double, qualityMessageCountMin: Int, objectionsPerConversationMax: Int
    ) {
        self.version = version
        self.effectiveFrom = effectiveFrom
        self.rules = rules
        self.qualityMin = qualityMin
        self.qualityMessageCountMin = qualityMessageCountMin
        self.objectionsPerConversationMax = objectionsPerConversationMax
    }

    /// The rules of a tenant that has set none.
    package static let standard = PointRules(
        version: 1,
        rules: [
            .conversationCoached: PointRule(points: 10, dailyLimit: 20),
            .qualityReached: PointRule(points: 15, dailyLimit: 10),
            .objectionResolved: PointRule(points: 5, dailyLimit: 20, halvesAfter: 10),
            .appointmentSet: PointRule(points: 25, dailyLimit: 10),
            .alertAccepted: PointRule(points: 2, dailyLimit: 20, halvesAfter: 10),
            .alertActedOn: PointRule(points: 5, dailyLimit: 20, halvesAfter: 10),
        ],
        qualityMin: 80, qualityMessageCountMin: 6, objectionsPerConversationMax: 3)
}

/// A tenant's rules through time.
///
/// What happened is paid by the rules that were in force when it happened, however late it is
/// heard of, so a rebuild pays the same.
package struct RuleBook: Hashable, Sendable {
    private let versions: [PointRules]

    /// The standard rules stand before the first of the tenant's own.
    package init(_ versions: [PointRules] = []) {
        self.versions =
            [.standard]
            + versions.sorted {
                ($0.effectiveFrom ?? .distantPast, $0.version) < (
                    $1.effectiveFrom ?? .distantPast, $1.version
                )
            }
    }

    package func rules(at instant: Instant) -> PointRules {
        versions.last { ($0.effectiveFrom ?? .distantPast) <= instant } ?? .standard
    }

    package var newest: PointRules { versions[versions.count - 1] }
}

extension Instant {
    fileprivate static let distantPast = Instant(microseconds: .min)
}

// MARK: - What a fact pays

extension PointRules {
    /// A conversation is paid once as coached, by its first coached message.
    package func entries(for message: CoachedMessage) -> [LedgerEntry] {
        facts(of: message).compactMap(entry)
    }

    /// The quality, the objections and the appointment that a conversation shows after a message.
    ///
    /// A compliance breach takes the conversation's points for quality back, whether it comes
    /// before or after them.
    package func entries(for message: AnalyzedMessage) -> [LedgerEntry] {
        var entries = facts(of: message).compactMap(entry)
        if message.isComplianceBreach {
            let quality = Fact(
                .qualityReached, of: message.conversationID.rawValue, in: message.moment)
            entries += [entry(for: quality)?.reversed(in: message.moment)].compactMap { $0 }
        }
        return entries
    }

    /// Accepting an alert and acting on it are paid apart, each once.
    package func entries(for answer: AnsweredAlert) -> [LedgerEntry] {
        facts(of: answer).compactMap(entry)
    }

    package func entries(for session: CompletedSession) -> [LedgerEntry] {
        facts(of: session).compactMap(entry)
    }

    /// An achievement is paid once, at the moment that completed it; a repeatable one each time.
    ///
    /// - Parameter occurrence: from 1.
    package func entry(
        for achievement: Achievement, in moment: AgentMoment, occurrence: Int = 1
    ) -> LedgerEntry {
        let again = occurrence > 1 ? ":\(occurrence)" : ""
        return LedgerEntry(
            id: "\(PointReason.achievementUnlocked):\(moment.agentID):\(achievement.id)\(again)",
            reason: .achievementUnlocked, points: achievement.points, dailyLimit: nil,
            moment: moment, rulesVersion: version)
    }

    private func entry(for fact: Fact) -> LedgerEntry? {
        guard let rule = rules[fact.activity] else { return nil }
        return LedgerEntry(
            id: fact.id, reason: fact.activity, points: rule.points, dailyLimit: rule.dailyLimit,
            halvesAfter: rule.halvesAfter, moment: fact.moment, rulesVersion: version)
    }
}

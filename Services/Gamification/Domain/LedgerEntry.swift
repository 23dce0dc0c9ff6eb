import Identifiers

/// One line of the ledger.
///
/// Its id follows from what it pays for, so an event that is delivered again makes the same entry.
/// An entry is never taken out; what was wrong is reversed by another entry.
package struct LedgerEntry: Hashable, Sendable {
    package let id: String
    package let reason: PointReason
    /// Negative in a reversal, and in what an agent spends.
    package let points: Int64
    package let dailyLimit: Int?
    package let halvesAfter: Int?
    package let moment: AgentMoment
    package let rulesVersion: Int
    /// The entry that this one takes back; it takes back what that one was paid, which is nothing
    /// where it was beyond its daily limit.
    package let reverses: String?

    package init(
        id: String, reason: PointReason, points: Int64, dailyLimit: Int?, halvesAfter: Int? = nil,
        moment: AgentMoment, rulesVersion: Int, reverses: String? = nil
    ) {
        self.id = id
        self.reason = reason
        self.points = points
        self.dailyLimit = dailyLimit
        self.halvesAfter = halvesAfter
        self.moment = moment
        self.rulesVersion = rulesVersion
        self.reverses = reverses
    }

    /// The entry that takes this one back; an entry is taken back at most once.
    package func reversed(in moment: AgentMoment) -> LedgerEntry {
        LedgerEntry(
            id: "reversal:\(id)", reason: reason, points: -points, dailyLimit: nil, moment: moment,
            rulesVersion: rulesVersion, reverses: id)
    }

    var rule: PointRule {
        PointRule(points: points, dailyLimit: dailyLimit, halvesAfter: halvesAfter)
    }
}

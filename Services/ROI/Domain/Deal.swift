import Identifiers

/// A deal that an agent closed, as the books have it, recorded once.
package struct Deal: Hashable, Sendable {
    package let id: String
    package let agentID: AgentID
    /// What it brought the tenant.
    package let amount: Money
    package let closedAt: Instant

    package init(
        id: String, agentID: AgentID, amount: Money, closedAt: Instant
    ) throws(RecordFault) {
        guard !id.isEmpty, id.utf8.count <= 200 else {
            throw RecordFault("deal_id must have 1 to 200 bytes")
        }
        try RecordFault.check(amount, named: "amount")
        self.id = id
        self.agentID = agentID
        self.amount = amount
        self.closedAt = closedAt
    }
}

extension Measurement {
    /// Throws unless every deal is in the baseline's currency.
    func requireDeals(in currency: String) throws(ROIRefusal) {
        if let other = deals.first(where: { $0.amount.currency != currency }) {
            throw .currencies([currency, other.amount.currency].sorted())
        }
    }
}

/// How many of the agents who were there before a period were there at its end.
package struct Retention: Hashable, Sendable {
    package let present: Int
    package let stayed: Int

    /// Whoever wrote or said nothing for so many days is taken to have left.
    package static let silentDaysMax = 28
    package static let silenceMax = Duration.seconds(silentDaysMax * 86_400)

    /// The last days of before an instant, among them the one that it is in the middle of.
    package static func days(before instant: Instant) -> Range<CalendarDate> {
        let last = Instant(microseconds: instant.microseconds - 1).utcDay
        return last.adding(days: 1 - silentDaysMax)..<last.adding(days: 1)
    }

    package init(present: Int, stayed: Int) {
        self.present = present
        self.stayed = stayed
    }
}

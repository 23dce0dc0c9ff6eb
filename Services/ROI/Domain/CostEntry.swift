import Identifiers

/// What money or time went into.
package enum CostCategory: String, Vocabulary {
    case software, tokens, people
    /// Training beside the coaching: courses, shadowing, role play.
    case trainingHours = "training_hours"
}

/// Money or hours that went into coaching or training, recorded once.
package struct CostEntry: Hashable, Sendable {
    package let id: String
    /// Nil for a cost of the whole tenant.
    package let agentID: AgentID?
    package let category: CostCategory
    package let amount: Money?
    package let hours: Double?
    package let incurredAt: Instant

    package init(
        id: String, agentID: AgentID?, category: CostCategory, amount: Money?, hours: Double?,
        incurredAt: Instant
    ) throws(RecordFault) {
        guard !id.isEmpty, id.utf8.count <= 200 else {
            throw RecordFault("entry_id must have 1 to 200 bytes")
        }
        if let amount { try RecordFault.check(amount, named: "amount") }
        if let hours { try RecordFault.check(hours, named: "hours", in: 0...RecordFault.hoursMax) }
        switch category {
        case .software, .tokens:
            guard amount != nil, hours == nil else {
                throw RecordFault("\(category) is recorded as an amount, without hours")
            }
        case .people:
            guard amount != nil || hours != nil else {
                throw RecordFault("people is recorded as an amount, as hours or as both")
            }
        case .trainingHours:
            guard hours != nil else { throw RecordFault("training_hours needs hours") }
        }
        self.id = id
        self.agentID = agentID
        self.category = category
        self.amount = amount
        self.hours = hours
        self.incurredAt = incurredAt
    }
}

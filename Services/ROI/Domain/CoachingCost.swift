import Identifiers

/// What coaching cost: recorded amounts, people's hours, and the agents' own time in sessions.
struct CoachingCost: Hashable, Sendable {
    /// Recorded amounts and people's hours; known, so no interval.
    let recorded: Money
    /// The agents' time in coaching sessions at their hourly cost.
    let sessions: Money

    init(_ measurement: Measurement, hourlyCost: Money) throws(ROIRefusal) {
        var own = Money.zero(hourlyCost.currency)
        var shared = own
        for cost in measurement.costs {
            let amount = try Self.amount(of: cost, hourlyCost: hourlyCost)
            if cost.agentID == nil {
                shared = try shared.plus(amount)
            } else {
                own = try own.plus(amount)
            }
        }
        if measurement.tenantShare < 1 { shared = try shared.times(measurement.tenantShare) }
        recorded = try own.plus(shared)
        sessions = try hourlyCost.anHour(for: measurement.coachedTime)
    }

    var total: Money { get throws(ROIRefusal) { try recorded.plus(sessions) } }

    /// Hours of training are not a cost of coaching: they are compared with the baseline's.
    private static func amount(of cost: CostEntry, hourlyCost: Money) throws(ROIRefusal) -> Money {
        let amount = cost.amount ?? .zero(hourlyCost.currency)
        guard cost.category == .people, let hours = cost.hours else {
            return try Money.zero(hourlyCost.currency).plus(amount)
        }
        return try hourlyCost.times(hours).plus(amount)
    }
}

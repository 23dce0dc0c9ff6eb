import Identifiers

/// What coaching cost: recorded amounts, people's hours, and the agents' own time in sessions.
struct CoachingCost: Hashable, Sendable {
    /// Recorded amounts and people's hours by category; known, so no interval.
    let byCategory: [CostCategory: Money]
    /// The sum of them.
    let recorded: Money
    /// The agents' time in coaching sessions at their hourly cost.
    let sessions: Money

    init(_ measurement: Measurement, hourlyCost: Money) throws(ROIRefusal) {
        let nothing = Money.zero(hourlyCost.currency)
        var byCategory: [CostCategory: Money] = [:]
        var recorded = nothing
        for category in CostCategory.allCases {
            var own = nothing
            var shared = nothing
            for cost in measurement.strayCosts where cost.category == category {
                shared = try shared.plus(Self.amount(of: cost, hourlyCost: hourlyCost))
            }
            for cost in measurement.costs where cost.category == category {
                let amount = try Self.amount(of: cost, hourlyCost: hourlyCost)
                if cost.agentID == nil {
                    shared = try shared.plus(amount)
                } else {
                    own = try own.plus(amount)
                }
            }
            if measurement.tenantShare < 1 {
                shared = try shared.times(measurement.tenantShare)
            }
            let sum = try own.plus(shared)
            byCategory[category] = sum
            recorded = try recorded.plus(sum)
        }
        self.byCategory = byCategory
        self.recorded = recorded
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

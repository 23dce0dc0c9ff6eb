import Identifiers

/// One measured figure beside its baseline and its target.
package struct Figure: Hashable, Sendable {
    package enum Name: String, Sendable {
        case trainingHours = "training_hours"
        case leadsPerHour = "leads_per_hour"
        case conversationsPerHour = "conversations_per_hour"
        case conversionRate = "conversion_rate"
        case averageQualityScore = "average_quality_score"
        case dealValue = "deal_value"
        case retentionRate = "retention_rate"
    }

    package let name: Name
    package let unit: String
    package let baseline: Double
    package let measured: Double
    /// Measured less baseline.
    package let change: Double
    /// Of the change, at 95 %.
    package let interval: Interval
    /// What the measured figure rests on: agents, conversations, known outcomes or deals.
    package let observations: Int
    /// What the product's plan hopes for; never a result.
    package let target: Double?
}

extension Figure {
    /// Money in its currency, large sums without cents; shares in percent, small rates by the
    /// thousandth, all else by the tenth.
    func text(_ value: Double) -> String {
        if unit.hasPrefix(Self.moneyUnit) {
            let currency = String(unit.dropFirst(Self.moneyUnit.count))
            guard let money = try? Money.rounding(value, currency) else { return value.brief }
            return abs(baseline) < 10_000 ? money.text : money.wholeText
        }
        return unit.hasPrefix("share ")
            ? "\((value * 100).rounded(places: 2)) %"
            : value.rounded(places: abs(baseline) < 10 && unit.contains(" per ") ? 3 : 1)
    }

    static let moneyUnit = "minor units of "
}

/// What the product's plan hopes for, as factors of the baseline.
package struct PlanTargets: Hashable, Sendable {
    package let trainingHours: Double
    package let leadsPerHour: Double
    package let conversationsPerHour: Double
    package let conversionRate: Double

    /// Half the training time, a quarter more leads and conversations an hour, 15 % more of them
    /// won.
    package static let product = PlanTargets(
        trainingHours: 0.5, leadsPerHour: 1.25, conversationsPerHour: 1.25, conversionRate: 1.15)
}

import Identifiers

/// One measured figure beside its baseline and its target.
package struct Figure: Hashable, Sendable {
    package enum Name: String, Sendable {
        case trainingHours = "training_hours"
        case conversationsPerHour = "conversations_per_hour"
        case conversionRate = "conversion_rate"
    }

    package let name: Name
    package let unit: String
    package let baseline: Double
    package let measured: Double
    /// Measured less baseline.
    package let change: Double
    /// Of the change, at 95 %.
    package let interval: Interval
    /// What the measured figure rests on: agents, conversations or known outcomes.
    package let observations: Int
    /// What the product's plan hopes for; never a result.
    package let target: Double?
}

/// What the product's plan hopes for, as factors of the baseline.
package struct PlanTargets: Hashable, Sendable {
    package let trainingHours: Double
    package let conversationsPerHour: Double

    /// Half the training time, a quarter more conversations an hour.
    package static let product = PlanTargets(trainingHours: 0.5, conversationsPerHour: 1.25)
}

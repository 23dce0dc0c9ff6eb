import CoachingDomain
import Runtime

/// What Coaching reads of its own.
package struct CoachingSettings: ServiceSettings {
    /// `ALERT_GAP_SECONDS`: at most one prompt in this time in a conversation, critical ones
    /// excepted.
    let alertGap: Duration
    /// `PREDICTION_BUDGET_MILLISECONDS`: how long an alert waits for its probability of success.
    let predictionBudget: Duration

    /// Who carries notifications out of the house.
    let carriers: CarrierSettings

    init(alertGap: Duration = .seconds(20), predictionBudget: Duration = .milliseconds(50)) {
        self.alertGap = alertGap
        self.predictionBudget = predictionBudget
        carriers = CarrierSettings()
    }

    package init(from reader: inout SettingsReader) {
        alertGap = reader.seconds("alert.gap.seconds", default: 20, in: 0...3_600)
        predictionBudget = .milliseconds(
            reader.integer("prediction.budget.milliseconds", default: 50, in: 1...1_000))
        carriers = CarrierSettings(from: &reader)
    }
}

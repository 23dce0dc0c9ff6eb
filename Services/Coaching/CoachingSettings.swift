import CoachingDomain
import Runtime

/// What Coaching reads of its own.
package struct CoachingSettings: ServiceSettings {
    /// `ALERT_GAP_SECONDS`: at most one prompt in this time in a conversation, critical ones
    /// excepted.
    let alertGap: Duration
    /// `PREDICTION_BUDGET_MILLISECONDS`: how long an alert waits for its probability of success.
    let predictionBudget: Duration

    /// `SESSION_SILENCE_MINUTES`: an open session that hears nothing for so long is completed. An
    /// agent may sit with a client for hours; after that they have gone home.
    let sessionSilence: Duration

    /// Who carries notifications out of the house.
    let carriers: CarrierSettings

    init(alertGap: Duration = .seconds(20), predictionBudget: Duration = .milliseconds(50)) {
        self.alertGap = alertGap
        self.predictionBudget = predictionBudget
        sessionSilence = .seconds(4 * 3_600)
        carriers = CarrierSettings()
    }

    package init(from reader: inout SettingsReader) {
        alertGap = reader.seconds("alert.gap.seconds", default: 20, in: 0...3_600)
        predictionBudget = .milliseconds(
            reader.integer("prediction.budget.milliseconds", default: 50, in: 1...1_000))
        sessionSilence = .seconds(
            60 * reader.integer("session.silence.minutes", default: 240, in: 5...10_080))
        carriers = CarrierSettings(from: &reader)
    }
}

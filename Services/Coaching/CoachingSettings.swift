import Claude
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

    /// The `ANTHROPIC_` and `CLAUDE_` settings.
    let claude: ClaudeSettings
    /// `CLAUDE_PLAN_SECONDS`: how long a plan waits for Claude, at most.
    let planPatience: Duration
    /// `CLAUDE_ROLE_PLAY_MILLISECONDS`: how long a simulated client's line does.
    let rolePlayPatience: Duration

    /// Who carries notifications out of the house.
    let carriers: CarrierSettings

    init(
        alertGap: Duration = .seconds(20), predictionBudget: Duration = .milliseconds(50),
        claude: ClaudeSettings = ClaudeSettings()
    ) {
        self.alertGap = alertGap
        self.predictionBudget = predictionBudget
        sessionSilence = .seconds(4 * 3_600)
        self.claude = claude
        planPatience = .seconds(12)
        rolePlayPatience = .seconds(4)
        carriers = CarrierSettings()
    }

    package init(from reader: inout SettingsReader) {
        alertGap = reader.seconds("alert.gap.seconds", default: 20, in: 0...3_600)
        predictionBudget = .milliseconds(
            reader.integer("prediction.budget.milliseconds", default: 50, in: 1...1_000))
        sessionSilence = .seconds(
            60 * reader.integer("session.silence.minutes", default: 240, in: 5...10_080))
        claude = ClaudeSettings(from: &reader)
        planPatience = reader.seconds("claude.plan.seconds", default: 12, in: 1...60)
        rolePlayPatience = .milliseconds(
            reader.integer("claude.role.play.milliseconds", default: 4_000, in: 1...60_000))
        carriers = CarrierSettings(from: &reader)
    }
}

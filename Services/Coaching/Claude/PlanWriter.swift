import Claude
import CoachingDomain
import Identifiers
import Redaction
import Telemetry

/// Writes a plan's steps: rules find the candidates, and Claude, where there is a key, orders and
/// explains them; whatever goes wrong, the rules' own order stands.
struct PlanWriter: Sendable {
    let rules: PlanRules
    let claude: ClaudeClient
    /// What a plan waits for Claude, at most.
    let patience: Duration

    /// Who chose the order, as a plan names them.
    enum Author: String, Sendable { case rules, claude }

    /// - Parameters:
    ///   - overrides: what the agent wrote when they overrode a prompt: not trusted.
    ///   - left: the time that the caller has; half of it is for the way back.
    func steps(
        for learner: LearnerProfile, overrides: [String], from library: ModuleLibrary, days: Int,
        _ tenant: TenantID, left: Duration
    ) async -> (steps: [PlannedStep], author: Author) {
        let candidates = rules.candidates(for: learner, from: library)
        let own = rules.scheduled(candidates, days: days)
        guard claude.isConfigured, candidates.count > 1 else { return (own, .rules) }
        let asked = PlanPrompt(
            learner, candidates, overrides: overrides, days: days, from: library)
        do throws(ClaudeFault) {
            let draft = try await claude.answer(
                asked.prompt, as: PlanDraft.self, for: tenant, within: min(patience, left / 2)
            ).content
            let ordered = rules.ordered(
                candidates,
                by: draft.steps.map {
                    (module: ModuleID($0.module), reason: asked.redactor.restore($0.reason))
                })
            guard !ordered.isEmpty else { throw .invalidAnswer("none of the candidates") }
            return (rules.scheduled(ordered, days: days), .claude)
        } catch {
            Metric.claudeFallbacks.add(1, ClaudeTask.plan.rawValue, error.reason)
            return (own, .rules)
        }
    }
}

import Identifiers

/// What of an alert decides whether a manager is told.
package struct EscalationFacts: Hashable, Sendable {
    package var priority: CoachingPriority
    package var isCompliance: Bool
    package var intensity: CoachingIntensity
    /// Critical alerts of the agent in the hour that ends with this one, this one among them.
    package var criticalAlertsInWindow: Int

    package init(
        priority: CoachingPriority, isCompliance: Bool, intensity: CoachingIntensity,
        criticalAlertsInWindow: Int
    ) {
        self.priority = priority
        self.isCompliance = isCompliance
        self.intensity = intensity
        self.criticalAlertsInWindow = criticalAlertsInWindow
    }
}

/// When a manager is told of an agent.
///
/// The gravest cause is told: a breach, then a run of critical alerts, then an agent whom somebody
/// set to critical intensity.
package enum EscalationRules {
    /// So many critical alerts within `window` are a run.
    package static let criticalAlertCount = 3
    package static let window = Duration.seconds(3_600)

    package static func cause(of facts: EscalationFacts) -> EscalationCause? {
        if facts.isCompliance { return .complianceBreach }
        if facts.priority == .critical, facts.criticalAlertsInWindow >= criticalAlertCount {
            return .repeatedCriticalAlerts
        }
        return facts.intensity == .critical ? .criticalIntensity : nil
    }
}

import Identifiers

/// When a prompt may reach its agent, by rules that nothing learned overrides (decision 0234).
package enum PromptTiming {
    /// When there is nobody to ask.
    package static let byRule = InterventionTiming.immediate

    /// The times that may be chosen from: what is critical cannot wait, what is due within a day not
    /// until the next session.
    package static func choices(
        for opportunity: Opportunity, isEscalated: Bool
    ) -> [InterventionTiming] {
        if opportunity.isCompliance || isEscalated { return [.immediate] }
        return switch opportunity.priority {
        case .critical: [.immediate]
        case .high: [.immediate, .endOfCall]
        case .medium, .low: InterventionTiming.allCases
        }
    }
}

extension Opportunity {
    /// The kind of help that a prompt about it is.
    package var intervention: CoachingInterventionType {
        key == Opportunity.lowQuality.key ? .performanceCorrection : .realTimeGuidance
    }
}

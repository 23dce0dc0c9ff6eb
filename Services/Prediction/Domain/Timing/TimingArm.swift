import Identifiers

/// A way to intervene: what, and when.
package struct TimingArm: Hashable, Sendable {
    package let intervention: CoachingInterventionType
    package let timing: InterventionTiming

    package init(_ intervention: CoachingInterventionType, _ timing: InterventionTiming) {
        self.intervention = intervention
        self.timing = timing
    }
}

import Statistics
import Tables

/// A reason to trust an experiment's numbers or not.
package struct ExperimentCheck: Hashable, Sendable {
    package enum Name: String, Sendable {
        /// The arms have the sizes that the draw gives.
        case sampleRatio = "sample_ratio"
        /// Nobody met two arms.
        case contamination
        /// Colleagues of one team are in one arm.
        case spillover
    }

    package enum State: String, Sendable { case passed, caution, failed }

    package let name: Name
    package let state: State
    package let words: String

    /// - Parameters:
    ///   - agents: those who met an arm.
    ///   - metOther: how many of them met another arm later.
    package static func all(
        _ agents: [AgentOutcomes], _ design: ExperimentDesign, metOther: Int
    ) -> [ExperimentCheck] {
        guard !agents.isEmpty else { return [] }
        return [
            sampleRatio(design.units(agents), design),
            contamination(metOther, of: agents.count),
            design.isByTeam ? nil : spillover(agents),
        ].compactMap { $0 }
    }

    private static func sampleRatio(
        _ units: [AgentOutcomes], _ design: ExperimentDesign
    ) -> ExperimentCheck {
        let counts = design.arms.map { arm in units.count { $0.arm == arm } }
        let p = chiSquareTest(counts, shares: design.shares).pValue
        let sizes = zip(design.arms, counts).map { "\($0) \($1)" }.joined(separator: ", ")
        guard p < SampleRatio.level else {
            return ExperimentCheck(
                name: .sampleRatio, state: .passed,
                words: "the arms are as large as the draw gives: \(sizes) (p \(p.brief))")
        }
        return ExperimentCheck(
            name: .sampleRatio, state: .failed,
            words: """
                \(SampleRatio.notePrefix): \(sizes) is not what the planned shares give \
                (p \(p.brief)): assignment or logging went wrong, so the arms cannot be compared
                """)
    }

    private static func contamination(_ metOther: Int, of count: Int) -> ExperimentCheck {
        guard metOther > 0 else {
            return ExperimentCheck(
                name: .contamination, state: .passed, words: "nobody met more than one arm")
        }
        return ExperimentCheck(
            name: .contamination, state: .failed,
            words: """
                contamination: \(metOther) of \(count) agents met another arm later; they count \
                where they were first, which makes an effect look smaller
                """)
    }

    private static func spillover(_ agents: [AgentOutcomes]) -> ExperimentCheck? {
        let teams = Dictionary(grouping: agents.filter { $0.team != nil }, by: \.team)
        let mixed = teams.values.count { Set($0.map(\.arm)).count > 1 }
        guard mixed > 0 else { return nil }
        return ExperimentCheck(
            name: .spillover, state: .caution,
            words: """
                \(mixed) of \(teams.count) teams have agents of several arms: what colleagues tell \
                one another makes an effect look smaller; an experiment on whole teams avoids it
                """)
    }
}

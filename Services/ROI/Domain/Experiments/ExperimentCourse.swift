import Identifiers
import Statistics

/// How an experiment's first metric stood at points in time: a confidence sequence, which all its
/// looks together leave with a chance of 5 % at most (decision 0252).
package struct ExperimentCourse: Hashable, Sendable {
    package struct Look: Hashable, Sendable {
        package let at: Instant
        package let arm: String
        package let estimate: Double
        package let interval: Interval
        package let armUnits: Int
        package let controlUnits: Int
    }

    /// What came of an agent between two looks.
    package struct Stage: Hashable, Sendable {
        /// Of the look that ends it, from 0.
        package let look: Int
        package let outcomes: AgentOutcomes

        package init(look: Int, outcomes: AgentOutcomes) {
            self.look = look
            self.outcomes = outcomes
        }
    }

    /// Oldest first; looks at which nothing could be said are not there.
    package let looks: [Look]
    /// Of each agent all together.
    package let agents: [AgentOutcomes]

    /// O(stages + looks × agents).
    package init(_ stages: [Stage], at times: [Instant], _ design: ExperimentDesign) {
        let byLook = Dictionary(grouping: stages, by: \.look)
        var known: [String: AgentOutcomes] = [:]
        var looks: [Look] = []
        for (number, time) in times.enumerated() {
            for stage in byLook[number] ?? [] {
                let agent = stage.outcomes
                if known[agent.unit]?.add(agent) == nil { known[agent.unit] = agent }
            }
            looks += Self.looks(design.units(Array(known.values)), design, at: time)
        }
        self.looks = looks
        agents = known.values.sorted { $0.unit < $1.unit }
    }

    private static func looks(
        _ units: [AgentOutcomes], _ design: ExperimentDesign, at time: Instant
    ) -> [Look] {
        guard let metric = design.metrics.first else { return [] }
        let test = AnytimeTest()
        let arms = design.arms.map { arm in
            metric.moments(of: units.filter { $0.arm == arm })
        }
        return zip(design.arms, arms).dropFirst().compactMap { name, treated in
            let range = test.interval(treated, arms[0])
            guard range.lowerBound.isFinite, range.upperBound.isFinite else { return nil }
            return Look(
                at: time, arm: name, estimate: treated.mean - arms[0].mean,
                interval: Interval(lower: range.lowerBound, upper: range.upperBound),
                armUnits: treated.count, controlUnits: arms[0].count)
        }
    }

    // MARK: - When to look

    /// More points than these are no more to see.
    static let lookCountMax = 30
    /// As few as still show a course.
    static let lookCountMin = 5
    /// Agents times looks that are read for one page.
    static let stageCountMax = 60_000
    /// Activity is known by the quarter-hour.
    static let step: Int64 = 900_000_000

    /// Ends of equal stretches from the start to the end, each a whole quarter-hour long but the last.
    package static func times(from start: Instant, to end: Instant, agents: Int) -> [Instant] {
        let count = max(lookCountMin, min(lookCountMax, stageCountMax / max(1, agents)))
        let length = max(0, end.microseconds - start.microseconds)
        let quarters = (length / Int64(count) + step) / step
        let first = start.microseconds / step * step
        var times = (1..<max(2, count)).map {
            Instant(microseconds: first + Int64($0) * quarters * step)
        }.filter { $0 > start && $0 < end }
        times.append(end)
        return times
    }
}

extension AgentOutcomes.Metric {
    /// Of the units' parts in the ratio of sums: their mean is the ratio.
    package func moments(of units: [AgentOutcomes]) -> Moments {
        let parts = units.map(self.parts)
        let ratio = RatioOfMeans(parts.map(\.numerator), over: parts.map(\.denominator))
        return Moments(parts.map { ratio.linearised($0.numerator, over: $0.denominator) })
    }
}

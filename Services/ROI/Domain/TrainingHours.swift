import Identifiers

/// Recorded hours of training against those that the baseline leads one to expect, of the agents of
/// whom hours are recorded. Of the others nothing is known: they save nothing and cost nothing.
///
/// Both are counted for the days of the period on which an agent was coached and which are over: from
/// the day of the first session on, until now where the period still runs.
struct TrainingHours: Hashable, Sendable {
    /// By agent: what was expected less what was recorded. Below zero for who trained more than before.
    let saved: [AgentID: Double]
    /// Of all of them together.
    let expected: Double

    var agentCount: Int { saved.count }
    var isKnown: Bool { !saved.isEmpty }

    /// - Parameters:
    ///   - active: who takes their part of training that was recorded for the whole tenant.
    ///   - share: what of it falls on the agents that are reported on.
    init(
        _ measurement: Measurement, active: Set<AgentID>, share: Double, baseline: Baseline
    ) {
        var recorded: [AgentID: Double] = [:]
        var shared: Double?
        for cost in measurement.costs where cost.category == .trainingHours {
            guard let agent = cost.agentID else {
                guard measurement.elapsed.contains(cost.incurredAt) else { continue }
                shared = (shared ?? 0) + (cost.hours ?? 0)
                continue
            }
            guard let stretch = measurement.coachedStretch(of: agent),
                stretch.contains(cost.incurredAt)
            else { continue }
            recorded[agent, default: 0] += cost.hours ?? 0
        }
        if let shared {
            let known = active.filter { measurement.coachedStretch(of: $0) != nil }
                .union(recorded.keys)
            let each = shared * share / Double(max(1, known.count))
            for agent in known { recorded[agent, default: 0] += each }
        }
        let stretches = recorded.keys.sorted().compactMap { measurement.coachedStretch(of: $0) }
        expected = stretches.reduce(0.0) { $0 + baseline.trainingHours(in: $1) }
        saved = recorded.reduce(into: [:]) { saved, entry in
            let stretch = measurement.coachedStretch(of: entry.key)
            saved[entry.key] = (stretch.map { baseline.trainingHours(in: $0) } ?? 0) - entry.value
        }
    }
}

extension Measurement {
    /// The part of the period that is over.
    var elapsed: Period { period.until(asOf) }

    /// The part of it in which an agent was coached, in whole days at its beginning; nil for who was not.
    func coachedStretch(of agent: AgentID) -> Period? {
        guard let since = coachedSince[agent] else { return nil }
        return try? Period(start: max(period.start, since.utcDay.start), end: elapsed.end)
    }
}

extension Period {
    func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }

    /// What of it is before an instant, which is after its start.
    func until(_ instant: Instant) -> Period {
        (try? Period(start: start, end: min(end, instant))) ?? self
    }
}

import Identifiers

/// What one agent did on one day, packed into 12 bytes.
package struct PackedDay: Hashable, Sendable {
    package var conversations: UInt16
    package var knownOutcomes: UInt16
    package var successes: UInt16
    package var activeQuarters: UInt16
    package var coachedSeconds: UInt32

    package init(
        conversations: UInt16 = 0, knownOutcomes: UInt16 = 0, successes: UInt16 = 0,
        activeQuarters: UInt16 = 0, coachedSeconds: UInt32 = 0
    ) {
        self.conversations = conversations
        self.knownOutcomes = knownOutcomes
        self.successes = successes
        self.activeQuarters = activeQuarters
        self.coachedSeconds = coachedSeconds
    }
}

/// The days of many agents in memory, summed over any stretch without reading all of it.
///
/// One column a day, 12 bytes an agent, and the sums since the first day after every
/// `checkpointInterval` days: a stretch is the difference of two checkpoints and at most twice an
/// interval of days at its ends. 100,000 agents over a year take 490 MB.
package struct ActivityLedger: Sendable {
    package let agentCount: Int
    package var dayCount: Int { days.count }
    private var days: [[PackedDay]] = []
    private var checkpoints: [[Sums]]
    private var running: [Sums]

    /// Days between checkpoints: a month, so that a year's checkpoints are an eighth of its days.
    static let checkpointInterval = 30

    private struct Sums {
        var conversations: UInt32 = 0
        var knownOutcomes: UInt32 = 0
        var successes: UInt32 = 0
        var activeQuarters: UInt32 = 0
        var coachedSeconds: UInt64 = 0

        mutating func add(_ day: PackedDay) {
            conversations += UInt32(day.conversations)
            knownOutcomes += UInt32(day.knownOutcomes)
            successes += UInt32(day.successes)
            activeQuarters += UInt32(day.activeQuarters)
            coachedSeconds += UInt64(day.coachedSeconds)
        }
    }

    package init(agentCount: Int) {
        self.agentCount = agentCount
        running = [Sums](repeating: Sums(), count: agentCount)
        checkpoints = [running]
    }

    /// Adds the next day, one entry an agent in the order that stays: O(agents).
    package mutating func append(_ day: [PackedDay]) {
        precondition(day.count == agentCount, "a day has one entry for each agent")
        for agent in day.indices { running[agent].add(day[agent]) }
        days.append(day)
        if days.count.isMultiple(of: Self.checkpointInterval) { checkpoints.append(running) }
    }

    /// Each agent's sums over a stretch of days: O(agents × `checkpointInterval`).
    func totals(of range: Range<Int>) -> [Totals] {
        let end = sums(before: range.upperBound)
        let start = sums(before: range.lowerBound)
        return (0..<agentCount).map { agent in
            var totals = Totals()
            totals.conversations = Double(end[agent].conversations - start[agent].conversations)
            totals.knownOutcomes = Double(end[agent].knownOutcomes - start[agent].knownOutcomes)
            totals.successes = Double(end[agent].successes - start[agent].successes)
            let quarters = end[agent].activeQuarters - start[agent].activeQuarters
            totals.activeHours = Double(quarters) / 4
            let seconds = end[agent].coachedSeconds - start[agent].coachedSeconds
            totals.coachedHours = Double(seconds) / 3_600
            return totals
        }
    }

    private func sums(before day: Int) -> [Sums] {
        if day == days.count { return running }
        let checkpoint = day / Self.checkpointInterval
        var sums = checkpoints[checkpoint]
        for index in checkpoint * Self.checkpointInterval..<day {
            let column = days[index]
            for agent in column.indices { sums[agent].add(column[agent]) }
        }
        return sums
    }
}

extension Measurement {
    /// What a ledger holds of a period whose first day is the `range`'s.
    package init(
        period: Period, ledger: ActivityLedger, days range: Range<Int>, costs: [CostEntry]
    ) {
        self.init(
            period: period, agents: ledger.totals(of: range), costs: costs,
            tenantAgentCount: ledger.agentCount)
    }
}

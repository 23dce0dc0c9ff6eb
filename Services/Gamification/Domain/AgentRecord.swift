import Identifiers

/// What an agent has done, as far as criteria ask for it.
package struct AgentRecord: Sendable {
    private let facts: [PointReason: [Fact]]
    private let activeDays: [AgentMoment]
    private let streak: DailyStreak

    /// - Parameters:
    ///   - facts: in any order, each once; all that the criteria to be judged ask for.
    ///   - activeDays: for each active day, its first coached message.
    package init(
        _ facts: some Sequence<Fact>, activeDays: [AgentMoment] = [],
        calendar: StreakCalendar = .everyDay
    ) {
        self.facts = Dictionary(grouping: facts, by: \.activity).mapValues {
            $0.sorted(by: Fact.isEarlier)
        }
        self.activeDays = activeDays
        streak = DailyStreak(activeDays.map(\.day), calendar: calendar)
    }

    /// The moments in which a criterion was fulfilled for the first time, the second time, and on.
    ///
    /// Facts that are added later, or turn out to be earlier, only ever add completions or move
    /// them back. O(n) in the facts that the criterion counts.
    package func completions(of criterion: Criterion) -> [AgentMoment] {
        switch criterion {
        case .count(let activity, let goal):
            let facts = facts[activity] ?? []
            return stride(from: goal - 1, to: facts.count, by: goal).map { facts[$0].moment }
        case .sum(let activity, let goal): return sums(facts[activity] ?? [], goal)
        case .days(let activity, let goal):
            let days = firstOfDays(activity)
            return stride(from: goal - 1, to: days.count, by: goal).map { days[$0] }
        case .within(let days, let activity, let goal): return windows(days, activity, goal)
        case .streak(let goal):
            let days = Set(streak.completionDays(of: goal))
            return activeDays.filter { days.contains($0.day) }.sorted { $0.instant < $1.instant }
        case .all(let parts):
            let each = parts.map { completions(of: $0) }
            return (0..<(each.map(\.count).min() ?? 0)).compactMap { place in
                each.map { $0[place] }.max { $0.instant < $1.instant }
            }
        case .any(let parts):
            return parts.flatMap { completions(of: $0) }.sorted { $0.instant < $1.instant }
        }
    }

    /// How far the agent is on the way to fulfilling a criterion once.
    package func progress(towards criterion: Criterion) -> Progress {
        switch criterion {
        case .count(let activity, let goal): Progress(facts[activity]?.count ?? 0, of: goal)
        case .sum(let activity, let goal):
            Progress((facts[activity] ?? []).reduce(0) { $0 + $1.value }, of: goal)
        case .days(let activity, let goal): Progress(firstOfDays(activity).count, of: goal)
        case .within(let days, let activity, let goal):
            Progress(fullestWindow(days, activity), of: goal)
        case .streak(let goal): Progress(streak.longestDays, of: goal)
        case .all(let parts):
            parts.map { progress(towards: $0) }.reduce(Progress(0, of: 0)) {
                Progress($0.reached + min($1.reached, $1.goal), of: $0.goal + $1.goal)
            }
        case .any(let parts):
            parts.map { progress(towards: $0) }.max { $0.share < $1.share } ?? Progress(0, of: 1)
        }
    }

    private func sums(_ facts: [Fact], _ goal: Int) -> [AgentMoment] {
        var completions: [AgentMoment] = []
        var sum = 0
        for fact in facts {
            sum += max(0, fact.value)
            while sum >= goal * (completions.count + 1) { completions.append(fact.moment) }
        }
        return completions
    }

    /// One after the other, none of them over another: each ends as early as it can.
    private func windows(_ days: Int, _ activity: PointReason, _ goal: Int) -> [AgentMoment] {
        let moments = byDay(activity)
        var completions: [AgentMoment] = []
        var free = 0
        for index in moments.indices where index - goal + 1 >= free {
            let first = moments[index - goal + 1].day
            guard moments[index].day.daysSinceEpoch - first.daysSinceEpoch < days else { continue }
            completions.append(moments[index])
            free = index + 1
        }
        return completions
    }

    private func fullestWindow(_ days: Int, _ activity: PointReason) -> Int {
        let moments = byDay(activity).map(\.day.daysSinceEpoch)
        var (first, fullest) = (0, 0)
        for index in moments.indices {
            while moments[index] - moments[first] >= days { first += 1 }
            fullest = max(fullest, index - first + 1)
        }
        return fullest
    }

    private func firstOfDays(_ activity: PointReason) -> [AgentMoment] {
        var seen: Set<CalendarDate> = []
        return (facts[activity] ?? []).map(\.moment).filter { seen.insert($0.day).inserted }
    }

    private func byDay(_ activity: PointReason) -> [AgentMoment] {
        (facts[activity] ?? []).map(\.moment)
            .sorted { ($0.day, $0.instant) < ($1.day, $1.instant) }
    }
}

/// So many of so many.
package struct Progress: Hashable, Sendable {
    package let reached: Int
    package let goal: Int

    init(_ reached: Int, of goal: Int) {
        self.reached = reached
        self.goal = goal
    }

    /// 0–1.
    package var share: Double { goal > 0 ? min(1, Double(reached) / Double(goal)) : 0 }
}

extension Fact {
    /// By moment, then by the bytes of the id.
    static func isEarlier(_ left: Fact, _ right: Fact) -> Bool {
        if left.moment.instant != right.moment.instant {
            return left.moment.instant < right.moment.instant
        }
        return left.id.utf8.lexicographicallyPrecedes(right.id.utf8)
    }
}

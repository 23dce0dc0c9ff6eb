import Foundation
import Identifiers

/// What an agent should learn next, and when.
package struct LearningPath: Hashable, Sendable {
    package enum Kind: String, Sendable { case learn, again, review }

    package struct Step: Hashable, Sendable {
        package let module: LearningModule
        package let kind: Kind
        package let minutes: Int
        /// By when the minutes of a week allow it.
        package let dueBy: Instant
        /// Points below the stage's goal in the areas it works on; 0 for a review.
        package let gap: Double
        /// In words an agent understands.
        package let reason: String
    }

    package struct Agent: Hashable, Sendable {
        /// 0–100, by area.
        package var scores: [String: Double]
        package var results: [LearningResult]
        /// How much an area moves success, relative to others; 1 where nothing is known.
        package var impacts: [String: Double] = [:]
        package var minutesPerWeek = 60

        package init(scores: [String: Double], results: [LearningResult]) {
            self.scores = scores
            self.results = results
        }
    }

    package let steps: [Step]

    /// More would be a catalogue, not a path.
    package static let stepCountMax = 8

    /// Reviews that are due come first; then whatever closes the most gap, by impact, for a minute of
    /// learning, each stage of a kind after the one before it.
    package init(for agent: Agent, from library: [LearningModule], at now: Instant) {
        var results: [String: [LearningResult]] = [:]
        for result in agent.results { results[result.moduleID, default: []].append(result) }
        var plan = Plan(agent: agent, library: library, results: results, now: now)
        plan.addReviews()
        while plan.steps.count < Self.stepCountMax, plan.addBest() {}
        steps = plan.steps
    }
}

private struct Plan {
    let agent: LearningPath.Agent
    let library: [LearningModule]
    let results: [String: [LearningResult]]
    let now: Instant
    private(set) var steps: [LearningPath.Step] = []
    private var planned: Set<String> = []
    private var minutes = 0

    init(
        agent: LearningPath.Agent, library: [LearningModule], results: [String: [LearningResult]],
        now: Instant
    ) {
        self.agent = agent
        self.library = library
        self.results = results
        self.now = now
    }

    /// A review takes a fifth of a module, and comes when what was learned has begun to fade.
    mutating func addReviews() {
        let due = library.compactMap { module -> (LearningModule, Double)? in
            let overdue = daysOverdue(module)
            return overdue >= 0 ? (module, overdue) : nil
        }.sorted { ($1.1, $0.0.id) < ($0.1, $1.0.id) }
        for (module, overdue) in due.prefix(LearningPath.stepCountMax / 2) {
            add(
                module, .review, gap: 0, minutes: max(5, module.minutes / 5),
                reason: overdue < 1
                    ? "A short review now keeps it" : "Its review was due \(Int(overdue)) days ago")
        }
    }

    /// Each pass doubles the time to the next review (two days at first); a higher score stretches it.
    private func daysOverdue(_ module: LearningModule) -> Double {
        let passed = results[module.id, default: []].filter(\.isPassed)
            .sorted { $0.completedAt < $1.completedAt }
        guard let last = passed.last, isLearned(module) else { return -1 }
        let ease = 1 + 2 * (last.score - LearningResult.passMark)
        let interval = min(180, 2 * pow(2, Double(passed.count - 1)) * ease)
        return now.days(since: last.completedAt) - interval
    }

    private func later(_ left: LearningResult, _ right: LearningResult) -> Bool {
        left.completedAt < right.completedAt
    }

    /// False when nothing is left that would help.
    mutating func addBest() -> Bool {
        let open = library.filter { isOpen($0) }
        let valued = open.map { ($0, worth(of: $0)) }.filter { $0.1 > 0 }
        guard let (module, _) = valued.max(by: { ($0.1, $1.0.id) < ($1.1, $0.0.id) }) else {
            return false
        }
        let failed = results[module.id] != nil
        let gap = gap(of: module)
        add(
            module, failed ? .again : .learn, gap: gap, minutes: module.minutes,
            reason: failed
                ? "The last try did not pass"
                : "\(Int(gap.rounded())) points below \(Int(module.goal)) in "
                    + worstArea(of: module).replacing("_", with: " "))
        return true
    }

    /// Not learned or planned yet, and whatever comes before it in its kind is, or is not needed.
    private func isOpen(_ module: LearningModule) -> Bool {
        guard !planned.contains(module.id), !isLearned(module) else { return false }
        return library.allSatisfy { other in
            other.type != module.type || other.stage.order >= module.stage.order
                || planned.contains(other.id) || isLearned(other) || gap(of: other) <= 0
        }
    }

    private func isLearned(_ module: LearningModule) -> Bool {
        results[module.id]?.max(by: later)?.isPassed == true
    }

    /// The gap that it closes, by impact, for a minute.
    private func worth(of module: LearningModule) -> Double {
        let impact = module.areas.map { agent.impacts[$0] ?? 1 }.max() ?? 1
        // Who failed it is given it again before anything else of the same worth.
        let again = results[module.id] == nil ? 1 : 1.2
        return gap(of: module) * max(0, impact) * again / Double(max(1, module.minutes))
    }

    /// Points below the goal in the worst of its areas; 0 where no area has a score.
    private func gap(of module: LearningModule) -> Double {
        let lowest = module.areas.compactMap { agent.scores[$0] }.min()
        return lowest.map { max(0, module.goal - $0) } ?? 0
    }

    private func worstArea(of module: LearningModule) -> String {
        module.areas.min { (agent.scores[$0] ?? 101) < (agent.scores[$1] ?? 101) } ?? ""
    }

    private mutating func add(
        _ module: LearningModule, _ kind: LearningPath.Kind, gap: Double, minutes: Int,
        reason: String
    ) {
        self.minutes += minutes
        planned.insert(module.id)
        let weeks = (Double(self.minutes) / Double(max(1, agent.minutesPerWeek))).rounded(.up)
        steps.append(
            LearningPath.Step(
                module: module, kind: kind, minutes: minutes,
                dueBy: now.advanced(byDays: 7 * weeks), gap: gap, reason: reason))
    }
}

extension LearningModule.Stage {
    fileprivate var order: Int {
        switch self {
        case .beginner: 0
        case .intermediate: 1
        case .advanced: 2
        }
    }
}

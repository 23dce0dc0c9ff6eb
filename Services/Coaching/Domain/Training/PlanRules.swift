import Identifiers

/// What is known of an agent when a plan is made.
package struct LearnerProfile: Hashable, Sendable {
    /// The mean of each area that their conversations showed something of.
    package var areas: [AreaMean]
    /// Their best assessment score of each module that they took, 0–100.
    package var assessed: [ModuleID: Double]
    /// What Prediction would teach next, first first; empty when it did not say.
    package var learningPath: [PathStep]
    /// In the period.
    package var breaches: BreachCounts

    package init(
        areas: [AreaMean], assessed: [ModuleID: Double] = [:],
        learningPath: [PathStep] = [], breaches: BreachCounts = BreachCounts()
    ) {
        self.areas = areas
        self.assessed = assessed
        self.learningPath = learningPath
        self.breaches = breaches
    }
}

/// What Prediction would teach, and why.
package struct PathStep: Hashable, Sendable {
    package var type: TrainingModuleType
    /// A clause without its full stop.
    package var reason: String

    package init(type: TrainingModuleType, reason: String) {
        self.type = type
        self.reason = reason
    }
}

/// A module that an agent should take, and why.
package struct PlannedStep: Hashable, Sendable {
    package var module: ModuleID
    package var type: TrainingModuleType
    /// Whole sentences, the weightiest first.
    package var reasons: [String]
    /// How many points of gap speak for it; larger is more pressing.
    package var need: Double
    /// By when, counted from the plan's first day; 1 for that day.
    package var dueDay: Int

    package init(
        module: ModuleID, type: TrainingModuleType, reasons: [String], need: Double, dueDay: Int
    ) {
        self.module = module
        self.type = type
        self.reasons = reasons
        self.need = need
        self.dueDay = dueDay
    }
}

/// A module that something speaks for.
package struct PlanCandidate: Hashable, Sendable {
    package var module: ModuleID
    package var type: TrainingModuleType
    package var minutes: Int
    /// How many points of gap speak for it.
    package var need: Double
    /// Whole sentences, the weightiest first.
    package var reasons: [String]

    package init(
        module: ModuleID, type: TrainingModuleType, minutes: Int, need: Double, reasons: [String]
    ) {
        self.module = module
        self.type = type
        self.minutes = minutes
        self.need = need
        self.reasons = reasons
    }
}

/// Chooses the modules of a plan by rules (decision 0271).
///
/// A type of module is needed by as many points as its weakest area lacks to the target, shrunk by
/// how few conversations the area rests on. The level follows from the score, and from what was
/// passed before. The most needed come first, for as long as there is time to take them.
package struct PlanRules: Hashable, Sendable {
    /// Expert from here on: who is there needs no lesson.
    static let targetScore = 90.0
    /// A mean of this many conversations counts half.
    static let halfWeightConversations = 3.0
    /// What nobody's conversations showed counts as this far from the target.
    static let unseenNeed = 6.0
    /// Extra points for the first type of the learning path; each next has one fewer.
    static let learningPathBonus = 8.0
    /// One breach of a compliance rule outweighs any gap of skill, of 90 points at most.
    static let complianceNeed = 100.0
    /// An agent who works full time spares two and a half hours a week.
    static let minutesPerDay = 21.0
    /// A longer list is not started.
    package static let stepCountMax = 8

    package init() {}

    /// The steps of a plan of so many days; empty when nothing is left to learn.
    package func steps(
        for learner: LearnerProfile, from library: ModuleLibrary, days: Int
    ) -> [PlannedStep] {
        scheduled(candidates(for: learner, from: library), days: days)
    }

    /// The modules that something speaks for, the most needed first: the lesson of each kind of
    /// breach, and one of each type.
    package func candidates(
        for learner: LearnerProfile, from library: ModuleLibrary
    ) -> [PlanCandidate] {
        let lessons = lessons(for: learner, from: library)
        let skills = TrainingModuleType.allCases.compactMap { need(of: $0, learner, library) }
            .filter { skill in !lessons.contains { $0.module == skill.module } }
        return (lessons + skills).sorted { ($1.need, $0.module) < ($0.need, $1.module) }
    }

    /// What the agent's breaches ask for, unless it was passed.
    private func lessons(
        for learner: LearnerProfile, from library: ModuleLibrary
    ) -> [PlanCandidate] {
        let topics = Dictionary(grouping: learner.breaches.topics) {
            ComplianceLesson.lesson(on: $0).module
        }
        return topics.compactMap { id, topics in
            guard let module = library[id],
                (learner.assessed[id] ?? 0) < Assessment.passingScore
            else { return nil }
            let count = topics.reduce(0) { $0 + learner.breaches[$1] }
            let gravity = topics.map(\.gravity).max() ?? 0
            return PlanCandidate(
                module: id, type: module.type, minutes: module.minutes,
                need: Self.complianceNeed + Double(gravity),
                reasons: [
                    "\(count) compliance \(count == 1 ? "alert" : "alerts") in this period on "
                        + "\(topics.map(\.name).joined(separator: " and ")): what may be said "
                        + "comes before how well it is said."
                ])
        }
    }

    /// When each is due, in their order; what there is no time for is left out.
    package func scheduled(_ candidates: [PlanCandidate], days: Int) -> [PlannedStep] {
        let capacity = Self.minutesPerDay * Double(days)
        var (minutes, steps): (Double, [PlannedStep]) = (0, [])
        for next in candidates.prefix(Self.stepCountMax) {
            let total = minutes + Double(next.minutes)
            // The first fits in any plan: a plan of nothing helps nobody.
            guard total <= capacity || steps.isEmpty else { continue }
            minutes = total
            steps.append(
                PlannedStep(
                    module: next.module, type: next.type, reasons: next.reasons, need: next.need,
                    dueDay: min(days, max(1, Int((minutes / Self.minutesPerDay).rounded(.up))))))
        }
        return steps
    }

    /// The candidates as somebody else would order them, with their reason behind the rules' own.
    ///
    /// What is no candidate, or was named before, is left out; what answers a breach of a compliance
    /// rule comes first whatever they say. Empty when they name no candidate.
    package func ordered(
        _ candidates: [PlanCandidate], by wishes: [(module: ModuleID, reason: String)]
    ) -> [PlanCandidate] {
        var left = candidates
        var ordered: [PlanCandidate] = []
        for wish in wishes {
            guard let place = left.firstIndex(where: { $0.module == wish.module }) else { continue }
            var chosen = left.remove(at: place)
            chosen.reasons.append(wish.reason)
            ordered.append(chosen)
        }
        guard !ordered.isEmpty else { return [] }
        let urgent = (ordered + left).filter { $0.need >= Self.complianceNeed }
        return urgent + ordered.filter { $0.need < Self.complianceNeed }
    }

    /// What speaks for a type; nil when all of it was passed or nothing speaks for it.
    private func need(
        of type: TrainingModuleType, _ learner: LearnerProfile, _ library: ModuleLibrary
    ) -> PlanCandidate? {
        let means = learner.areas.filter { type.areas.contains($0.area) }
        let weakest = means.min { ($0.score, $0.area) < ($1.score, $1.area) }
        var (points, reasons) = gap(of: weakest)
        if let place = learner.learningPath.firstIndex(where: { $0.type == type }) {
            points += max(0, Self.learningPathBonus - Double(place))
            reasons.append(
                "Number \(place + 1) on the forecast learning path: "
                    + "\(learner.learningPath[place].reason).")
        }
        guard points > 0 else { return nil }
        guard let (module, history) = module(of: type, weakest, learner, library) else {
            return nil
        }
        return PlanCandidate(
            module: module.id, type: type, minutes: module.minutes, need: points,
            reasons: reasons + history)
    }

    private func gap(of weakest: AreaMean?) -> (Double, [String]) {
        guard let weakest else {
            return (
                Self.unseenNeed, ["No conversation has shown this yet, so it starts from the base."]
            )
        }
        let seen = Double(weakest.conversations)
        let weight = seen / (seen + Self.halfWeightConversations)
        let points = max(0, Self.targetScore - weakest.score) * weight
        let name = weakest.area.replacing("_", with: " ")
        let count =
            weakest.conversations == 1 ? "1 conversation" : "\(weakest.conversations) conversations"
        return (
            points,
            [
                "\(name.prefix(1).uppercased())\(name.dropFirst()) scored "
                    + "\(Int(weakest.score.rounded())) of 100 over \(count): "
                    + "\(SkillLevel(score: weakest.score).words)."
            ]
        )
    }

    /// The module of the level that the score asks for, or the next that was not passed.
    private func module(
        of type: TrainingModuleType, _ weakest: AreaMean?, _ learner: LearnerProfile,
        _ library: ModuleLibrary
    ) -> (TrainingModule, [String])? {
        let level = weakest.map { AgentSkillLevel.taught(at: $0.score) } ?? .beginner
        let candidates = library.modules(of: type).filter { $0.level.number >= level.number }
        func isPassed(_ module: TrainingModule) -> Bool {
            (learner.assessed[module.id] ?? 0) >= Assessment.passingScore
        }
        guard let module = candidates.first(where: { !isPassed($0) }) else { return nil }
        var history: [String] = []
        if let passed = library.modules(of: type).last(where: isPassed) {
            history.append("“\(passed.title)” was passed before, so this is the next step.")
        }
        if let score = learner.assessed[module.id] {
            history.append("The last assessment reached \(Int(score.rounded())) of 100; 80 pass.")
        }
        return (module, history)
    }
}

extension AgentSkillLevel {
    /// The level of module that fits a score of 0–100.
    package static func taught(at score: Double) -> AgentSkillLevel {
        switch SkillLevel(score: score) {
        case .needsImprovement: .beginner
        case .developing: .intermediate
        case .proficient, .expert: .advanced
        }
    }
}

extension SkillLevel {
    fileprivate var words: String {
        switch self {
        case .expert: "expert"
        case .proficient: "proficient, and not yet expert"
        case .developing: "developing"
        case .needsImprovement: "it needs improvement"
        }
    }
}

import CoachingContract
import CoachingDomain
import Identifiers
import Wire

/// How an agent stands when a plan is made or looked at.
struct PlanStanding: Sendable {
    var areas: [AreaMean]
    var talk: TalkTotals
    var progress: [ModuleID: ModuleProgress]

    var figures: PlanFigures {
        PlanFigures(
            qualityScore: talk.averageQuality,
            conversionRate: share(talk.conversions, of: talk.knownOutcomes),
            expertiseLevel: SkillLevel(areas).map { Open($0) })
    }
}

extension TrainingPlan {
    init(
        of agent: AgentID, _ steps: [PlannedStep], _ library: ModuleLibrary,
        _ standing: PlanStanding, from day: CalendarDate, days: Int, at now: Instant
    ) {
        let baseline = standing.figures
        let modules = steps.compactMap { step in
            library[step.module].map {
                PlannedModule(
                    moduleID: $0.id, title: $0.title, type: Open($0.type), level: Open($0.level),
                    minutes: $0.minutes, dueOn: day.adding(days: step.dueDay),
                    reasons: step.reasons,
                    progress: standing.progress[$0.id] ?? .notStarted)
            }
        }
        let end = day.adding(days: days)
        let goals = PlanGoals(for: standing.areas, of: steps.map(\.type))
        self.init(
            planID: PlanID(at: now), agentID: agent, createdAt: now, targetDate: end,
            modules: modules, prioritySkills: goals.skills,
            improvementGoals: goals.sentences(by: "\(end)"),
            targets: PlanFigures(
                qualityScore: baseline.qualityScore.map(PlanGoals.target),
                conversionRate: baseline.conversionRate.map(PlanGoals.conversionTarget),
                expertiseLevel: standing.areas.isEmpty
                    ? nil : SkillLevel(goals.reached).map { Open($0) }),
            baseline: baseline, current: baseline, completedShare: 0)
    }

    /// The plan with what has been done since.
    func brought(to standing: PlanStanding) -> TrainingPlan {
        var plan = self
        for place in plan.modules.indices {
            plan.modules[place].progress =
                standing.progress[plan.modules[place].moduleID] ?? .notStarted
        }
        plan.current = standing.figures
        let completed = plan.modules.count { $0.progress.status.known == .completed }
        plan.completedShare = share(completed, of: plan.modules.count) ?? 0
        return plan
    }
}

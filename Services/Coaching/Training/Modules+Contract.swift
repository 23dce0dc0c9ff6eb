import CoachingContract
import CoachingDomain
import Identifiers
import Wire

extension ModuleSummary {
    init(_ module: TrainingModule, _ progress: ModuleProgress?) {
        self.init(
            moduleID: module.id, type: Open(module.type), level: Open(module.level),
            title: module.title, minutes: module.minutes, topics: module.topics,
            objectives: module.objectives, scenarioCount: module.scenarios.count,
            questionCount: module.assessment.count, progress: progress)
    }
}

extension TrainingModuleContent {
    init(_ module: TrainingModule, _ progress: ModuleProgress?) {
        self.init(
            summary: ModuleSummary(module, progress),
            sections: module.content.map { ModuleSection(heading: $0.heading, text: $0.text) },
            scenarios: module.scenarios.map(ScenarioBrief.init),
            questions: module.assessment.map {
                ModuleQuestion(question: $0.ask, options: $0.options)
            })
    }
}

extension ScenarioBrief {
    init(_ scenario: PracticeScenario) {
        self.init(
            scenarioID: scenario.id, title: scenario.title, client: scenario.client,
            situation: scenario.situation, goal: scenario.goal)
    }
}

extension MarkedQuestion {
    /// - Parameter given: the option that was chosen, 1 for the first.
    init(_ question: AssessmentQuestion, given: Int, isRight: Bool) {
        self.init(
            question: question.ask, given: question.options[given - 1],
            right: question.options[question.answer - 1], isRight: isRight, why: question.why)
    }
}

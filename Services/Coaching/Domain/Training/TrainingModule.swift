import Identifiers

/// A unit of training: what it teaches, what to practise, and how to tell that it was learned.
///
/// Decoded from the library's files, whose keys are the names below in `snake_case`.
package struct TrainingModule: Codable, Hashable, Sendable {
    package struct Section: Codable, Hashable, Sendable {
        package var heading: String
        /// Paragraphs, with an empty line between two.
        package var text: String

        package init(heading: String, text: String) {
            self.heading = heading
            self.text = text
        }
    }

    package var id: ModuleID
    package var type: TrainingModuleType
    /// Beginner, intermediate or advanced.
    package var level: AgentSkillLevel
    package var title: String
    /// How long it takes to read, practise once and be assessed.
    package var minutes: Int
    package var topics: [String]
    /// What an agent can do afterwards.
    package var objectives: [String]
    package var content: [Section]
    package var scenarios: [PracticeScenario]
    package var assessment: [AssessmentQuestion]

    package init(
        id: ModuleID, type: TrainingModuleType, level: AgentSkillLevel, title: String,
        minutes: Int, topics: [String], objectives: [String], content: [Section],
        scenarios: [PracticeScenario], assessment: [AssessmentQuestion]
    ) {
        self.id = id
        self.type = type
        self.level = level
        self.title = title
        self.minutes = minutes
        self.topics = topics
        self.objectives = objectives
        self.content = content
        self.scenarios = scenarios
        self.assessment = assessment
    }

    package func scenario(_ id: String) -> PracticeScenario? { scenarios.first { $0.id == id } }
}

/// One question with one right option.
package struct AssessmentQuestion: Codable, Hashable, Sendable {
    package var ask: String
    package var options: [String]
    /// The right option, 1 for the first.
    package var answer: Int
    /// Why it is right, and what is wrong with the tempting one.
    package var why: String

    package init(ask: String, options: [String], answer: Int, why: String) {
        self.ask = ask
        self.options = options
        self.answer = answer
        self.why = why
    }
}

extension TrainingModule {
    static let levels: [AgentSkillLevel] = [.beginner, .intermediate, .advanced]
    /// Fewer questions are passed by guessing.
    static let questionCountMin = 4
    /// A shift has an hour and a half to spare at most.
    static let minutes = 10...90

    /// What keeps a trainer from signing it, each in a sentence; empty when nothing does.
    package var faults: [String] {
        var faults: [String] = []
        if !Self.levels.contains(level) {
            faults.append("its level is \(level), not beginner, intermediate or advanced")
        }
        if !Self.minutes.contains(minutes) { faults.append("it takes \(minutes) minutes") }
        if objectives.isEmpty { faults.append("it has no objective") }
        if content.isEmpty { faults.append("it has no content") }
        if scenarios.isEmpty { faults.append("it has no practice scenario") }
        if Set(scenarios.map(\.id)).count < scenarios.count {
            faults.append("two of its scenarios have the same id")
        }
        if assessment.count < Self.questionCountMin {
            faults.append("its assessment has \(assessment.count) questions")
        }
        let usual = assessment.first?.options.count ?? 0
        faults += assessment.enumerated().flatMap { place, question in
            question.faults(usual: usual).map { "question \(place + 1): \($0)" }
        }
        faults += scenarios.flatMap { scenario in
            scenario.faults.map { "scenario \(scenario.id): \($0)" }
        }
        return faults
    }
}

extension AssessmentQuestion {
    /// - Parameter usual: How many options the module's questions have.
    fileprivate func faults(usual: Int) -> [String] {
        var faults: [String] = []
        if options.count < 3 { faults.append("it has \(options.count) options") }
        // YAML tears an unquoted option at its comma: one too many, and the rest of a sentence.
        if let torn = options.first(where: { $0.first?.isLowercase == true }) {
            faults.append("an option begins in lower case: “\(torn)”")
        }
        if options.count != usual {
            faults.append("it has \(options.count) options, the others have \(usual)")
        }
        if Set(options).count < options.count { faults.append("two options are the same") }
        if !(1...max(1, options.count)).contains(answer) {
            faults.append("its answer is \(answer)")
        }
        if why.isEmpty { faults.append("it does not say why") }
        return faults
    }
}

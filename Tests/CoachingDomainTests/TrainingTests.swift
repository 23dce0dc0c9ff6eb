import CoachingDomain
import Identifiers
import Testing

@Suite struct PlanRulesTests {
    let rules = PlanRules()

    @Test func theWeakestSkillComesFirstAndSaysWhy() throws {
        let learner = LearnerProfile(areas: [
            AreaMean(area: "objection_handling", score: 41, conversations: 12),
            AreaMean(area: "rapport_building", score: 92, conversations: 12),
            AreaMean(area: "closing_technique", score: 63, conversations: 12),
        ])
        let steps = rules.steps(for: learner, from: try library(), days: 30)
        #expect(steps.first?.module == "objection_handling.beginner")
        #expect(
            steps.first?.reasons.first
                == "Objection handling scored 41 of 100 over 12 conversations: it needs improvement."
        )
        #expect(steps.dropFirst().first?.module == "closing_techniques.intermediate")
        #expect(!steps.contains { $0.type == .rapportBuilding })
    }

    @Test func aPassedModuleIsFollowedByTheNextLevel() throws {
        let learner = LearnerProfile(
            areas: [AreaMean(area: "negotiation_skills", score: 45, conversations: 8)],
            assessed: ["negotiation.beginner": 80, "negotiation.intermediate": 60])
        let step = try #require(
            rules.steps(for: learner, from: try library(), days: 60)
                .first { $0.type == .negotiation })
        #expect(step.module == "negotiation.intermediate")
        #expect(step.reasons.contains { $0.contains("passed before") })
        #expect(step.reasons.contains { $0.contains("reached 60 of 100") })
    }

    @Test func fewConversationsWeighLess() throws {
        let learner = LearnerProfile(areas: [
            AreaMean(area: "objection_handling", score: 40, conversations: 1),
            AreaMean(area: "closing_technique", score: 55, conversations: 20),
        ])
        let steps = rules.steps(for: learner, from: try library(), days: 90)
        #expect(steps.first?.type == .closingTechniques)
    }

    @Test func aBreachComesBeforeAnyGapOfSkill() throws {
        let learner = LearnerProfile(
            areas: [AreaMean(area: "objection_handling", score: 30, conversations: 30)],
            breaches: BreachCounts([.fairHousing: 1]))
        let steps = rules.steps(for: learner, from: try library(), days: 30)
        #expect(steps.first?.module == "communication_fair_housing")
        #expect(
            steps.first?.reasons.first?.hasPrefix(
                "1 compliance alert in this period on fair housing")
                == true)
    }

    @Test(arguments: ComplianceTopic.allCases)
    func eachKindOfBreachLeadsToItsLesson(topic: ComplianceTopic) throws {
        let lesson = ComplianceLesson.lesson(on: topic)
        let learner = LearnerProfile(
            areas: [AreaMean(area: "closing_technique", score: 10, conversations: 50)],
            breaches: BreachCounts([topic: 2]))
        let steps = rules.steps(for: learner, from: try library(), days: 30)
        #expect(steps.first?.module == lesson.module)
        #expect(steps.first?.reasons.first?.contains("2 compliance alerts") == true)

        let advice = InterventionRules.interventions(
            for: WeekFacts(
                areas: [], quality: nil, qualityBefore: nil, adherence: nil,
                breaches: BreachCounts([topic: 2]), conversations: 1))
        #expect(advice.first?.action.contains("“\(lesson.title)”") == true)
        #expect(advice.first?.reason.contains(topic.name) == true)
    }

    @Test func theGravestOfManyBreachesIsTaughtFirst() throws {
        let learner = LearnerProfile(
            areas: [], breaches: BreachCounts([.freeServices: 9, .revokedConsent: 1]))
        let steps = rules.steps(for: learner, from: try library(), days: 30)
        #expect(
            steps.prefix(2).map(\.module) == ["follow_up_consent", "lead_qual_disclosure"])
    }

    @Test func breachesAreCountedByTheKeysOfTheirAlerts() {
        let counts = BreachCounts(byKey: [
            ("compliance.fair_housing.steering", 2), ("compliance.fair_housing.sex", 1),
            ("compliance.free_services.called_free", 1), ("compliance.of_tomorrow.x", 5),
        ])
        #expect(counts == BreachCounts([.fairHousing: 3, .freeServices: 1]))
        #expect(counts.topics == [.fairHousing, .freeServices] && counts.total == 4)
    }

    @Test func theForecastPathDecidesBetweenEqualGaps() throws {
        let learner = LearnerProfile(
            areas: [],
            learningPath: [
                PathStep(type: .timeManagement, reason: "20 points below 70 in response time"),
                PathStep(type: .negotiation, reason: "9 points below 70"),
            ])
        let steps = rules.steps(for: learner, from: try library(), days: 90)
        #expect(
            steps.first?.reasons.contains(
                "Number 1 on the forecast learning path: 20 points below 70 in response time.")
                == true)
        #expect(steps.prefix(2).map(\.type) == [.timeManagement, .negotiation])
    }

    @Test(arguments: [7, 14, 30, 90, 180])
    func aPlanFitsItsDaysAndIsNeverEmpty(days: Int) throws {
        let steps = rules.steps(for: LearnerProfile(areas: []), from: try library(), days: days)
        #expect(!steps.isEmpty && steps.count <= 8)
        #expect(steps.allSatisfy { (1...days).contains($0.dueDay) })
        #expect(steps.map(\.dueDay) == steps.map(\.dueDay).sorted())
        let minutes = 30 * steps.count
        #expect(steps.count == 1 || Double(minutes) <= 21 * Double(days))
    }

    @Test func whoHasPassedEverythingHasNothingToDo() throws {
        let library = try library()
        let all = Dictionary(uniqueKeysWithValues: library.modules.map { ($0.id, 100.0) })
        let learner = LearnerProfile(areas: [], assessed: all)
        #expect(rules.steps(for: learner, from: library, days: 30).isEmpty)
    }

    /// Every type at every level and the lessons on compliance, 30 minutes each.
    private func library() throws -> ModuleLibrary {
        let lessons = Set(ComplianceTopic.allCases.map { ComplianceLesson.lesson(on: $0).module })
        return try ModuleLibrary(
            TrainingModuleType.allCases.flatMap { type in
                [AgentSkillLevel.beginner, .intermediate, .advanced].map { sample(type, $0) }
            } + lessons.map { sample(.communicationSkills, .advanced, id: $0) })
    }
}

@Suite struct AssessmentTests {
    static let questions = (1...5).map {
        AssessmentQuestion(ask: "\($0)?", options: ["A", "B", "C"], answer: 2, why: "so")
    }

    @Test(arguments: [
        ([2, 2, 2, 2, 2], 100.0, true), ([2, 2, 2, 2, 1], 80, true), ([1, 2, 2, 2, 3], 60, false),
    ])
    func fourOfFivePass(answers: [Int], score: Double, isPassed: Bool) throws {
        let assessment = try Assessment(of: answers, to: Self.questions)
        #expect(assessment.score == score && assessment.isPassed == isPassed)
    }

    @Test func everyQuestionWantsAnOptionThatExists() {
        #expect(throws: AssessmentError.wrongCount(answers: 1, questions: 5)) {
            try Assessment(of: [2], to: Self.questions)
        }
        #expect(throws: AssessmentError.noSuchOption(question: 5, answer: 4, options: 3)) {
            try Assessment(of: [2, 2, 2, 2, 4], to: Self.questions)
        }
    }
}

@Suite struct AssessmentQuestionTests {
    /// `[Convince him, since money decides]` is two options to a reader of YAML.
    @Test func aTornOptionIsAFault() {
        var module = sample(.negotiation, .beginner)
        #expect(module.faults.isEmpty)
        module.assessment[2].options[0] = "since money decides"
        #expect(
            module.faults == ["question 3: an option begins in lower case: “since money decides”"])
        module.assessment[2].options = ["A", "B", "C", "D"]
        #expect(module.faults == ["question 3: it has 4 options, the others have 3"])
    }
}

@Suite struct BeforeAfterTests {
    /// Figures of `scipy.stats.ttest_ind(after, before, equal_var=False)` and its interval.
    @Test func theIntervalIsWelchs() throws {
        let effect = try #require(
            BeforeAfter(before: [50, 55, 60, 52, 58], after: [66, 70, 61, 72, 68, 65]))
        #expect(abs(effect.difference - 12) < 1e-9)
        #expect(abs(effect.lower - 6.43297) < 1e-4 && abs(effect.upper - 17.56703) < 1e-4)
        #expect(effect.verdict == .worked)
    }

    @Test func aSmallChangeIsNotCalledOne() {
        #expect(BeforeAfter(before: [50, 70, 60], after: [55, 72, 63])?.verdict == .noDifference)
        #expect(BeforeAfter(before: [50, 70], after: [55, 72, 63]) == nil)
        #expect(BeforeAfter(before: [70, 70, 70], after: [60, 60, 60])?.verdict == .worse)
    }
}

@Suite struct ScriptedClientTests {
    static let scenario = PracticeScenario(
        id: "s", title: "S", client: "C", situation: "", goal: "", opening: "Hi", patience: 1,
        stages: [
            stage("budget", [.budgetQuestion]), stage("time", [.timelineQuestion]),
            stage("step", [.nextStep]),
        ], won: "Deal.", lost: "Bye.")

    @Test func whoAsksInTurnWins() {
        var client = ScriptedClient(Self.scenario)
        #expect(client.heard(.init(acts: [.budgetQuestion])) == .says("budget heard"))
        #expect(client.heard(.init(acts: [.timelineQuestion])) == .says("time heard"))
        #expect(client.heard(.init(acts: [.nextStep])) == .agrees("step heard Deal."))
        #expect(client.reached == ["budget", "time", "step"])
    }

    @Test func oneLineMayAnswerSeveralStages() {
        var client = ScriptedClient(Self.scenario)
        let line = ScriptedClient.Line(acts: [.budgetQuestion, .timelineQuestion])
        #expect(client.heard(line) == .says("budget heard time heard"))
        #expect(client.stage == 2)
    }

    @Test func patienceEnds() {
        var client = ScriptedClient(Self.scenario)
        #expect(client.heard(.init(acts: [.smallTalk])) == .says("budget?"))
        #expect(client.heard(.init(acts: [])) == .leaves("Bye."))
    }

    @Test func aBreachEndsItAtOnce() {
        var client = ScriptedClient(Self.scenario)
        let breach = ScriptedClient.Line(acts: [.budgetQuestion], isComplianceBreach: true)
        guard case .leaves = client.heard(breach) else {
            Issue.record("the client stayed")
            return
        }
    }

    /// Whatever is said, the client answers and the talk ends.
    @Test(arguments: UInt64(0)..<64)
    func everyTalkEnds(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var client = ScriptedClient(Self.scenario)
        for _ in 0..<12 {
            let act = MessageAct.allCases[Int(random.next() % UInt64(MessageAct.allCases.count))]
            guard case .says = client.heard(.init(acts: [act])) else { return }
        }
        Issue.record("seed \(seed): still talking after 12 lines")
    }

    private static func stage(_ name: String, _ hears: [MessageAct]) -> PracticeScenario.Stage {
        PracticeScenario.Stage(
            name: name, hears: hears, says: "\(name) heard", otherwise: "\(name)?",
            example: "example")
    }
}

private func sample(
    _ type: TrainingModuleType, _ level: AgentSkillLevel, id: ModuleID? = nil
) -> TrainingModule {
    TrainingModule(
        id: id ?? ModuleID("\(type).\(level)"), type: type, level: level, title: "\(type) \(level)",
        minutes: 30, topics: ["t"], objectives: ["o"],
        content: [.init(heading: "h", text: "t")], scenarios: [ScriptedClientTests.scenario],
        assessment: AssessmentTests.questions)
}

@Suite struct PracticeScoreTests {
    private static let said = ["What made you start looking for a home now?", "By when, and why?"]

    @Test(arguments: [[], ["ok", "ok", "ok"], ["Hello there, how are you today?"]])
    func tooLittleIsNotScoredAndSaysSo(lines: [String]) {
        let score = PracticeScore(quality: 50, lines: lines, breaches: 0, isWon: false)
        #expect(score.score == nil && score.note.hasPrefix("No score"))
    }

    @Test func aTalkWithoutABreachScoresWhatItIsWorth() {
        let score = PracticeScore(quality: 73, lines: Self.said, breaches: 0, isWon: false)
        #expect(score.score == 73 && score.note.isEmpty)
    }

    @Test(arguments: [(1, 40.0), (2, 30), (4, 10), (9, 0)])
    func aBreachCapsTheScoreAndTheNoteSaysHow(breaches: Int, cap: Double) {
        let score = PracticeScore(quality: 64, lines: Self.said, breaches: breaches, isWon: false)
        #expect(score.score == cap)
        #expect(score.note.contains("64") && score.note.contains("40 at most"))
        let poor = PracticeScore(quality: 5, lines: Self.said, breaches: breaches, isWon: false)
        #expect(poor.score == min(5, cap))
    }
}

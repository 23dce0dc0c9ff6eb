import AnalyzerContract
import CoachingContract
import Foundation
import GatewayDomain
import Hummingbird
import Identifiers
import Testing
import Wire

@testable import GatewayService

@Suite struct TrainingPageTests {
    static let hostile = #"<script>alert("x")</script>"#
    private let templates: Templates

    init() throws { templates = try Templates() }

    @Test func aPlanGivesItsReasonsAndTheLibraryItsModules() async throws {
        let page = try await html(
            "training",
            TrainingPage(
                person: manager(), agent: "ana", choices: nil, plan: .shown(plan()),
                modules: .shown([summary()]), rolePlays: .shown([]), effects: .shown([])))
        #expect(page.contains("Objection handling stands at 44"))
        #expect(page.contains("/training/modules/objections?agent=ana"))
        #expect(page.contains("0 of 1 module completed"))
    }

    @Test func anAssessmentPageNeverHoldsTheAnswers() async throws {
        let page = try await html(
            "module", ModulePage(person: manager(), agent: "ana", module: content()))
        #expect(page.contains(#"name="q1" value="2""#))
        #expect(page.contains("Talk with Priya"))
        #expect(!page.contains("<script>alert"))
    }

    @Test func aScorecardShowsWhatWasMissed() async throws {
        let page = try await html("role-play", RolePlayPage(person: manager(), play: rolePlay()))
        #expect(page.contains("The client left"))
        #expect(page.contains("A line that works: “When do you want to move?”"))
        #expect(!page.contains("<script>alert") && !page.contains("Say it"))
        #expect(page.contains("<strong>ana</strong>"), "a manager reads who spoke")
        let own = try await html(
            "role-play", RolePlayPage(person: agentPerson("ana"), play: rolePlay()))
        #expect(own.contains("<strong>You</strong>"))
    }

    @Test func aTeamWithoutTroubleSaysSo() async throws {
        let page = try await html(
            "team",
            TeamPage(
                person: manager(), teams: .shown([]), escalations: .shown([]),
                summary: .notYet(reason: "No team yet."),
                metrics: .missing(MissingPart(service: "Coaching", cause: .slow)), report: "2-1"))
        #expect(page.contains("Nothing is waiting."))
        #expect(page.contains("Shown to 2 agents now; 1 will find it"))
        #expect(page.contains("Coaching did not answer in time"))
    }

    private func html(_ name: String, _ view: some PageView) async throws -> String {
        let writer = Collected()
        try await templates.page(name, view).body.write(writer)
        return writer.text
    }

    private func summary() -> ModuleSummary {
        ModuleSummary(
            moduleID: "objections", type: Open(.objectionHandling), level: Open(.beginner),
            title: "Hear it first", minutes: 40, topics: ["Listening"], objectives: ["Listen"],
            scenarioCount: 1, questionCount: 1,
            progress: ModuleProgress(status: Open(.notStarted), attempts: 0))
    }

    private func plan() -> TrainingPlan {
        TrainingPlan(
            planID: PlanID(at: noon), agentID: "ana", createdAt: noon,
            targetDate: CalendarDate(daysSinceEpoch: 20_000),
            modules: [
                PlannedModule(
                    moduleID: "objections", title: "Hear it first", type: Open(.objectionHandling),
                    level: Open(.beginner), minutes: 40,
                    dueOn: CalendarDate(daysSinceEpoch: 19_990),
                    reasons: ["Objection handling stands at 44 of 100."],
                    progress: ModuleProgress(status: Open(.notStarted), attempts: 0))
            ],
            prioritySkills: ["objection_handling"], improvementGoals: ["Bring it to 67."],
            targets: PlanFigures(), baseline: PlanFigures(), current: PlanFigures(),
            completedShare: 0)
    }

    private func content() -> TrainingModuleContent {
        TrainingModuleContent(
            summary: summary(),
            sections: [ModuleSection(heading: Self.hostile, text: "One.\n\n- two\n- three")],
            scenarios: [brief()],
            questions: [ModuleQuestion(question: "Which?", options: ["this", "that", "none"])])
    }

    private func brief() -> ScenarioBrief {
        ScenarioBrief(
            scenarioID: "s", title: "Scenario", client: "Priya", situation: "S.", goal: "G.")
    }

    private func rolePlay() -> RolePlay {
        RolePlay(
            rolePlayID: RolePlayID(at: noon), agentID: "ana", moduleID: "objections",
            brief: brief(), status: Open(.lost), partner: Open(.script), startedAt: noon,
            lines: [RolePlayLine(role: Open(.agent), text: Self.hostile, saidAt: noon)],
            scorecard: Scorecard(
                overallScore: 40,
                qualityScores: [AreaScore(area: "closing_technique", score: 40, conversations: 1)],
                expertiseScores: [],
                goals: [
                    ScenarioGoal(
                        name: "Ask about the timeline", isReached: false,
                        example: "When do you want to move?")
                ], questionsAsked: 0, objectionsIdentified: 0, objectionsResolved: 0, moments: [],
                compliance: [], advice: []))
    }
}

import AnalyzerContract
import AnalyzerDomain
import CoachingContract
import CoachingDomain
import Identifiers
import RPC
import Testing
import Wire

@testable import CoachingService

@Suite struct TrainingLibraryTests {
    @Test func everyTypeIsTaughtAtThreeLevels() throws {
        let library = try CoachingRig.library.get()
        for type in TrainingModuleType.allCases {
            let levels = library.modules(of: type).map(\.level)
            #expect(Set(levels) == [.beginner, .intermediate, .advanced], "\(type)")
            // A beginner begins with the trade; the law of it comes next.
            let first = try #require(library.modules(of: type).first)
            #expect(
                !ComplianceTopic.allCases.contains {
                    ComplianceLesson.lesson(on: $0).module == first.id
                })
        }
    }

    @Test(arguments: ComplianceTopic.allCases)
    func eachKindOfBreachHasItsLesson(topic: ComplianceTopic) throws {
        let lesson = ComplianceLesson.lesson(on: topic)
        let module = try #require(try CoachingRig.library.get()[lesson.module])
        #expect(module.title == lesson.title)
    }

    /// Who says what we teach breaks no rule, whatever was said before.
    @Test func noModelLineIsABreach() throws {
        for module in try CoachingRig.library.get().modules {
            let lines =
                module.scenarios.flatMap { $0.stages.map(\.example) }
                + module.assessment.map { $0.options[$0.answer - 1] }
            for line in lines {
                var analyzer = ConversationAnalyzer(conversationID: "c", agentID: "a")
                for (role, text) in [
                    (MessageRole.client, "We want to buy a home."), (.agent, line),
                ] {
                    _ = analyzer.observe(
                        Utterance(
                            id: MessageID(role.rawValue), role: role, text: text,
                            sentAt: Instant(microseconds: 0)))
                }
                let broken = analyzer.analysis.compliance.map(\.rule)
                #expect(broken.isEmpty, "\(module.id): “\(line)” breaks \(broken)")
            }
        }
    }

    @Test(arguments: [
        ("lead_qual_beginner", 45, ["first_time_buyer", "investor", "downsizer"]),
        (
            "objection_handling_intermediate", 60,
            ["price_too_high", "think_about_it", "bad_timing"]
        ),
        (
            "closing_advanced", 75,
            ["multiple_offers", "contract_hesitation", "listing_presentation"]
        ),
    ])
    func theFirstThreeModulesAreThere(id: String, minutes: Int, scenarios: [String]) throws {
        let module = try #require(try CoachingRig.library.get()[ModuleID(id)])
        #expect(module.minutes == minutes)
        #expect(module.scenarios.map(\.id) == scenarios)
    }

    /// The lines that a trainer recommends must be heard by the same Analyzer that scores agents.
    @Test func everyScenarioIsWonWithItsOwnExamples() async throws {
        try await CoachingRig.with { rig in
            for module in try CoachingRig.library.get().modules {
                for scenario in module.scenarios {
                    let play = try await practise(rig, module.id, scenario)
                    #expect(
                        play.status.known == .won,
                        "\(module.id)/\(scenario.id): \(play.lines.map(\.text).suffix(2))")
                    #expect(play.scorecard?.goals.contains { !$0.isReached } == false)
                    #expect(play.scorecard?.compliance.isEmpty == true, "\(module.id)")
                }
            }
        }
    }

    private func practise(
        _ rig: CoachingRig, _ module: ModuleID, _ scenario: PracticeScenario
    ) async throws -> RolePlay {
        var play = try await rig.coaching.startRolePlay(
            StartRolePlay(
                tenantID: CoachingRig.tenant, agentID: "ann", moduleID: module,
                scenarioID: scenario.id))
        for stage in scenario.stages where play.status.known == .active {
            let said = play.lines.count { $0.role.known == .agent }
            play = try await rig.coaching.sayInRolePlay(
                SayInRolePlay(
                    tenantID: CoachingRig.tenant, rolePlayID: play.rolePlayID, turn: said,
                    text: stage.example))
        }
        return play
    }
}

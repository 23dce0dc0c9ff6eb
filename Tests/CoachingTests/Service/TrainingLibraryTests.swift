import AnalyzerContract
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
            #expect(
                library.modules(of: type).map(\.level) == [.beginner, .intermediate, .advanced],
                "\(type)")
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

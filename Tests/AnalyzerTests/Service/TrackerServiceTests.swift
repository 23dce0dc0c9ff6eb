import AnalyzerContract
import AnalyzerDomain
import Identifiers
import RPC
import Testing
import Wire

@Suite struct TrackerServiceTests {
    private func phrases(_ phrases: [String], tenant: TenantID = AnalyzerRig.tenant)
        -> DefineTracker
    {
        DefineTracker(
            tenantID: tenant, name: "competitor", speaker: Open(.client), phrases: phrases,
            examples: [])
    }

    @Test func theSameDefinitionIsTheSameVersionAndAChangedOneTheNext() async throws {
        try await AnalyzerRig.with { rig in
            let first = try await rig.analyzer.defineTracker(phrases(["other agent"]))
            #expect(first.version == 1 && first.figures == nil)
            #expect(try await rig.replica().defineTracker(phrases(["other agent"])) == first)
            let second = try await rig.analyzer.defineTracker(phrases(["another agent"]))
            #expect(second.version == 2)
            let list = ListDefinitions(tenantID: AnalyzerRig.tenant, includesRetired: false)
            #expect(try await rig.analyzer.listTrackers(list).trackers == [second])
            let name = NameDefinition(tenantID: AnalyzerRig.tenant, name: "competitor")
            #expect(try await rig.analyzer.retireTracker(name).isRetired)
            #expect(try await rig.analyzer.retireTracker(name).isRetired)
            #expect(try await rig.analyzer.listTrackers(list).trackers.isEmpty)
            #expect(try await rig.analyzer.defineTracker(phrases(["another agent"])).version == 3)
        }
    }

    @Test func anotherTenantsTrackersAreNotThere() async throws {
        try await AnalyzerRig.with { rig in
            _ = try await rig.analyzer.defineTracker(phrases(["other agent"]))
            await expect(.notFound, "competitor") {
                _ = try await rig.analyzer.getTracker(
                    NameDefinition(tenantID: "rival", name: "competitor"))
            }
            #expect(
                try await rig.analyzer.defineTracker(phrases(["x"], tenant: "rival")).version == 1)
        }
    }

    @Test func findingsNameTheirMessagesInTheAnalysisAndOverTheHistory() async throws {
        try await AnalyzerRig.with { rig in
            for conversation: ConversationID in ["one", "two", "zoo"] {
                for number in 0..<5 {
                    _ = try await rig.analyzer.observeMessage(said(number, in: conversation))
                }
            }
            let text = said(0).message.text
            var request = phrases([text])
            request.speaker = nil
            _ = try await rig.analyzer.defineTracker(request)
            let rubric = try await rig.analyzer.defineRubric(
                DefineRubric(
                    tenantID: AnalyzerRig.tenant, name: "first call",
                    criteria: [
                        RubricCriterion(
                            name: "appointment", weight: 2,
                            asked: ["act:appointment_request", "act:appointment_set"], answered: []),
                        RubricCriterion(
                            name: "never", weight: 2, asked: ["tracker:none"], answered: []),
                    ]))
            #expect(rubric.version == 1)
            let analysis = try await rig.get("one")
            #expect(analysis.trackers.map(\.messageID) == [said(0, in: "one").message.messageID])
            #expect(analysis.trackers.allSatisfy { $0.confidence == 1 })
            #expect(analysis.rubrics.map(\.score) == [50])
            var seen: [HistoryScored] = []
            let all = ScoreHistory(tenantID: AnalyzerRig.tenant, after: nil)
            for try await scored in rig.analyzer.scoreHistory(all) { seen.append(scored) }
            #expect(seen.map(\.conversationID) == ["one", "two", "zoo"])
            #expect(seen.map(\.done) == [1, 2, 3] && seen.allSatisfy { $0.total == 3 })
            #expect(seen.allSatisfy { $0.findings.count == 1 && $0.rubrics.count == 1 })
            let rest = ScoreHistory(tenantID: AnalyzerRig.tenant, after: "one")
            var after: [HistoryScored] = []
            for try await scored in rig.analyzer.scoreHistory(rest) { after.append(scored) }
            #expect(after == Array(seen.dropFirst()))
        }
    }

    @Test func aDefinitionThatCannotBeServedNamesItsField() async throws {
        try await AnalyzerRig.with { rig in
            func refused(_ field: String, _ change: (inout DefineTracker) -> Void) async {
                var request = phrases(["other agent"])
                change(&request)
                let asked = request
                await expect(.invalidArgument, field) {
                    _ = try await rig.analyzer.defineTracker(asked)
                }
            }
            await refused("name") { $0.name = "" }
            await refused("name") { $0.name = "a:b" }
            await refused("phrases") { $0.phrases = [] }
            await refused("phrases[0]") { $0.phrases = ["?!"] }
            await refused("phrases") { $0.phrases = Array(repeating: "a", count: 101) }
            await refused("examples") {
                $0.examples = [TrackerExample(text: "a", isMatch: true)]
            }
            await expect(.invalidArgument, "criteria[0]") {
                _ = try await rig.analyzer.defineRubric(
                    DefineRubric(
                        tenantID: AnalyzerRig.tenant, name: "r",
                        criteria: [
                            RubricCriterion(name: "c", weight: 1, asked: ["rule:x"], answered: [])
                        ]))
            }
        }
    }
}

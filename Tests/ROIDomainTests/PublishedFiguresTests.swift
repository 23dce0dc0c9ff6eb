import Foundation
import ROIDomain
import Tables
import Testing

private let data = "../shared/data"
private let hasData = FileManager.default.fileExists(atPath: data)

/// Figures that were published about data sets that stand beside the project.
@Suite(.enabled(if: hasData, "../shared/data is not there"))
struct PublishedFiguresTests {
    private func report(
        _ file: String, _ change: (inout CausalReport.Request) -> Void
    ) throws -> CausalReport {
        let bytes = try #require(FileManager.default.contents(atPath: "\(data)/\(file)"))
        var request = CausalReport.Request()
        change(&request)
        return try CausalReport(TextTable(parsing: bytes), request)
    }

    private func isNear(_ ours: Double?, _ known: Double, _ tolerance: Double = 5e-5) -> Bool {
        ours.map { abs($0 - known) <= tolerance } ?? false
    }

    @Test func theCoachingExperimentSaysWhatIsPublished() throws {
        let report = try report("experiments/coach_rct.csv") { $0.columns.outcomes = ["profit"] }
        let welch = try #require(report.effects.first { $0.method == .welch })
        #expect(isNear(welch.estimate, 0.1357))
        #expect(isNear(welch.standardError, 0.0468))
        #expect(isNear(welch.pValue, 0.0042))
        #expect(welch.arm == "dynamic" && welch.control == "control")
        let stratified = try #require(report.effects.first { $0.method == .postStratified })
        #expect(isNear(stratified.estimate, 0.1272))
        #expect(isNear(stratified.standardError, 0.0497))
    }

    @Test func dealsRoseBySeventeenPoints() throws {
        let report = try report("experiments/coach_rct.csv") { $0.columns.outcomes = ["agreed"] }
        #expect(isNear(report.effects[0].estimate, 0.17))
        #expect(isNear(report.effects[0].details["arm_mean"], 0.83))
    }

    @Test func theJobTrainingExperimentSaysWhatIsPublished() throws {
        let report = try report("causal/nsw.csv") { $0.columns.outcomes = ["re78"] }
        #expect(isNear(report.effects[0].estimate, 1_794.342, 5e-4))
        #expect(isNear(report.effects[0].standardError, 670.997, 5e-4))
    }

    @Test func matchingComesNearTheExperimentAndItsPlaceboFindsNothing() throws {
        let report = try report("causal/nsw.csv") {
            $0.columns.outcomes = ["re78"]
            $0.design = .matched
        }
        let matched = try #require(report.effects.first { $0.method == .matched })
        #expect(abs(matched.estimate - 1_794) < 1_000)
        let placebo = try #require(report.effects.first { $0.method == .placebo })
        #expect(placebo.outcome == "re75")
        #expect(placebo.pValue > 0.05)
    }

    @Test func staggeredAdoptionSaysWhatIsPublished() throws {
        let report = try report("causal/mpdta.csv") { $0.columns.outcomes = ["lemp"] }
        #expect(report.design == .staggered)
        let cells: [(String, Double)] = [
            ("group=2004, time=2004", -0.0105), ("group=2004, time=2005", -0.0704),
            ("group=2004, time=2006", -0.1373), ("group=2004, time=2007", -0.1008),
            ("group=2006, time=2004", 0.0065), ("group=2006, time=2005", -0.0028),
            ("group=2006, time=2006", -0.0046), ("group=2006, time=2007", -0.0412),
            ("group=2007, time=2004", 0.0305), ("group=2007, time=2005", -0.0027),
            ("group=2007, time=2006", -0.0311), ("group=2007, time=2007", -0.0261),
        ]
        for (name, known) in cells {
            let cell = report.effects.first { $0.method == .groupTime && $0.subgroup == name }
            #expect(isNear(cell?.estimate, known), "\(name)")
        }
        let group = report.effects.first { $0.method == .overallGroup }
        #expect(isNear(group?.estimate, -0.0310))
        #expect(isNear(group?.standardError, 0.0126, 0.00126))
        let dynamic = report.effects.first { $0.method == .overallDynamic }
        #expect(isNear(dynamic?.estimate, -0.0772))
        #expect(isNear(dynamic?.standardError, 0.0219, 0.00219))
        for (time, known) in [(0, -0.0199), (1, -0.0510)] {
            let effect = report.effects.first {
                $0.method == .dynamic && $0.subgroup == "event_time=\(time)"
            }
            #expect(isNear(effect?.estimate, known))
        }
        #expect(isNear(group?.details["pre_trend_p_value"], 0.1681, 0.01))
        let picture = EventStudyPlot(try #require(report.adoption)).svg
        #expect(picture.contains("periods since adoption"))
    }

    @Test func unitsThatAreNotTreatedYetCompareAsWell() throws {
        let report = try report("causal/mpdta.csv") {
            $0.columns.outcomes = ["lemp"]
            $0.comparison = .notYetTreated
        }
        let overall = report.effects.first { $0.method == .overallGroup }
        #expect(isNear(overall?.estimate, -0.0310, 0.002))
    }
}

import ArgumentParser
import Foundation
import ROIDomain
import Tables

/// `meshctl experiment`.
struct Experiment: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says what a treatment changed, from a table (CSV); needs no mesh.",
        subcommands: [ExperimentAnalyze.self, ExperimentPlan.self, ExperimentAssign.self],
        defaultSubcommand: ExperimentAnalyze.self)
}

/// `meshctl experiment FILE`.
struct ExperimentAnalyze: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyze",
        abstract: "Estimates effects with errors, intervals and a conclusion by fixed rules.",
        discussion: """
            A randomised experiment has a row a unit and a column arm (or variant, treatment, \
            treat, group, condition). Columns stratum and pre_OUTCOME are used where they are there: \
            post-stratification, CUPED. Where whole teams were assigned (a column cluster, team or \
            group with one arm in each), or a unit has several rows, every line is computed by \
            cluster, and fewer than 4 clusters in an arm claim nothing. An outcome \
            numerator/denominator is a ratio of sums. The line always_valid may be looked at as \
            often as one likes; the others hold for one look, at the end that was planned.
            A table with a column of time (year, month, period, date) and one of adoption \
            (first_treated, or treated as 0 and 1) is read as a panel: staggered \
            difference-in-differences, whose intervals hold for all lines together, or a synthetic \
            control for a single treated unit. A matched comparison (--design matched) needs \
            --outcome.
            What to know before believing a line goes to standard error.
            """)

    @Argument(help: "A table with a header (CSV).")
    var file: String
    @Option(
        help: "The outcome; repeat for several. All numeric columns unless said (matched: needed).")
    var outcome: [String] = []
    @Option(help: "The column that says which arm a row was in.")
    var arm: String?
    @Option(help: "The arm that the others are compared with.")
    var control: String?
    @Option(help: "The column of strata within which arms were drawn.")
    var stratum: String?
    @Option(help: "The column of clusters whose rows go together, such as teams.")
    var cluster: String?
    @Option(help: "The column that names the unit.")
    var unit: String?
    @Option(help: "A column measured before the experiment, for CUPED.")
    var covariate: String?
    @Option(help: "Effects by this column, such as tenure, and whether they differ.")
    var by: String?
    @Option(help: "Outcomes of which less is better; repeat for several.")
    var lowerIsBetter: [String] = []
    @Option(help: "Shares that assignment meant: control=0.5,dynamic=0.5.")
    var shares: String?
    @Option(help: "randomised, staggered, matched or synthetic; found by the columns unless said.")
    var design: CausalDesign?
    @Option(help: "The column of time of a panel.")
    var time: String?
    @Option(help: "The column that says since when a unit was treated; 0 or empty is never.")
    var firstTreated: String?
    @Option(help: "never_treated or not_yet_treated.")
    var comparison: StaggeredAdoption.Comparison = .neverTreated
    @Option(help: "Covariates to match on, comma-separated; all numeric columns unless said.")
    var covariates: String?
    @Option(help: "The treated unit of a synthetic control, where there are several.")
    var treatedUnit: String?
    @Option(help: "Write the event study as a picture (SVG).")
    var plot: String?
    @Flag(help: "Print one JSON object a line.")
    var json = false

    func run() async throws {
        try await reporting {
            let report = try read()
            for note in report.notes { Console.note("note: \(note)") }
            if let plot { try draw(report, at: plot) }
            for effect in report.effects {
                let row = EffectRow(effect, report)
                if json { try Console.printJSON(row) } else { Console.print(row.line) }
            }
        }
    }

    private func read() throws -> CausalReport {
        let data = try InputFile.data(file)
        do throws(TableFault) {
            return try CausalReport(TextTable(parsing: data), request())
        } catch {
            throw InputFault(file: file, line: nil, problem: error.description)
        }
    }

    private func request() throws(TableFault) -> CausalReport.Request {
        var request = CausalReport.Request()
        request.design = design
        request.columns.outcomes = outcome
        request.columns.arm = arm
        request.columns.control = control
        request.columns.stratum = stratum
        request.columns.cluster = cluster
        request.columns.unit = unit
        request.columns.covariate = covariate
        request.options.subgroups = by
        request.options.lowerIsBetter = Set(lowerIsBetter)
        request.options.shares = try parsedShares()
        request.time = time
        request.firstTreated = firstTreated
        request.comparison = comparison
        request.covariates = covariates?.split(separator: ",").map(String.init) ?? []
        request.treatedUnit = treatedUnit
        return request
    }

    private func parsedShares() throws(TableFault) -> [String: Double] {
        var result: [String: Double] = [:]
        for part in shares?.split(separator: ",") ?? [] {
            let sides = part.split(separator: "=", maxSplits: 1)
            guard sides.count == 2, let share = Double(sides[1]) else {
                throw TableFault("--shares is written control=0.5,dynamic=0.5, not \(part)")
            }
            result[String(sides[0])] = share
        }
        return result
    }

    private func draw(_ report: CausalReport, at path: String) throws {
        guard let adoption = report.adoption else {
            throw InputFault(
                file: file, line: nil, problem: "has no staggered adoption: nothing to plot")
        }
        try Data(EventStudyPlot(adoption).svg.utf8).write(to: URL(filePath: path))
        Console.note("wrote \(path)")
    }
}

extension CausalDesign: ExpressibleByArgument {}
extension StaggeredAdoption.Comparison: ExpressibleByArgument {}

/// `meshctl experiment plan`.
struct ExperimentPlan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Says, before the start, what an experiment can find or how large it must be.",
        discussion: "Effects are in standard deviations of the outcome (--sd to use its own unit).")

    @Option(help: "Units in each arm: what can they find?")
    var perArm: Int?
    @Option(help: "The effect to find: how many units does it take?")
    var effect: Double?
    @Option(help: "The outcome's standard deviation.")
    var sd = 1.0
    @Option(help: "The chance to find the effect, 0 to 1.")
    var power = 0.8
    @Option(help: "With --effect: the share of units that is treated, 0 to 1 (half unless said).")
    var share: Double?
    @Option(help: "Units in a cluster, when teams and not agents are assigned.")
    var clusterSize = 1.0
    @Option(help: "The correlation within a cluster, 0 to 1.")
    var correlation = 0.05
    @Option(help: "The correlation with a covariate from before (CUPED), -1 to 1.")
    var covariateCorrelation = 0.0
    @Option(help: "Write the power by units per arm as a picture (SVG).")
    var plot: String?
    @Flag(help: "Print one JSON object a line.")
    var json = false

    func validate() throws {
        guard (perArm == nil) != (effect == nil) else {
            throw ValidationError("say either --per-arm or --effect")
        }
        guard perArm == nil || share == nil else {
            throw ValidationError("--share goes with --effect: --per-arm are arms of one size")
        }
        guard sd > 0, power > 0, power < 1, 0.0 < share ?? 0.5, share ?? 0.5 < 1, clusterSize >= 1,
            (0...1).contains(correlation), abs(covariateCorrelation) < 1
        else {
            throw ValidationError(
                "--sd must be above 0, --power and --share inside 0 to 1, --cluster-size at least 1"
            )
        }
        if let perArm, !(2...Power.unitCountMax).contains(perArm) {
            throw ValidationError("--per-arm must be 2 to \(Power.unitCountMax)")
        }
        if let effect, effect == 0 || !effect.isFinite {
            throw ValidationError("--effect must not be 0")
        }
    }

    func run() async throws {
        try await reporting {
            let plan = StudyPlan(
                standardDeviation: sd, power: power, share: share ?? 0.5, clusterSize: clusterSize,
                correlation: correlation, covariateCorrelation: covariateCorrelation)
            let answer: StudyPlan.Answer
            if let perArm {
                answer = plan.answer(perArm: perArm)
                guard answer.effect.isFinite else {
                    throw InputFault(file: "--per-arm", line: nil, problem: answer.words)
                }
            } else if let found = plan.answer(toFind: effect ?? 1) {
                answer = found
            } else {
                throw InputFault(
                    file: "--effect", line: nil,
                    problem: "is so small that more than \(Power.unitCountMax) units are needed")
            }
            if let plot {
                try Data(plan.plot(around: answer).utf8).write(to: URL(filePath: plot))
                Console.note("wrote \(plot)")
            }
            if json {
                try Console.printJSON(PlanRow(answer))
            } else {
                Console.print(answer.words)
            }
        }
    }

    private struct PlanRow: Encodable {
        let treated: Int
        let control: Int
        let effect: Double
        let effectInSD: Double
        let power: Double
        let words: String

        enum CodingKeys: String, CodingKey {
            case treated, control, effect, power, words
            case effectInSD = "effect_in_sd"
        }

        init(_ answer: StudyPlan.Answer) {
            treated = answer.treated
            control = answer.control
            effect = answer.effect
            effectInSD = answer.effectInSD
            power = answer.power
            words = answer.words
        }
    }
}

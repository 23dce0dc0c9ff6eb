import ArgumentParser
import PredictionDomain

/// `meshctl forecast`.
struct Forecast: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Foresees what comes: values of series, agents' skills, a learner's next answer.",
        discussion: """
            Where the skill of an agent of the running mesh goes:
            meshctl call prediction.forecastSkill '{"tenant_id":"TENANT","agent_id":"AGENT"}'
            """,
        subcommands: [ForecastSeries.self, ForecastSkills.self, ForecastTrace.self],
        defaultSubcommand: ForecastSeries.self)
}

/// `meshctl forecast FILE`.
struct ForecastSeries: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "series",
        abstract: "Goes on with every series of a file; needs no mesh.",
        discussion: """
            The file has a heading, then an identifier and the values of one series a line (CSV, as \
            in the M4 competition). Each line of the answer is one series: what comes after its \
            end, with 80 % and 95 % intervals.

            The last --horizon values are held back first, and every method is judged on them: \
            Naive2, damped trend, Theta, an LSTM that learns from all series of the file without \
            those values, and a combination. The method that goes on was the best before the values \
            that were held back. The last lines compare the methods: sMAPE, MASE, OWA, coverage and \
            CRPS (in units of MASE).
            """)

    @Argument(help: "A file with one series a line (CSV).")
    var file: String
    @Option(help: "How many values to forecast.")
    var horizon = 13
    @Option(help: "Values in a season; by the identifier's letter (Q, M, H) when left out.")
    var period: Int?
    @Flag(inversion: .prefixedNo, help: "Teach an LSTM too.")
    var lstm = true
    @Option(help: "The seed of the LSTM.")
    var seed: UInt64 = 1
    @Flag(help: "Print one JSON object a line.")
    var json = false

    /// A network answers all of a forecast at once; longer ones would be guesses.
    private static let horizonMax = 366

    func validate() throws {
        guard (1...Self.horizonMax).contains(horizon) else {
            throw ValidationError("--horizon must be 1 to \(Self.horizonMax)")
        }
        guard period.map({ $0 >= 1 }) ?? true else {
            throw ValidationError("--period must be 1 or more")
        }
    }

    func run() async throws {
        try await reporting {
            guard !PracticeFile.isOne(file) else {
                throw InputFault(
                    file: file, line: nil,
                    problem: "holds learners' tries and no series: meshctl forecast trace \(file)")
            }
            let series = try longEnough(try SeriesFile.read(file, period: period))
            let meters = Dictionary(
                uniqueKeysWithValues: SeriesForecaster.Stage.allCases.map {
                    ($0, ProgressMeter($0.rawValue, total: series.count))
                })
            var forecaster = SeriesForecaster(horizon: horizon)
            forecaster.usesNetwork = lstm
            forecaster.seed = seed
            let result = forecaster.run(series) { stage, share in
                meters[stage]?.show(Int(share * Double(series.count)))
            }
            for forecast in result.forecasts { try show(ForecastRow(forecast)) }
            for row in MethodRow.rows(of: result, horizon: horizon) { try show(row) }
        }
    }

    /// Leaves out series that have nothing to fit, with a note; throws where all are.
    private func longEnough(_ series: [HistoricalSeries]) throws -> [HistoricalSeries] {
        let least = SeriesForecaster.historyCountMin
        let usable = series.filter { $0.values.count >= least }
        let short = series.filter { $0.values.count < least }
        guard let first = short.first else { return usable }
        let words = "series \(first.id) has \(first.values.count) values; \(least) are the least"
        guard !usable.isEmpty else { throw InputFault(file: file, line: nil, problem: words) }
        Console.note("\(short.count) series are left out: \(words)")
        return usable
    }

    private func show(_ row: some Encodable & Readable) throws {
        if json { try Console.printJSON(row) } else { Console.print(row.line) }
    }
}

/// A row that a person can read.
protocol Readable {
    var line: String { get }
}

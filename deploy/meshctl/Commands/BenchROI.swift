import ArgumentParser
import Identifiers
import ROIDomain

/// `meshctl bench roi`.
struct BenchROI: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roi",
        abstract: "A report over a year of many agents, events that come in, and the bootstrap.",
        discussion: """
            The report and the events are the service's, over a Postgres of its own that holds the \
            sums of all agents; the report begins and ends in the middle of a month, where it has \
            the most to read. The arithmetic alone stands beside it. False alarms are those of \
            experiments without an effect that are looked at after every observation.
            """)

    @Option(help: "Agents.")
    var agents = 100_000
    @Option(help: "Days.")
    var days = 365
    @Option(help: "Experiments without an effect.")
    var experiments = 10_000
    @Flag(help: "Print one JSON object a measure.")
    var json = false

    func validate() throws {
        guard (10...1_000_000).contains(agents), (2...1_000).contains(days),
            (1...1_000_000).contains(experiments)
        else {
            throw ValidationError(
                "--agents must be 10 to 1,000,000, --days 2 to 1,000, --experiments at most 1,000,000"
            )
        }
    }

    func run() async throws {
        try await reporting {
            let benchmark = ROIBenchmark(agents: agents, days: days, experiments: experiments)
            try await benchmark.run { line in
                if json { return try Console.printJSON(line) }
                Console.print("\(line.measure): \(line.value.rounded(to: 4)) \(line.unit)")
            }
        }
    }
}

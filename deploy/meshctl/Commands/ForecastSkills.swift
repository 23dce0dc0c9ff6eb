import ArgumentParser
import Identifiers
import PredictionDomain

/// `meshctl forecast skills`.
struct ForecastSkills: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "skills",
        abstract: "Where agents' skills go, and when each reaches its next level; needs no mesh.",
        discussion: """
            The file holds conversations (JSONL), whose overall quality is found by the local \
            engine, or scores (CSV with agent_id, at and score). Every agent with five scores or \
            more is forecast for 7 and 30 days after the file's last score, as the service does it.

            The last lines compare the service's method with last value, mean, fading average, \
            damped trend, Theta and an LSTM that learns from all agents: the last third of every \
            agent's scores is held back and foreseen one and five conversations ahead. CRPS is in \
            points.
            """)

    @Argument(help: "Conversations (JSONL), or scores (CSV).")
    var file: String
    @Flag(inversion: .prefixedNo, help: "Compare the methods on scores held back.")
    var trials = true
    @Option(help: "The seed of the LSTM.")
    var seed: UInt64 = 1
    @Flag(help: "Print one JSON object a line.")
    var json = false

    func run() async throws {
        try await reporting {
            let agents = try SkillFile.read(file)
            try forecast(agents)
            guard trials else { return }
            let meter = ProgressMeter("teaching the network", total: 100)
            let trials = SkillTrials(agents.map(\.points), seed: seed) { meter.show($0 * 100 / $1) }
            for figure in trials.figures() { try show(SkillMethodRow(figure)) }
        }
    }

    private func forecast(_ agents: [SkillFile.Agent]) throws {
        let dynamics = SkillDynamics(pooling: agents.map(\.points))
        guard let now = agents.compactMap(\.points.last?.at).max() else { return }
        let rows = agents.compactMap { agent in
            SkillForecast(of: agent.points, dynamics: dynamics, at: now).map {
                SkillForecastRow(agent.id, $0)
            }
        }
        guard !rows.isEmpty else {
            throw InputFault(
                file: file, line: nil,
                problem:
                    "no agent has the \(SkillForecast.pointCountMin) scores that a forecast needs"
            )
        }
        for row in rows { try show(row) }
        if rows.count < agents.count {
            Console.note("\(agents.count - rows.count) agents have too few scores for a forecast")
        }
    }

    private func show(_ row: some Encodable & Readable) throws {
        if json { try Console.printJSON(row) } else { Console.print(row.line) }
    }
}

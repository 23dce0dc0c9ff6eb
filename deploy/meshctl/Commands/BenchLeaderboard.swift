import ArgumentParser
import LeaderboardBenchmark

/// `meshctl bench leaderboard`.
struct BenchLeaderboard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leaderboard",
        abstract: "Updates, ranks and neighbours on one board, beside Redis's sorted sets.",
        discussion: """
            Ours answers within its process, Redis through a Unix socket; its own clock's mean \
            leaves the socket out. Redis is left out when there is no redis-server (Debian: \
            apt-get install redis-server). The board is also read back from a Postgres of its own, \
            which is removed afterwards.
            """)

    @Option(help: "How many agents the board ranks.")
    var agents = 1_000_000
    @Option(help: "How many updates, and how many ranks, are measured.")
    var operations = 100_000
    @Option(help: "The seed of the scores and of the walk.")
    var seed: UInt64 = 1
    @Flag(inversion: .prefixedNo, help: "Measure Redis beside it.")
    var redis = true
    @Flag(inversion: .prefixedNo, help: "Read the board back from Postgres.")
    var postgres = true
    @Flag(help: "Print one JSON object a line.")
    var json = false

    func validate() throws {
        guard (1...10_000_000).contains(agents) else {
            throw ValidationError("--agents must be 1 to 10,000,000, not \(agents)")
        }
        guard (1...10_000_000).contains(operations) else {
            throw ValidationError("--operations must be 1 to 10,000,000, not \(operations)")
        }
    }

    func run() async throws {
        try await reporting {
            let benchmark = LeaderboardBenchmark(
                agentCount: agents, operationCount: operations, seed: seed)
            try await benchmark.run(
                isRedisWanted: redis, isPostgresWanted: postgres, note: { Console.note($0) }
            ) { line in
                if json { return try Console.printJSON(line) }
                Console.print(Self.words(line))
            }
        }
    }

    private static func words(_ line: LeaderboardLine) -> String {
        func times(_ name: String, _ times: LeaderboardLine.Percentiles?) -> String? {
            times.map { "\(name) p50 \($0.p50.rounded(to: 2)) µs, p99 \($0.p99.rounded(to: 2)) µs" }
        }
        let parts: [String?] = [
            line.buildSeconds.map { "\(line.agents) agents in \($0.rounded(to: 2)) s" },
            line.memoryBytes.map { "\($0 / 1_000_000) MB" }, times("update", line.update),
            times("rank", line.rank), times("neighbours", line.neighbours),
            line.serverRankMean.map { "rank by its own clock \($0.rounded(to: 2)) µs" },
            line.agreement.map { "same ranks for \(($0 * 100).rounded(to: 1)) % of agents" },
        ]
        return "\(line.name): " + parts.compactMap { $0 }.joined(separator: "; ")
    }
}

import AnalyzerContract
import ArgumentParser
import CoachingContract
import RPC

/// `meshctl bench plan`.
struct BenchPlan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "How long training plans take that rules write.",
        discussion: """
            Needs a mesh (`meshctl up`) without a key for Claude. Agents of a tenant of their own \
            have had conversations of the file; when those are scored, each agent's first plan, for \
            which the Analyzer is asked for every area, is timed apart from the later ones.
            """)

    @Option(help: "How many agents are planned for.")
    var agents = 20
    @Option(help: "How many conversations each of them has had.")
    var conversations = 10
    @Option(help: "How many plans are made after the first of each agent.")
    var plans = 500
    @Option(help: "A file with one conversation a line (JSONL); the demonstration's otherwise.")
    var file = "deploy/local/demo.jsonl"
    @Flag(help: "Print the result as JSON.")
    var json = false
    @OptionGroup var mesh: MeshOptions

    func validate() throws {
        for (value, most, name) in [
            (agents, 1_000, "agents"), (conversations, 500, "conversations"),
            (plans, 1_000_000, "plans"),
        ] where !(1...most).contains(value) {
            throw ValidationError("--\(name) must be 1 to \(most), not \(value)")
        }
    }

    func run() async throws {
        try await reporting {
            let records = try ConversationFile.read(file).filter { !$0.messages.isEmpty }
            guard !records.isEmpty else {
                throw InputFault(file: file, line: nil, problem: "it holds no conversation")
            }
            let connection = try MeshConnection(mesh)
            defer { connection.close() }
            try await connection.checkReach()
            let meter = ProgressMeter("agents who have talked", total: agents)
            let report = try await PlanBenchmark(
                agents: agents, conversations: conversations, plans: plans, records: records,
                coaching: try connection.client(of: "coaching", Coaching.self)
            ).measure { meter.show($0) }
            try show(report)
        }
    }

    private func show(_ report: PlanBenchmark.Report) throws {
        if json { return try Console.printJSON(report) }
        Console.print(
            """
            \(report.agents) agents with \(report.conversations) conversations each
            first plan, areas fetched: \(line(report.first)) (\(report.agents) plans)
            plan:                      \(line(report.later)) (\(report.plans) plans)
            """)
    }

    private func line(_ percentiles: Percentiles) -> String {
        guard let p50 = percentiles.p50, let p95 = percentiles.p95, let p99 = percentiles.p99
        else { return "none" }
        return "p50 \(p50) ms, p95 \(p95) ms, p99 \(p99) ms"
    }
}

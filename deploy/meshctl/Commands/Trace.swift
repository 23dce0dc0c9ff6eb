import ArgumentParser
import Telemetry

/// `meshctl trace`.
struct Trace: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints the hops of one trace, and where the time of each went.",
        discussion: """
            The id is the `trace` of a line in a service's log, or the one that `meshctl call
            --trace` printed. Each service keeps its last 1,024 spans, so old hops may be missing.
            """)

    @Argument(help: "32 hex digits.")
    var trace: String
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        guard TraceID(trace) != nil else {
            throw ValidationError("\(trace) is not the id of a trace: 32 hex digits, lower case")
        }
        try await reporting {
            let connection = try MeshConnection(mesh)
            let lines = await TraceReport(trace: trace).tree(connection).lines
            connection.close()
            for line in lines { Console.print(line) }
            if lines.isEmpty {
                throw MeshUnreachable(problem: "no service keeps a span of \(trace)")
            }
        }
    }
}

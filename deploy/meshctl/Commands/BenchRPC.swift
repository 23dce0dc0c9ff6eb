import ArgumentParser

/// `meshctl bench rpc`.
struct BenchRPC: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rpc",
        abstract: "Calls per second and latency over mutual TLS, beside the peers.",
        discussion: """
            One connection, TLS 1.3 on both sides, client and server in one process: unary calls \
            of 128 bytes and server streams of 64 bytes and 1 MiB. The peers are grpc-swift-2, \
            gRPC C++ and gRPC-Go; the floor is SwiftNIO with NIOSSL and no RPC. A peer whose \
            Debian packages are missing is left out, with a line that says what to install.

            The rows "fairness" are 62 callers beside a consumer that stalls and a stream of \
            16 MiB on their connection; "fairness_alone" are the same callers without.
            """)

    @Option(help: ArgumentHelp("How long each load runs.", valueName: "seconds"))
    var seconds = 3
    @Flag(help: "Run the peers as well; without it only the mesh.")
    var peers = false
    @Flag(
        help: """
            Count the instructions and allocations of a unary call instead, under valgrind, and \
            hold them to Tests/Benchmarks/RPC/thresholds.json.
            """)
    var thresholds = false
    @Option(
        help: ArgumentHelp(
            "Hold so many idle connections instead, and say what each costs either side.",
            discussion: """
                The server is a process of its own. With --peers a tenth as many of grpc-swift-2's \
                follow. Needs as many open files in each process: see ulimit -Hn.
                """, valueName: "connections"))
    var idle: Int?
    @Option(
        help: ArgumentHelp(
            "Make calls of all kinds for so many minutes instead, most of which are given up.",
            discussion: """
                Deadlines pass, tasks are cancelled, streams and connections left. Prints the slope \
                of the resident memory after a warm-up and whether anything was left of any call; \
                fails when something was.
                """, valueName: "minutes"))
    var soak: Int?
    @Flag(help: "Print one JSON object per row.")
    var json = false

    func validate() throws {
        guard (1...600).contains(seconds) else {
            throw ValidationError("--seconds must be 1 to 600, not \(seconds)")
        }
        guard (1...50_000).contains(idle ?? 1) else {
            throw ValidationError("--idle must be 1 to 50000, not \(idle ?? 0)")
        }
        guard (1...1_440).contains(soak ?? 1) else {
            throw ValidationError("--soak must be 1 to 1440, not \(soak ?? 0)")
        }
    }

    func run() async throws {
        try await reporting {
            if thresholds { return try checkThresholds() }
            var arguments = ["--seconds", "\(seconds)"] + (peers ? [] : ["--peers", "mesh"])
            if let idle { arguments += ["--idle", "\(idle)"] }
            if let soak { arguments += ["--soak", "\(soak)"] }
            var table = RPCBenchmarkTable()
            try BenchmarkPackage().run("rpc-benchmark", arguments: arguments) { line in
                Console.print(json ? line : try table.line(of: line))
            }
        }
    }

    private func checkThresholds() throws {
        let file = BenchmarkPackage.path + "/RPC/thresholds.json"
        try BenchmarkPackage().run("rpc-benchmark", arguments: ["--thresholds", file]) {
            Console.print($0)
        }
    }
}

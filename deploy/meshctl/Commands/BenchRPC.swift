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
    @Flag(help: "Print one JSON object per row.")
    var json = false

    func validate() throws {
        guard (1...600).contains(seconds) else {
            throw ValidationError("--seconds must be 1 to 600, not \(seconds)")
        }
    }

    func run() async throws {
        try await reporting {
            if thresholds { return try checkThresholds() }
            let arguments = ["--seconds", "\(seconds)"] + (peers ? [] : ["--peers", "mesh"])
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

import ArgumentParser
import Foundation
import Postgres
import PostgresCluster

/// `meshctl bench`.
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures the mesh beside its peers, in one run.",
        subcommands: [BenchWire.self, BenchRPC.self, BenchPostgres.self])
}

/// `meshctl bench wire`.
struct BenchWire: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wire",
        abstract: "Encodes and decodes one conversation: the wire, swift-protobuf and JSON.")

    @Flag(help: "Print only the JSON lines.")
    var json = false

    func run() async throws {
        try await reporting {
            try BenchmarkPackage().run("wire-benchmark", arguments: [], isQuiet: json)
        }
    }
}

/// `meshctl bench rpc`.
struct BenchRPC: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rpc",
        abstract: "Calls per second and latency over mutual TLS, beside grpc-swift-2.")

    @Flag(help: "Print only the JSON lines.")
    var json = false
    @Flag(help: "Run the peers as well; without it only the mesh.")
    var peers = false

    func run() async throws {
        try await reporting {
            try BenchmarkPackage().run(
                "rpc-benchmark", arguments: peers ? [] : ["--peer", "mesh"], isQuiet: json)
        }
    }
}

/// `meshctl bench postgres`.
struct BenchPostgres: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "postgres",
        abstract: "Reads, inserts and events per second, beside pgbench.",
        discussion: """
            The same statements, connections and durability on both sides. Without POSTGRES_URL \
            (a superuser's) it starts a durable cluster of its own and removes it afterwards.
            """)

    @Option(help: ArgumentHelp("How long each workload runs.", valueName: "seconds"))
    var seconds = 5
    @Flag(help: "Print only the JSON lines.")
    var json = false

    func validate() throws {
        guard (1...600).contains(seconds) else {
            throw ValidationError("--seconds must be 1 to 600, not \(seconds)")
        }
    }

    func run() async throws {
        try await reporting {
            if !json { Console.note("five workloads, \(seconds) s each, ours and pgbench's") }
            try await PostgresBenchmark(owner: try await owner(), seconds: seconds).run { line in
                try Console.printJSON(line)
            }
        }
    }

    private func owner() async throws -> DatabaseConfiguration {
        if let url = ProcessInfo.processInfo.environment["POSTGRES_URL"], !url.isEmpty {
            return try DatabaseConfiguration(url: url)
        }
        return try await ScratchPostgres.separate(durability: .full).owner
    }
}

/// The package of benchmarks, apart so that the peers never enter the mesh's own dependencies.
struct BenchmarkPackage {
    static let path = "Tests/Benchmarks"

    /// Builds `product` for release and runs it, its lines passed through.
    func run(_ product: String, arguments: [String], isQuiet: Bool) throws {
        guard FileManager.default.fileExists(atPath: Self.path + "/Package.swift") else {
            throw InputFault(
                file: Self.path, line: nil,
                problem: "is not here; run benchmarks from the project's folder")
        }
        if !isQuiet { Console.note("building the benchmarks (minutes, the first time)") }
        try execute(
            ["swift", "build", "-c", "release", "--package-path", Self.path, "--product", product],
            output: FileHandle.standardError)
        try execute([Self.path + "/.build/release/" + product] + arguments, output: .standardOutput)
    }

    private func execute(_ command: [String], output: FileHandle) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardOutput = output
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            Console.note("error: \(command[0]) ended with \(process.terminationStatus)")
            throw ExitCode.failure
        }
    }
}

import ArgumentParser
import Foundation
import Postgres
import PostgresCluster

/// `meshctl bench`.
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures the mesh beside its peers, in one run.",
        subcommands: [
            BenchWire.self, BenchRPC.self, BenchPostgres.self, BenchAnalyzer.self,
            BenchPrediction.self, BenchROI.self, BenchLeaderboard.self, BenchLive.self,
            BenchPlan.self, BenchCrash.self,
        ])
}

/// `meshctl bench wire`.
struct BenchWire: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wire",
        abstract: "Encodes and decodes one conversation: the wire, swift-protobuf and JSON.")

    func run() async throws {
        try await reporting {
            try BenchmarkPackage().run("wire-benchmark", arguments: []) { Console.print($0) }
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
            if !json { Console.note("seven workloads, \(seconds) s each, most beside pgbench") }
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

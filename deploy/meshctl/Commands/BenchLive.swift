import AnalyzerContract
import ArgumentParser
import CoachingContract
import Foundation
import Identifiers
import RPC
import Runtime

/// `meshctl bench live`.
struct BenchLive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "live",
        abstract: "Message in to alert on the agent's screen, for many sessions at once.",
        discussion: """
            Needs a mesh (`meshctl up`). Each session is an agent with a live socket who talks at \
            the speed that the conversations of the file have. Every message and every alert is \
            followed to the socket that shows it; one that is acknowledged and not shown is lost. \
            Afterwards one message goes to many sockets, and webhooks come as fast as they are \
            acknowledged.
            """)

    /// Connections to the services, the conversations' file, what the runtime has open.
    private static let filesBesideSockets = 128

    @Option(help: "How many agents talk at the same time.")
    var sessions = 50
    @Option(help: "How long they talk.")
    var seconds = 60
    @Option(help: "How much faster than the conversations were.")
    var speed = 1.0
    @Option(help: "A file with one conversation a line (JSONL); the demonstration's otherwise.")
    var file = "deploy/local/demo.jsonl"
    @Option(help: "How many sockets get one message; 0 leaves it out.")
    var broadcast = 1_000
    @Option(help: "For how many seconds webhooks are delivered; 0 leaves it out.")
    var webhookSeconds = 5
    @Flag(help: "Print the result as JSON.")
    var json = false
    @OptionGroup var mesh: MeshOptions

    func validate() throws {
        for (value, range, name) in [
            (sessions, 1...20_000, "sessions"), (seconds, 1...86_400, "seconds"),
            (broadcast, 0...20_000, "broadcast"), (webhookSeconds, 0...3_600, "webhook-seconds"),
        ] where !range.contains(value) {
            throw ValidationError(
                "--\(name) must be \(range.lowerBound) to \(range.upperBound), not \(value)")
        }
        guard speed > 0, speed <= 1_000 else {
            throw ValidationError("--speed must be above 0 and at most 1000")
        }
    }

    func run() async throws {
        try await reporting {
            try checkOpenFiles()
            let records = try ConversationFile.read(file).filter { !$0.messages.isEmpty }
            guard !records.isEmpty else {
                throw InputFault(file: file, line: nil, problem: "it holds no conversation")
            }
            let connection = try MeshConnection(mesh)
            defer { connection.close() }
            try await connection.checkReach()
            var report = try await talks(records, connection)
            if broadcast > 0 { report.broadcast = try await broadcasts(connection) }
            if webhookSeconds > 0 {
                Console.note("webhooks for \(webhookSeconds) s")
                report.webhooks = try await WebhookBenchmark(
                    layout: mesh.layout, duration: .seconds(webhookSeconds)
                ).measure()
            }
            try show(report)
        }
    }

    /// Each socket is an open file of this process, and one of the gateway's, which sees to its own.
    private func checkOpenFiles() throws {
        let needed = max(sessions, broadcast) + Self.filesBesideSockets
        let allowed = OpenFiles.raiseLimit()
        guard allowed < needed else { return }
        throw MeshUnreachable(
            problem: """
                \(max(sessions, broadcast)) sockets need \(needed) open files, and the system allows \
                \(allowed): raise the limit (ulimit -n \(needed)) or ask for fewer
                """)
    }

    private func talks(
        _ records: [ConversationRecord], _ connection: MeshConnection
    ) async throws -> LiveReport {
        let sockets = ProgressMeter("sockets", total: sessions)
        let clock = ProgressMeter("seconds of talk", total: seconds)
        return try await LiveBenchmark(
            sessions: sessions, duration: .seconds(seconds), speed: speed, records: records,
            coaching: try connection.client(of: "coaching", Coaching.self),
            door: try await LiveDoorway(mesh.layout)
        ).measure { what, done, _ in
            (what == "sockets" ? sockets : clock).show(done)
        }
    }

    private func broadcasts(_ connection: MeshConnection) async throws -> BroadcastReport {
        let meter = ProgressMeter("sockets of one tenant", total: broadcast)
        return try await BroadcastBenchmark(
            sockets: broadcast, coaching: try connection.client(of: "coaching", Coaching.self),
            door: try await LiveDoorway(mesh.layout)
        ).measure { meter.show($0) }
    }

    private func show(_ report: LiveReport) throws {
        if json { return try Console.printJSON(report) }
        Console.print(
            """
            \(report.sessions) sessions, \(report.messages) messages, \(report.alerts) alerts, \
            \(report.lost) lost, \(report.doubled) doubled, \(report.failed) failed, \
            in \(report.seconds) s
            message to alert on the socket:   \(line(report.alertLatency))
            message to message on the socket: \(line(report.messageLatency))
            message to analysis:              \(line(report.analysisLatency))
            """)
        if let broadcast = report.broadcast {
            Console.print(
                "to \(broadcast.sockets) sockets (\(broadcast.lost) lost): "
                    + line(broadcast.latency))
        }
        if let webhooks = report.webhooks {
            Console.print(
                "webhooks: \(Int(webhooks.perSecond))/s kept, \(webhooks.refused) refused: "
                    + line(webhooks.latency))
        }
    }

    private func line(_ percentiles: Percentiles) -> String {
        guard let p50 = percentiles.p50, let p95 = percentiles.p95, let p99 = percentiles.p99
        else { return "none" }
        return "p50 \(p50) ms, p95 \(p95) ms, p99 \(p99) ms"
    }
}

import AnalyzerContract
import ArgumentParser
import CoachingContract
import GamificationContract
import Identifiers
import PredictionContract
import RPC

/// `meshctl replay`.
struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Plays conversations as live messages through the mesh.",
        discussion: """
            Keeps the gaps between the messages, made shorter by --speed. Ends with one line: \
            what was sent, what came, what was lost, and how fast it was. Waits for services that \
            are away and sends again; a repeat changes nothing. With --kill-every the services of a \
            mesh on this machine are killed in turn meanwhile. Ends with 1 when anything was lost \
            or came twice.
            """)

    @Argument(help: "Files with one conversation a line (JSONL).")
    var files: [String]
    @Option(help: "Only conversations of this category.")
    var category: String?
    @Option(help: "How many conversations go on at the same time.")
    var sessions = 10
    @Option(help: "How much faster than they were.")
    var speed = 1.0
    @Option(help: "light_touch, moderate, intensive or critical.")
    var intensity = CoachingIntensity.moderate
    @Option(help: "Play everything under this tenant instead of the file's.")
    var tenant: String?
    @Flag(help: "Keep the file's conversation ids, so that a second replay repeats the first.")
    var keepIds = false
    @Option(
        help: ArgumentHelp(
            "How many people read profile, performance and outlook after each message.",
            discussion: "With any, the hit rates of the services' caches are printed at the end."))
    var watchers = 0
    @Option(
        help: ArgumentHelp(
            "Kill a service of the mesh every so many seconds, each in its turn.",
            valueName: "seconds"))
    var killEvery: Double?
    @Flag(help: "Print the last line as JSON.")
    var json = false
    @OptionGroup var mesh: MeshOptions

    func validate() throws {
        guard (1...100_000).contains(sessions) else {
            throw ValidationError("--sessions must be 1 to 100000")
        }
        guard (0...1_000).contains(watchers) else {
            throw ValidationError("--watchers must be 0 to 1000")
        }
        guard speed > 0, speed <= 100_000 else {
            throw ValidationError("--speed must be above 0 and at most 100000")
        }
        guard (0.1...86_400).contains(killEvery ?? 1) else {
            throw ValidationError("--kill-every must be 0.1 to 86400 seconds")
        }
    }

    func run() async throws {
        try await reporting {
            let records = try files.flatMap(records)
            let connection = try MeshConnection(mesh)
            try await connection.checkReach()
            let plan = ReplayPlan(
                sessions: sessions, speed: speed, intensity: intensity,
                runID: keepIds ? "" : String(Instant.wallClock.microseconds, radix: 36),
                tenant: tenant.map { TenantID($0) })
            let replayer = Replayer(
                plan: plan, coaching: try connection.client(of: "coaching", Coaching.self),
                analyzer: try connection.client(of: "analyzer", Analyzer.self),
                watchers: try people(connection))
            let before = await CacheCensus.take(connection)
            let meter = ProgressMeter("conversations", total: records.count)
            let report = try await killing {
                try await replayer.play(records) { ended, alerts in
                    meter.show(ended, "\(alerts) alerts")
                }
            }
            let caches = await CacheCensus.take(connection).lines(since: before)
            connection.close()
            try show(report)
            if watchers > 0 {
                for line in caches { json ? try Console.printJSON(line) : Console.print(line.text) }
            }
            guard report.lost + report.doubled == 0 else { throw ExitCode.failure }
        }
    }

    private func records(in file: String) throws -> [ConversationRecord] {
        let records = try ConversationFile.read(file, category: category)
        guard !records.isEmpty else {
            throw InputFault(
                file: file, line: nil,
                problem: category.map { "no conversation has the category \($0)" }
                    ?? "it holds no conversation")
        }
        return records
    }

    private func killing(_ play: () async throws -> ReplayReport) async throws -> ReplayReport {
        guard let killEvery else { return try await play() }
        let killer = ServiceKiller(mesh.layout, every: .seconds(killEvery))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await killer.run() }
            var report = try await play()
            group.cancelAll()
            report.kills = killer.kills
            return report
        }
    }

    private func people(_ connection: MeshConnection) throws -> Watchers? {
        guard watchers > 0 else { return nil }
        return Watchers(
            count: watchers, coaching: try connection.client(of: "coaching", Coaching.self),
            gamification: try connection.client(of: "gamification", Gamification.self),
            prediction: try connection.client(of: "prediction", Prediction.self))
    }

    private func show(_ report: ReplayReport) throws {
        if json { return try Console.printJSON(report) }
        func line(_ percentiles: Percentiles) -> String {
            guard let p50 = percentiles.p50, let p95 = percentiles.p95, let p99 = percentiles.p99
            else { return "none" }
            return "p50 \(p50) ms, p95 \(p95) ms, p99 \(p99) ms"
        }
        Console.print(
            """
            \(report.conversations) conversations, \(report.messages) messages, \
            \(report.alerts) alerts, \(report.lost) lost, \(report.doubled) doubled, \
            in \(report.seconds) s\(report.kills.map { ", \($0) processes killed" } ?? "")
            message to alert:    \(line(report.alertLatency))
            message to analysis: \(line(report.analysisLatency))
            """)
    }
}

extension CoachingIntensity: ExpressibleByArgument {}

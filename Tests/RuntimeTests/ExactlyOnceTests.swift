import CrashTest
import Foundation
import Identifiers
import Logging
import Postgres
import PostgresCluster
import RPCTransport
import Testing

/// Eight writers publish while publisher and consumer are killed at random: nothing may be lost and
/// nothing may take effect twice.
@Suite(.serialized)
struct ExactlyOnceTests {
    @Test(.timeLimit(.minutes(3)), arguments: [UInt64(1), 2])
    func everyEventTakesEffectOnceAcrossKills(seed: UInt64) async throws {
        try await ScratchPostgres.shared().withDatabase { database in
            let probe = try await EventProbe.prepare(on: database, eventsPerWriter: 150)
            defer { probe.remove() }
            var generator = SplitMix64(seed: seed)
            var processes = [
                "producer": try probe.start("producer"), "consumer": try probe.start("consumer"),
            ]
            defer { for process in processes.values { kill(process.processIdentifier, SIGKILL) } }
            for _ in 0..<10 {
                try await Task.sleep(for: .milliseconds(.random(in: 50...500, using: &generator)))
                let victim = Bool.random(using: &generator) ? "producer" : "consumer"
                if let process = processes[victim] {
                    kill(process.processIdentifier, SIGKILL)
                    process.waitUntilExit()
                }
                processes[victim] = try probe.start(victim)
            }
            try await probe.awaitEnd(within: .seconds(60))
            let times = try await probe.timesApplied()
            #expect(times.count == 8 * 150, "seed \(seed): events are missing")
            #expect(times.allSatisfy { $0 == 1 }, "seed \(seed): events took effect twice")
        }
    }
}

/// The two services of the probe on a scratch database.
private struct EventProbe: Sendable {
    let folder: URL
    let database: DatabaseConfiguration
    let pool: Database
    let environments: [String: [String: String]]
    let expected: Int
    static let writers = 8

    static func prepare(
        on database: DatabaseConfiguration, eventsPerWriter: Int
    ) async throws -> EventProbe {
        let folder = FileManager.default.temporaryDirectory.appending(path: "probe-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let policy = folder.appending(path: "policy.json")
        try #"{"version":1,"allow":[{"method":"*","callers":["consumer"]}]}"#
            .write(to: policy, atomically: true, encoding: .utf8)
        let authority = try CertificateAuthority()
        let port = Int.random(in: 34_000..<44_000)
        var environments: [String: [String: String]] = [:]
        let migrator = Migrator(
            database, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        for (place, (name, migrations)) in [
            ("producer", ProbeProducer.migrations), ("consumer", ProbeConsumer.migrations),
        ].enumerated() {
            let password = UUID().uuidString
            try await migrator.apply(
                ServiceSchema(name: name, password: password, migrations: migrations))
            let tls = folder.appending(path: name).path
            try authority.write(try authority.issue(service: name), to: tls)
            environments[name] = [
                "LISTEN": "127.0.0.1:\(port + place)", "TLS_DIRECTORY": tls,
                "POLICY_FILE": policy.path, "PEER_PRODUCER": "127.0.0.1:\(port)",
                "POSTGRES_URL": database.connecting(as: name, password: password).url,
                "WRITERS": "\(writers)", "EVENTS": "\(eventsPerWriter)", "LOG_LEVEL": "error",
            ]
        }
        return EventProbe(
            folder: folder, database: database,
            pool: Database(
                database, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }),
            environments: environments, expected: writers * eventsPerWriter)
    }

    func start(_ name: String) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: "event-probe")
        process.arguments = [name]
        process.environment = environments[name]
        try process.run()
        return process
    }

    /// Waits until as many events were applied as will ever be published.
    func awaitEnd(within limit: Duration) async throws {
        let end = ContinuousClock.now + limit
        while try await timesApplied().count < expected, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    func timesApplied() async throws -> [Int] {
        try await pool.scoped(to: .allTenants)
            .query("SELECT times FROM consumer.applied", as: (Int).self)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
}

import CrashTest
import Foundation
import Identifiers
import Logging
import MeshContract
import Postgres
import PostgresCluster
import RPC
import RPCTransport
import Testing
import Wire

/// Eight writers publish while publisher and two replicas of a consumer are killed at random, and
/// some events cannot be applied: nothing may be lost and nothing may take effect twice.
@Suite(.serialized)
struct ExactlyOnceTests {
    @Test(.timeLimit(.minutes(4)), arguments: [UInt64(1), .random(in: 2...1_000_000)])
    func everyEventIsAppliedOnceOrSetAsideOnceAcrossKills(seed: UInt64) async throws {
        try await ScratchPostgres.shared().withDatabase { database in
            var generator = SplitMix64(seed: seed)
            let poison = Set(
                (0..<3).map { _ in
                    "\(Int.random(in: 0..<8, using: &generator))/"
                        + "\(Int.random(in: 1...150, using: &generator))"
                })
            let probe = try await EventProbe.prepare(
                on: database, eventsPerWriter: 150, poison: poison)
            defer { probe.remove() }
            let names = ["producer", "consumer", "replica"]
            var processes: [String: Process] = [:]
            for name in names { processes[name] = try probe.start(name) }
            defer { for process in processes.values { kill(process.processIdentifier, SIGKILL) } }
            for _ in 0..<10 {
                try await Task.sleep(for: .milliseconds(.random(in: 50...500, using: &generator)))
                let victim = names.randomElement(using: &generator) ?? "consumer"
                processes[victim]?.end()
                processes[victim] = try probe.start(victim)
            }
            let expected = 8 * 150
            try await probe.await(applied: expected - poison.count, setAside: poison.count)
            #expect(try await probe.setAside() == poison, "seed \(seed)")

            for name in ["consumer", "replica"] { processes[name]?.end() }
            processes["consumer"] = try probe.start("consumer", poisoned: false)
            try await probe.retryAll()
            try await probe.await(applied: expected, setAside: 0)
            #expect(
                try await probe.timesApplied().allSatisfy { $0 == 1 },
                "seed \(seed): events took effect twice")
        }
    }
}

extension Process {
    fileprivate func end() {
        kill(processIdentifier, SIGKILL)
        waitUntilExit()
    }
}

/// The two services of the probe on a scratch database, the consumer in two replicas.
private struct EventProbe: Sendable {
    let folder: URL
    let database: DatabaseConfiguration
    let pool: Database
    let environments: [String: [String: String]]
    let authority: CertificateAuthority
    let consumerPort: Int
    static let writers = 8

    static func prepare(
        on database: DatabaseConfiguration, eventsPerWriter: Int, poison: Set<String>
    ) async throws -> EventProbe {
        let folder = FileManager.default.temporaryDirectory.appending(path: "probe-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let policy = folder.appending(path: "policy.json")
        try #"{"version":1,"allow":[{"method":"*","callers":["consumer"]}]}"#
            .write(to: policy, atomically: true, encoding: .utf8)
        let authority = try CertificateAuthority()
        let port = try FreePorts.first(of: 3)
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
                "POISON": poison.sorted().joined(separator: ","), "EVENT_PROBE_SECONDS": "1",
                "POSTGRES_URL": database.connecting(as: name, password: password).url,
                "WRITERS": "\(writers)", "EVENTS": "\(eventsPerWriter)", "LOG_LEVEL": "error",
            ]
        }
        environments["replica"] = environments["consumer"]
        environments["replica"]?["LISTEN"] = "127.0.0.1:\(port + 2)"
        return EventProbe(
            folder: folder, database: database,
            pool: Database(
                database, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }),
            environments: environments, authority: authority, consumerPort: port + 1)
    }

    func start(_ name: String, poisoned: Bool = true) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: "event-probe")
        process.arguments = [name == "replica" ? "consumer" : name]
        process.environment = environments[name]
        if !poisoned { process.environment?["POISON"] = "" }
        try process.run()
        return process
    }

    /// Waits until that many events were applied, and that many are set aside.
    func await(applied: Int, setAside: Int) async throws {
        let end = ContinuousClock.now + .seconds(90)
        var found = (applied: -1, setAside: -1)
        while found != (applied, setAside), ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(100))
            found = (try await timesApplied().count, try await self.setAside().count)
        }
        #expect(found == (applied, setAside))
    }

    /// The failures that are kept, as `writer/number`.
    func setAside() async throws -> Set<String> {
        let payloads = try await pool.scoped(to: .allTenants)
            .query("SELECT payload FROM consumer.event_failures", as: [UInt8].self)
        return Set(
            try payloads.map { bytes in
                let wrote = try WroteMessage(wireBytes: bytes)
                return "\(wrote.writer)/\(wrote.number)"
            })
    }

    /// Every failure once more, as `meshctl events retry --all` does it.
    func retryAll() async throws {
        let client = MeshClient(
            target: "consumer", endpoints: [Endpoint(host: "127.0.0.1", port: consumerPort)],
            tls: try TLSMaterial(try authority.issue(service: "consumer"), from: authority),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        defer { client.close() }
        let mesh = Client<Mesh>(client)
        let page = try await mesh.listFailures(ListFailures(), timeout: .seconds(60))
        #expect(page.failures.allSatisfy { $0.tries >= 5 && $0.upstream == "producer" })
        for failure in page.failures {
            let receipt = try await mesh.retryFailure(
                RetryFailure(eventID: failure.eventID), timeout: .seconds(60))
            #expect(receipt == RetryReceipt(isApplied: true))
        }
    }

    func timesApplied() async throws -> [Int] {
        try await pool.scoped(to: .allTenants)
            .query("SELECT times FROM consumer.applied", as: (Int).self)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
}

/// The probe's event, as its producer writes it.
@WireMessage
struct WroteMessage: Codable, Hashable, Sendable {
    var writer: Int
    var number: Int

    enum CodingKeys: Int, CodingKey { case writer = 0, number = 1 }
}

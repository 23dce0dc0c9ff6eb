import Foundation
import Identifiers
import Logging
import Postgres
import PostgresCluster
import RPCTransport
import Synchronization

/// The server, the proxy before it and the two services of a crash test.
final class CrashProbe: Sendable {
    static let writerCount = 4
    /// Between two writes of a writer: faults are to meet writes, not a saturated machine.
    private static let pauseMilliseconds = 2

    let volume: SmallVolume?
    let cluster: PrivateCluster
    let proxy: CutProxy
    private let folder: String
    private let command: [String]
    private let environments: [String: [String: String]]
    private let processes = Mutex<[String: Process]>([:])
    private let acknowledgements: AcknowledgementFile
    /// Goes past the proxy, to look at what is there.
    private let database: Database

    init(command: [String], durability: CrashTest.Durability) async throws {
        self.command = command
        folder = "\(NSTemporaryDirectory())/crash-\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let serverFolder = try ScratchPostgres.scratchFolder()
        volume = try SmallVolume.mount(on: serverFolder)
        cluster = try await PrivateCluster.start(in: serverFolder, logger: Self.silent)
        try await Self.prepare(try cluster.configuration, durability)
        proxy = try CutProxy(to: cluster.port)
        acknowledgements = AcknowledgementFile("\(folder)/acknowledged")
        environments = try await Self.environments(
            in: folder, server: try cluster.configuration, proxyPort: proxy.port)
        database = Database(try cluster.configuration, logger: Self.silent)
    }

    func close() async {
        for service in ["producer", "consumer"] { kill(service) }
        proxy.close()
        try? cluster.kill()
        volume?.unmount()
        try? FileManager.default.removeItem(atPath: folder)
    }

    // MARK: - Processes

    func start(_ service: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst()) + [service]
        process.environment = environments[service]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try words(of: service)
        try process.run()
        processes.withLock { $0[service] = process }
    }

    /// Throws when a service ended that nobody killed: it would never be acknowledged again.
    func requireServices() throws {
        let ended = processes.withLock { $0.first { !$0.value.isRunning } }
        guard let (service, process) = ended else { return }
        let said = (try? String(contentsOfFile: path(of: service), encoding: .utf8)) ?? ""
        throw CrashTestFault(
            """
            the \(service) ended by itself with status \(process.terminationStatus): \
            \(said.suffix(2_000))
            """)
    }

    /// What it says while its database is away is no news, but how it ended is.
    private func words(of service: String) throws -> FileHandle {
        let file = URL(filePath: path(of: service))
        try Data().write(to: file)
        return try FileHandle(forWritingTo: file)
    }

    private func path(of service: String) -> String { "\(folder)/\(service).log" }

    func kill(_ service: String) {
        guard let process = processes.withLock({ $0.removeValue(forKey: service) }) else { return }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Starts the server on its port again, unless it runs.
    func startServer() async throws {
        for _ in 0..<100 {
            let started = try? await PrivateCluster.start(
                in: cluster.folder, port: cluster.port, logger: Self.silent)
            if started?.port == cluster.port, (try? await ping()) != nil { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw CrashTestFault("the server does not start on port \(cluster.port) again")
    }

    private func ping() async throws {
        try await database.ping()
    }

    // MARK: - What was said and what is there

    /// The newest number of each writer that was acknowledged.
    func acknowledged() throws -> [Int: Int] { try acknowledgements.newest() }

    /// How many numbers have been acknowledged a second time: a writer goes on after the newest that
    /// the database has, so that what was lost is written again.
    func acknowledgedAgain() -> Int { acknowledgements.repeated }

    /// How many of those numbers `table` has.
    func counts(_ table: String, upTo acknowledged: [Int: Int]) async throws -> [Int: Int] {
        let writers = acknowledged.keys.sorted()
        let rows = try await patiently {
            try await $0.query(
                """
                SELECT w.writer, (SELECT count(*) FROM \(unescaped: table) t \
                WHERE t.writer = w.writer AND t.number <= w.newest) \
                FROM unnest(\(writers), \(writers.map { acknowledged[$0] ?? 0 })) \
                AS w (writer, newest)
                """, as: (Int, Int).self)
        }
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.0, $0.1) })
    }

    func doubledCount() async throws -> Int {
        try await patiently {
            try await $0.query(
                "SELECT count(*) FROM consumer.applied WHERE times <> 1", as: Int.self)
        }[0]
    }

    /// Asks again while the server that was killed takes its old connections with it.
    private func patiently<Value>(
        _ ask: (ScopedDatabase) async throws -> Value
    ) async throws -> Value {
        for _ in 0..<200 {
            do {
                return try await ask(database.scoped(to: .allTenants))
            } catch let error as DatabaseError
                where [.unavailable, .exhausted, .timeout].contains(error.kind)
            {
                try await Task.sleep(for: .milliseconds(50))
            }
        }
        return try await ask(database.scoped(to: .allTenants))
    }

    // MARK: - Preparing

    private static let silent = Logger(label: "crash") { _ in SwiftLogNoOpLogHandler() }

    /// A short log, so that a small volume holds that of many runs.
    private static func prepare(
        _ owner: DatabaseConfiguration, _ durability: CrashTest.Durability
    ) async throws {
        var settings = [("min_wal_size", "32MB"), ("max_wal_size", "64MB")]
        if durability == .forgetful {
            settings += [("synchronous_commit", "off"), ("wal_writer_delay", "10s")]
        }
        for (name, value) in settings {
            try await DatabaseOwner(owner).run("ALTER SYSTEM SET \(name) = '\(value)'")
        }
        try await DatabaseOwner(owner).run("SELECT pg_reload_conf()")
    }

    private static func environments(
        in folder: String, server: DatabaseConfiguration, proxyPort: Int
    ) async throws -> [String: [String: String]] {
        let policy = "\(folder)/policy.json"
        try #"{"version":1,"allow":[{"method":"*","callers":["consumer"]}]}"#
            .write(toFile: policy, atomically: true, encoding: .utf8)
        let authority = try CertificateAuthority()
        let migrator = Migrator(server, logger: silent)
        let port = try FreePorts.first(of: 2)
        var environments: [String: [String: String]] = [:]
        for (place, (name, migrations)) in [
            ("producer", ProbeProducer.migrations), ("consumer", ProbeConsumer.migrations),
        ].enumerated() {
            let password = UUID().uuidString
            try await migrator.apply(
                ServiceSchema(name: name, password: password, migrations: migrations))
            try authority.write(try authority.issue(service: name), to: "\(folder)/\(name)")
            environments[name] = [
                "LISTEN": "127.0.0.1:\(port + place)", "TLS_DIRECTORY": "\(folder)/\(name)",
                "POLICY_FILE": policy, "PEER_PRODUCER": "127.0.0.1:\(port)",
                "POSTGRES_URL": server.connecting(as: name, password: password)
                    .connecting(throughPort: proxyPort).url,
                "WRITERS": "\(writerCount)", "EVENTS": "1000000",
                "PAUSE_MS": "\(pauseMilliseconds)",
                "ACKNOWLEDGEMENTS": "\(folder)/acknowledged", "LOG_LEVEL": "error",
            ]
        }
        return environments
    }
}

/// Reads the lines `writer number` that a producer appends, each once.
private final class AcknowledgementFile: Sendable {
    private struct State {
        var newest: [Int: Int] = [:]
        var repeated = 0
        var offset: UInt64 = 0
        var rest = ""
    }

    private let path: String
    private let state = Mutex(State())

    init(_ path: String) { self.path = path }

    var repeated: Int { state.withLock { $0.repeated } }

    func newest() throws -> [Int: Int] {
        try state.withLock { state in
            guard let file = FileHandle(forReadingAtPath: path) else { return [:] }
            defer { try? file.close() }
            try file.seek(toOffset: state.offset)
            let data = try file.readToEnd() ?? Data()
            state.offset += UInt64(data.count)
            let text = state.rest + String(decoding: data, as: UTF8.self)
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            state.rest = lines.popLast().map(String.init) ?? ""
            for line in lines {
                let numbers = line.split(separator: " ").compactMap { Int($0) }
                guard numbers.count == 2 else { continue }
                if numbers[1] > state.newest[numbers[0], default: 0] {
                    state.newest[numbers[0]] = numbers[1]
                } else {
                    state.repeated += 1
                }
            }
            return state.newest
        }
    }
}

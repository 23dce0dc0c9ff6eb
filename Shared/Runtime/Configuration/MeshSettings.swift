import Compression
import Configuration
import Dictionaries
import Logging
import Postgres
import RPC
import Redis
import SystemPackage

/// What every service reads, whichever it is.
package struct MeshSettings: Sendable {
    /// `LISTEN`: where calls come in.
    package let listen: HostAndPort
    /// `OPERATIONS_HOST`, `OPERATIONS_PORT`: where `/metrics`, `/health` and `/alive` are, on the
    /// loopback unless said; port 0 lets the system choose.
    package let operationsHost: String
    package let operationsPort: Int
    /// `POSTGRES_URL`, with the service's own role.
    package let database: DatabaseConfiguration
    /// `TLS_DIRECTORY`: holds ca.pem, cert.pem and key.pem.
    package let tlsDirectory: String
    /// `POLICY_FILE`: who may call which method.
    package let policyFile: String
    /// `PEER_ANALYZER` and so on: where each peer listens.
    package let peers: [ServiceName: ResolverTarget]
    /// `LOG_LEVEL`.
    package let logLevel: Logger.Level
    /// `MESH_CAPTURE`: where the frames of each connection are written down, in the clear; nil, as it
    /// should be, for nowhere.
    package let capture: String?
    /// `RELOAD_SECONDS`: how often certificates and policy are looked at.
    package let reloadInterval: Duration
    /// What its server bears: `DRAIN_SECONDS`, `CONNECTION_AGE_SECONDS`, `CONNECTIONS`,
    /// `CONNECTIONS_PER_ADDRESS`, `RUNNING_HANDLERS`, `ADMISSION`.
    package let limits: Limits
    /// The `OTEL_` settings.
    package let traces: TraceSettings
    /// `COMPRESSION`: whether what it sends is compressed for peers that read that.
    package let compression: MessageCompression
    /// `EVENT_RETENTION_DAYS`, `EVENT_PARTITION_DAYS`, `EVENT_PROBE_SECONDS`.
    package let events: EventKeeping
    /// `REDIS_URL`: what the caches of a service's replicas share; none without it.
    package let redis: RedisAddress?

    package init(from reader: inout SettingsReader, peers names: [ServiceName]) {
        listen = reader.address("listen", default: "127.0.0.1:0")
        operationsHost = reader.text("operations.host", default: "127.0.0.1")
        operationsPort = reader.integer("operations.port", default: 0, in: 0...65_535)
        tlsDirectory = reader.text("tls.directory")
        policyFile = reader.text("policy.file")
        logLevel = reader.word("log.level", default: .info)
        capture = reader.optionalText("mesh.capture")
        reloadInterval = reader.seconds("reload.seconds", default: 5, in: 1...3_600)
        limits = Self.limits(from: &reader)
        traces = TraceSettings(from: &reader)
        compression = MessageCompression(
            sends: reader.word("compression", default: Sending.off) == .zstd,
            dictionaries: Dictionaries.all)
        events = EventKeeping(from: &reader)
        redis = Self.redis(from: &reader)
        var peers: [ServiceName: ResolverTarget] = [:]
        for name in names { peers[name] = reader.target("peer.\(name)") }
        self.peers = peers
        database = Self.database(from: &reader)
    }

    private static func redis(from reader: inout SettingsReader) -> RedisAddress? {
        guard let url = reader.optionalText("redis.url", isSecret: true) else { return nil }
        let address = RedisAddress(url: url)
        if address == nil { reader.fail("redis.url", "must be redis://host:port or unix:///path") }
        return address
    }

    private static func limits(from reader: inout SettingsReader) -> Limits {
        var limits = Limits()
        limits.drainTimeout = reader.seconds("drain.seconds", default: 20, in: 1...600)
        limits.connectionAge = reader.seconds(
            "connection.age.seconds", default: 3_600, in: 60...604_800)
        limits.connections = reader.integer(
            "connections", default: limits.connections, in: 16...100_000)
        limits.connectionsPerAddress = reader.integer(
            "connections.per.address",
            default: min(limits.connections, limits.connectionsPerAddress),
            in: 1...100_000)
        limits.runningHandlers = reader.integer(
            "running.handlers", default: limits.runningHandlers, in: 1...1_000_000)
        limits.admission.isAdaptive =
            reader.word("admission", default: Admission.adaptive) == .adaptive
        return limits
    }

    /// Whether the calls that run follow what latency allows.
    private enum Admission: String, CaseIterable { case adaptive, declared }

    /// What a process does with its own messages; it reads compressed ones in any case.
    private enum Sending: String, CaseIterable { case off, zstd }

    private static func database(from reader: inout SettingsReader) -> DatabaseConfiguration {
        let url = reader.text("postgres.url", isSecret: true)
        let connections = reader.integer("postgres.connections", default: 4, in: 1...64)
        let statement = reader.seconds("postgres.statement.seconds", default: 10, in: 1...3_600)
        let lock = reader.seconds("postgres.lock.seconds", default: 5, in: 1...3_600)
        do throws(DatabaseError) {
            var database = try DatabaseConfiguration(url: url)
            database.connectionCountMax = connections
            database.statementTimeout = statement
            database.lockTimeout = lock
            return database
        } catch {
            if !url.isEmpty { reader.fail("postgres.url", "is not usable: \(error.message)") }
            return nowhere
        }
    }

    /// Stands in for a faulty URL until all faults are reported; nothing connects to it.
    private static let nowhere: DatabaseConfiguration = {
        guard let nowhere = try? DatabaseConfiguration(url: "postgresql://nowhere") else {
            preconditionFailure("libpq reads this constant")
        }
        return nowhere
    }()

    /// The environment wins over the JSON file that `CONFIG_FILE` names, which wins over defaults.
    package static func source() async throws -> ConfigReader {
        let environment = EnvironmentVariablesProvider()
        let file = ConfigReader(provider: environment).string(forKey: "config.file")
        guard let file else { return ConfigReader(provider: environment) }
        let provider = try await FileProvider<JSONSnapshot>(filePath: FilePath(file))
        return ConfigReader(providers: [environment, provider])
    }
}

import Cache
import Configuration
import Foundation
import Identifiers
import Logging
import MeshContract
import Postgres
import RPC
import RPCTransport
import Redis
import ServiceLifecycle
import Synchronization
import Telemetry
import UnixSignals

/// One running service: its server, its consumers, its pool and its operations port.
package struct ServiceProcess<S: MeshService>: Sendable {
    package let settings: MeshSettings
    private let own: S.Settings

    /// Reads both the common and the service's own settings; throws every fault together.
    package init(configuration: ConfigReader) throws(SettingsFaults) {
        var reader = SettingsReader(configuration)
        settings = MeshSettings(from: &reader, peers: S.peers)
        own = S.Settings(from: &reader)
        try reader.finish()
    }

    /// Runs until the task is cancelled or a signal comes; then stops taking calls, lets the running
    /// ones finish and closes.
    package func run(
        logger: Logger, metrics: PrometheusRegistry, stopSignals: [UnixSignal] = []
    ) async throws {
        let database = Database(settings.database, logger: logger) {
            CallContext.current?.poolWait.map { wait in { wait.add($0) } }
        }
        let log = CallLog(logger: logger)
        let traces = Traces(settings.traces, of: S.name, logger: logger)
        let files = try ProcessFiles(settings, logger: logger, observer: log)
        let capture = settings.capture.map(FrameCapture.init(prefix:))
        let channels = Dictionary(
            uniqueKeysWithValues: settings.peers.map { name, target in
                (
                    name,
                    MeshClient(
                        target: name.text, resolver: target.resolver(), tls: files.tls,
                        compression: settings.compression, logger: logger, observer: log,
                        capture: capture)
                )
            })
        let shared = settings.redis.map { address in
            RedisSharedLevel(
                RedisConnection(address), service: S.name.text, lifetime: CacheLimits().lifetime)
        }
        let house = House(
            name: S.name, database: database, events: EventLog(of: S.name),
            changes: CacheChanges(of: S.name, database: database, shared: shared), logger: logger,
            clock: SystemClock(), tracer: traces.tracer, peers: channels.mapValues(traces.traced))
        var parts = try await S.assemble(own, house)
        let standings = parts.consumers.map(ConsumerStanding.init)
        let contract = "\(ContractDigest(of: parts.handlers.methods))"
        shared?.open(contract: contract)
        let checker = HealthChecker(
            name: S.name, database: database,
            schemaVersion: S.migrations.map(\.version).max() ?? 0,
            peers: S.peers.compactMap { peer in channels[peer].map { (peer, Client<Mesh>($0)) } },
            startedAt: house.clock.now(),
            contractDigest: contract,
            consumers: standings,
            softDependencies: parts.softDependencies + secondLevel(shared, house.changes))
        let signal = EventSignal()
        let methods = MeshMethods(
            checker: checker,
            feed: EventFeed(store: EventStore(database, of: S.name), signal: signal),
            failures: FailureHandlers(
                database: database, failures: FailureStore(of: S.name), consumers: parts.consumers),
            introspection: IntrospectHandler(
                name: S.name, startedAt: house.clock.now(), log: log, spans: traces.ring,
                methods: parts.handlers.methods, clients: channels, consumers: standings,
                changes: house.changes),
            logger: logger)
        methods.add(to: &parts.handlers)
        traces.trace(&parts.handlers)
        let server = MeshServer(
            handlers: parts.handlers, tls: files.tls, policy: files.policy.value,
            limits: settings.limits,
            address: Endpoint(host: settings.listen.host, port: settings.listen.port),
            serviceName: S.name.text, compression: settings.compression, logger: logger,
            observer: log, capture: capture, measuresPoolWait: true)
        methods.run(on: server)
        logger.info(
            "starting",
            metadata: ["listen": "\(settings.listen)", "version": "\(buildVersion)"])
        try await serviceGroup(
            of: [
                Running("database") { try await database.run() },
                Running("compression metrics") {
                    await CompressionMetrics(compression: settings.compression).run()
                },
                Running("events") {
                    await signal.follow(EventLog.channel(of: S.name), of: database)
                },
                OperationsServer(
                    host: settings.operationsHost, port: settings.operationsPort, registry: metrics,
                    logger: logger
                ) {
                    let report = await checker.report(askingPeers: true)
                    let failing = report.checks.filter { !$0.isPassing }
                    return (report.isServing, failing.map { "\($0.name): \($0.reason)" })
                },
                Running("caches") { await house.changes.follow() },
                PartitionKeeper(
                    database: database, service: S.name, keeping: settings.events, logger: logger),
            ] + traces.services
                + loops(of: parts.consumers, standings, channels, checker, logger)
                + parts.background
                + files.followers(of: server),
            server: Running("server") { try await server.run() }, stopSignals: stopSignals,
            logger: logger
        ).run()
        for channel in channels.values { channel.close() }
        logger.info("stopped")
    }

    /// Redis, for a service that has anything to ask it for.
    private func secondLevel(
        _ level: RedisSharedLevel?, _ changes: CacheChanges
    ) -> [SoftDependency] {
        guard let level, !changes.figures.isEmpty else { return [] }
        return [SoftDependency("redis") { await level.standing() }]
    }

    private func loops(
        of consumers: [EventConsumer], _ standings: [ConsumerStanding],
        _ channels: [ServiceName: MeshClient], _ checker: HealthChecker, _ logger: Logger
    ) -> [any Service] {
        zip(consumers, standings).map { consumer, standing in
            guard let channel = channels[consumer.upstream] else {
                preconditionFailure("\(S.name) reads events of a service that is not its peer")
            }
            return ConsumerLoop(
                delivery: Delivery(
                    consumer: consumer, database: checker.database,
                    positions: PositionStore(of: S.name), failures: FailureStore(of: S.name),
                    standing: standing, logger: logger
                ) {
                    if let fault = try await checker.schemaFault() {
                        throw DatabaseError(.migration, fault)
                    }
                }, client: Client<Mesh>(channel), logger: logger,
                probeInterval: settings.events.probeInterval)
        }
    }

    /// The services stop in the reverse of this order: the server first, the database last.
    private func serviceGroup(
        of services: [any Service], server: any Service, stopSignals: [UnixSignal], logger: Logger
    ) -> ServiceGroup {
        // Only a server that was told to drain ends the process in order; the others end by fault.
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) } + [
                .init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)
            ],
            gracefulShutdownSignals: stopSignals, logger: logger)
        configuration.maximumGracefulShutdownDuration = settings.limits.drainTimeout + .seconds(5)
        return ServiceGroup(configuration: configuration)
    }
}

/// Something that runs until it is told to stop.
struct Running: Service {
    let name: String
    private let body: @Sendable () async throws -> Void

    init(_ name: String, _ body: @escaping @Sendable () async throws -> Void) {
        self.name = name
        self.body = body
    }

    func run() async throws {
        try await cancelWhenGracefulShutdown { try await body() }
    }
}

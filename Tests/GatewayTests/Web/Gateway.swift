import AnalyzerContract
import CoachingContract
import GamificationContract
import GatewayDomain
import Identifiers
import Logging
import NIOCore
import Postgres
import PostgresCluster
import PredictionContract
import ROIContract
import RPC
import RPCTracing
import ServiceLifecycle
import Telemetry

@testable import GatewayService

let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// A running gateway over TLS and a real database; its peers are fakes over the in-process channel.
struct Gateway {
    let port: Int
    let hub: LiveHub
    let unlocks: LiveHub
    let database: Database
    let signIns: SignIns

    static let password = "a long enough password"

    func browser() -> Browser { Browser(port: port) }

    /// A browser whose person has signed in.
    func signedIn(_ userName: String = "maria", tenant: String = "harbor") async throws -> Browser {
        let browser = browser()
        let reply = try await browser.send(
            "POST", "/api/session", json: Self.credentials(userName, tenant: tenant))
        precondition(reply.status == 200, "\(reply)")
        return browser
    }

    static func credentials(
        _ userName: String, _ password: String = password, tenant: String = "harbor"
    ) -> String {
        #"{"tenant":"\#(tenant)","user_name":"\#(userName)","password":"\#(password)"}"#
    }

    func publish(_ event: LiveEvent, at number: Int, tenant: TenantID = harbor) throws {
        try hub.publish(event, of: tenant, at: cursor(number))
    }
}

/// Runs a gateway for `body`. Maria is a manager and Ana an agent of harbor; Otto manages another
/// tenant. Who leads whom is what `teams` says. Peers that `handlers` does not serve answer UNIMPLEMENTED.
/// Its database is on the server that tests share, or on one of the test's own.
func withGateway(
    handlers: Handlers = Handlers(), limits: SignInGuard.Limits = .init(),
    tracer: MeshTracer? = nil, teams: @escaping @Sendable () -> TeamList = { TeamList(teams: []) },
    pingEvery: TimeAmount = LivePace.pingEveryByDefault,
    on postgres: ScratchPostgres? = nil,
    sightsNow: @escaping @Sendable () -> Instant = { .wallClock },
    _ body: (Gateway) async throws -> Void
) async throws {
    var handlers = handlers
    handlers.serve(Coaching.listTeams) { _, _ in teams() }
    let shared = try await ScratchPostgres.shared()
    try await (postgres ?? shared).withDatabase { [handlers] owner in
        try await Migrator(owner, logger: silent).apply(
            ServiceSchema(
                name: "gateway", password: "secret", migrations: GatewayService.migrations))
        let database = Database(
            owner.connecting(as: "gateway", password: "secret"), logger: silent)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await database.run() }
            try await addPeople(to: database)
            let (ports, listening) = AsyncStream.makeStream(of: Int.self)
            var server = try await server(
                database, handlers, limits, tracer, sightsNow: sightsNow,
                isListening: { listening.yield($0) })
            server.pingEvery = pingEvery
            group.addTask { [server] in try await server.run() }
            let courier = courier(of: server, database)
            group.addTask { await courier.run() }
            for await port in ports {
                try await body(
                    Gateway(
                        port: port, hub: server.routes.hub,
                        unlocks: server.routes.unlocks, database: database,
                        signIns: server.routes.signIns))
                break
            }
            group.cancelAll()
            while let result = await group.nextResult() { _ = result }
        }
    }
}

private func addPeople(to database: Database) async throws {
    let passwords = Passwords(cost: .test)
    let hash = try await passwords.hash(Gateway.password)
    let otto = Person(tenant: "other", userName: "otto", role: .manager, agent: nil, team: nil)
    for person in [manager(), agentPerson("ana"), otto] {
        guard let person else { continue }
        try await UserStore(database: database).save(person, passwordHash: hash, at: noon)
    }
}

/// Hands on what the server's inbox took: it looks by itself twice a second.
private func courier(of server: WebServer, _ database: Database) -> WebhookCourier {
    WebhookCourier(
        store: WebhookStore(database: database),
        handling: WebhookHandling(
            store: WebhookStore(database: database), contacts: ContactStore(database: database),
            coaching: server.routes.peers.coaching,
            sessions: SessionOpener(
                coaching: server.routes.peers.coaching, logger: silent, now: { .wallClock }),
            retries: RetrySchedule(
                first: .milliseconds(1), longest: .milliseconds(5), triesMax: 4),
            logger: silent, now: { .wallClock }),
        bell: WebhookBell(), logger: silent, now: { .wallClock })
}

private func server(
    _ database: Database, _ handlers: Handlers, _ limits: SignInGuard.Limits, _ tracer: MeshTracer?,
    sightsNow: @escaping @Sendable () -> Instant,
    isListening: @escaping @Sendable (Int) -> Void
) async throws -> WebServer {
    var interceptors: [any ClientInterceptor] = []
    if let tracer { interceptors.append(TracingInterceptor(tracer)) }
    let channel = InProcessChannel(handlers, service: "peer", caller: "gateway")
        .intercepted(by: interceptors)
    let signIns = SignIns(
        database: database,
        tokens: await Tokens(key: Array("a key only for the tests, 32 bytes.".utf8)),
        passwords: Passwords(cost: .test), limits: limits, logger: silent, now: { .wallClock })
    let hub = LiveHub()
    hub.isConnected = true
    let routes = Routes(
        signIns: signIns,
        peers: Peers(
            analyzer: AnalyzerPeer(client: Client(channel)),
            coaching: CoachingPeer(client: Client(channel)),
            prediction: PredictionPeer(client: Client(channel)),
            gamification: GamificationPeer(client: Client(channel)),
            roi: ROIPeer(client: Client(channel))),
        hub: hub, unlocks: LiveHub(.ofUnlocks),
        sights: Sights(coaching: CoachingPeer(client: Client(channel)), now: sightsNow),
        templates: try Templates(), origins: Origins(allowed: []),
        strictTransportSeconds: nil, now: { .wallClock }, tracer: tracer,
        webhooks: WebhookHandler(
            inbox: WebhookInbox(
                store: WebhookStore(database: database), bell: WebhookBell(), logger: silent),
            signatures: TestCRM.signatures, window: WebhookWindow(),
            locations: CRMLocations(tenants: ["harbor-west": harbor]), now: { .wallClock }),
        inbox: WebhookStore(database: database))
    var server = WebServer(
        routes: routes, tls: try localhostTLS(), host: "127.0.0.1", port: 0, logger: silent)
    server.isListening = isListening
    return server
}

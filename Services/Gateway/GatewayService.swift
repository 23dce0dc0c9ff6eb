import AnalyzerContract
import CoachingContract
import GamificationContract
import GatewayDomain
import Identifiers
import MeshContract
import Postgres
import PredictionContract
import ROIContract
import RPC
import Runtime

/// The edge of the mesh: HTTPS, sign-in, the dashboard and its live socket.
package enum GatewayService: MeshService {
    package static let name: ServiceName = "gateway"
    package static let peers: [ServiceName] = [
        "analyzer", "coaching", "prediction", "gamification", "roi",
    ]
    package static let migrations: [Migration] = [
        .embedded(name: "m0001_start", bytes: PackageResources.m0001_start_sql),
        .embedded(name: "m0002_webhooks", bytes: PackageResources.m0002_webhooks_sql),
        .embedded(name: "m0003_presence", bytes: PackageResources.m0003_presence_sql),
        .embedded(name: "m0004_set_aside", bytes: PackageResources.m0004_set_aside_sql),
    ]

    package static func assemble(_ settings: GatewaySettings, _ house: House) async throws -> Parts
    {
        let clock = house.clock
        let hub = LiveHub()
        let unlocks = LiveHub(.ofUnlocks)
        let peers = peers(of: house)
        let store = WebhookStore(database: house.database)
        let bell = WebhookBell()
        let inbox = WebhookInbox(store: store, bell: bell, logger: house.logger)
        let presence = PresenceStore(database: house.database)
        let routes = Routes(
            signIns: SignIns(
                database: house.database, tokens: await Tokens(key: settings.tokenKey),
                passwords: Passwords(), logger: house.logger, now: { clock.now() }),
            peers: peers, hub: hub, unlocks: unlocks,
            sights: Sights(coaching: peers.coaching, now: { clock.now() }),
            templates: try Templates(),
            origins: Origins(allowed: settings.origins),
            strictTransportSeconds: settings.strictTransportSeconds == 0
                ? nil : settings.strictTransportSeconds,
            now: { clock.now() }, tracer: house.tracer,
            webhooks: WebhookHandler(
                inbox: inbox, signatures: settings.webhooks.signatures,
                window: settings.webhooks.window, locations: settings.webhooks.locations,
                now: { clock.now() }), presence: presence, inbox: store)
        let server = WebServer(
            routes: routes, tls: try settings.tls(), host: settings.listen.host,
            port: settings.listen.port, logger: house.logger)
        let feeds = [
            feed(of: "coaching", LiveFeed.talkKinds, into: hub, house),
            feed(of: "gamification", LiveFeed.unlockKinds, into: unlocks, house),
        ]
        let courier = WebhookCourier(
            store: store,
            handling: WebhookHandling(
                store: store, contacts: ContactStore(database: house.database),
                coaching: peers.coaching,
                sessions: settings.webhooks.sessions == .by_hand
                    ? nil
                    : SessionOpener(
                        coaching: peers.coaching, logger: house.logger, now: { clock.now() }),
                logger: house.logger, now: { clock.now() }),
            bell: bell, logger: house.logger, now: { clock.now() })
        let keeper = PresenceKeeper(
            hub: hub, store: presence, logger: house.logger, now: { clock.now() },
            replica: "\(UUIDv7(at: clock.now()))")
        return Parts(handlers: Handlers(), background: feeds + [courier, keeper, server])
    }

    private static func feed(
        of upstream: ServiceName, _ kinds: [String], into hub: LiveHub, _ house: House
    ) -> LiveFeed {
        let clock = house.clock
        return LiveFeed(
            client: house.client(of: upstream, Mesh.self), kinds: kinds, hub: hub,
            places: LivePlaceStore(database: house.database, upstream: upstream.text),
            logger: house.logger, now: { clock.now() })
    }

    private static func peers(of house: House) -> Peers {
        Peers(
            analyzer: AnalyzerPeer(client: house.client(of: "analyzer", Analyzer.self)),
            coaching: CoachingPeer(client: house.client(of: "coaching", Coaching.self)),
            prediction: PredictionPeer(client: house.client(of: "prediction", Prediction.self)),
            gamification: GamificationPeer(
                client: house.client(of: "gamification", Gamification.self)),
            roi: ROIPeer(client: house.client(of: "roi", ROI.self)))
    }
}

import GatewayDomain
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Identifiers
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import ServiceLifecycle

/// The HTTPS server: pages, API and live sockets on one port.
struct WebServer: Service {
    let routes: Routes
    let tls: TLSConfiguration
    let host: String
    let port: Int
    let logger: Logger
    var limits = ConnectionLimits()
    /// How often a socket is pinged, and asks whom it may see.
    var pingEvery = LivePace.pingEveryByDefault
    /// Told the port that was bound, for tests that ask for any.
    var isListening: @Sendable (Int) -> Void = { _ in }

    func run() async throws {
        let limits = limits
        let live = live
        let http = HTTPServerBuilder { responder in
            UpgradableChannel(responder: responder, live: live, limits: limits)
        }
        let application = Application(
            router: routes.router(), server: try .tls(http, tlsConfiguration: tls),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connectionsMax)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? 0
                logger.info("serving browsers", metadata: ["port": "\(port)"])
                isListening(port)
            }, logger: logger)
        try await application.run()
    }

    private var live: LiveTerms {
        let (signIns, hub) = (routes.signIns, routes.hub)
        return LiveTerms(
            admit: { [routes] head in await Self.seat(for: head, routes) }, hub: hub,
            unlocks: routes.unlocks,
            pace: LivePace(
                pingEvery: pingEvery, now: routes.now, isEnded: { signIns.isEnded($0) }),
            ear: LiveEar(coaching: routes.peers.coaching, now: routes.now),
            sights: routes.sights)
    }

    /// A seat for somebody signed in, whose page is ours, at a cursor that is ours.
    private static func seat(
        for head: HTTPRequestHead, _ routes: Routes
    ) async -> LiveSeat? {
        let uri = URI(head.uri)
        // Before the answer goes out, so that whoever has it misses nothing.
        var after = routes.hub.newest
        if let text = uri.queryParameters["after"] {
            guard let known = LiveCursor(String(text)) else { return nil }
            after = known
        }
        var afterUnlock: LiveCursor?
        if let text = uri.queryParameters["unlocks"] {
            guard let known = LiveCursor(String(text)) else { return nil }
            afterUnlock = known
        }
        guard
            routes.origins.allow(
                origin: head.headers.first(name: "origin"), host: head.headers.first(name: "host"),
                site: nil),
            let token = SignInCookie.token(in: head.headers["cookie"].joined(separator: "; ")),
            let signIn = await routes.signIns.signIn(from: token)
        else { return nil }
        let person = signIn.person
        return LiveSeat(
            person: person, signIn: signIn.id, expiresAt: signIn.expiresAt, after: after,
            afterUnlock: person.agent == nil ? nil : afterUnlock,
            audience: await routes.sights.audience(of: person) ?? person.audience(seeing: []))
    }
}

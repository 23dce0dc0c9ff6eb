import GatewayDomain
import Identifiers
import Logging
import ServiceLifecycle

/// Tells the other replicas, for as long as the gateway runs, which agents have a page open here.
struct PresenceKeeper: Service {
    /// Who opens or closes a page is seen to so soon.
    private static let looksEvery = Duration.seconds(1)
    /// What has not changed is said again so often.
    private static let refreshesEvery = Duration.seconds(20)

    let hub: LiveHub
    let store: PresenceStore
    let logger: Logger
    let now: @Sendable () -> Instant
    /// A name for this process.
    let replica: String

    func run() async {
        await cancelWhenGracefulShutdown {
            var said: (present: Set<Audience>, at: Instant)?
            while !Task.isCancelled {
                let present = hub.presentAgents
                let now = now()
                let isKnown = said.map {
                    $0.present == present && now - $0.at < Self.refreshesEvery
                }
                if isKnown != true, await say(present, at: now) { said = (present, now) }
                try? await Task.sleep(for: Self.looksEvery)
            }
        }
    }

    /// A database that is away costs the news, and nothing else.
    private func say(_ present: Set<Audience>, at now: Instant) async -> Bool {
        do {
            try await store.save(present, at: replica, now)
            return true
        } catch {
            logger.debug("presence not saved", metadata: ["why": "\(error)"])
            return false
        }
    }
}

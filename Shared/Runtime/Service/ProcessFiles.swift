import Logging
import RPC
import RPCTransport
import ServiceLifecycle

/// The files that a service reads again while it runs: its certificates and its policy.
struct ProcessFiles: Sendable {
    let tls: TLSFiles
    let policy: FollowedFiles<Policy>
    private let interval: Duration

    /// Reads all of them; throws when one is not in order.
    init(_ settings: MeshSettings, logger: Logger, observer: any CallObserver) throws {
        interval = settings.reloadInterval
        tls = try TLSFiles(
            directory: settings.tlsDirectory, logger: logger, observer: observer)
        policy = try FollowedFiles(
            "policy", [settings.policyFile], logger: logger, observer: observer
        ) { try Policy(json: $0[0]) }
    }

    /// What keeps `server` up to date with them.
    func followers(of server: MeshServer) -> [any Service] {
        [
            Running("certificates") {
                await tls.follow(every: interval) { server.renewConnections() }
            },
            Running("policy") {
                await policy.follow(every: interval) { await server.use($0) }
            },
        ]
    }
}

import Identifiers
import Logging
import Postgres
import ServiceLifecycle

/// Rings the bell for alerts that other replicas raised.
///
/// Postgres tells within a millisecond. It tells nothing while the connection is away, and what comes
/// faster than it is read is dropped, so the tenants' cursors are looked at every second as well.
struct AlertFeed: Service {
    static let lookInterval = Duration.seconds(1)

    let database: Database
    let alerts: AlertStore
    let bell: AlertBell
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await listen() }
                group.addTask { await look() }
            }
        }
    }

    private func listen() async {
        for await payload in database.listen(to: AlertRing.channel) {
            if let ring = AlertRing(payload) {
                bell.ring(ring.tenant, agent: ring.agent)
            } else {
                for tenant in bell.tenants { bell.ring(tenant, agent: nil) }
            }
        }
    }

    private func look() async {
        var known: [TenantID: Int64] = [:]
        while !Task.isCancelled {
            do {
                let tenants = bell.tenants
                let cursors = tenants.isEmpty ? [:] : try await alerts.lastCursors(of: tenants)
                for (tenant, cursor) in cursors where known[tenant] != cursor {
                    bell.ring(tenant, agent: nil)
                }
                known = cursors
            } catch {
                logger.debug("cannot look for alerts now", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: Self.lookInterval)
        }
    }
}

/// What is notified when an alert commits: whose it is.
struct AlertRing: Hashable {
    static let channel = "coaching_alerts"

    var tenant: TenantID
    var agent: AgentID

    init(tenant: TenantID, agent: AgentID) {
        self.tenant = tenant
        self.agent = agent
    }

    /// The length of the tenant in bytes, a colon, the tenant and the agent: ids hold anything.
    var payload: String { "\(tenant.rawValue.utf8.count):\(tenant)\(agent)" }

    /// Nil for the empty payload, which says that notifications may have been missed.
    init?(_ payload: String) {
        let bytes = Array(payload.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            let length = Int(String(decoding: bytes[..<colon], as: UTF8.self)), length >= 0,
            colon + 1 + length <= bytes.count
        else { return nil }
        let end = colon + 1 + length
        tenant = TenantID(String(decoding: bytes[(colon + 1)..<end], as: UTF8.self))
        agent = AgentID(String(decoding: bytes[end...], as: UTF8.self))
    }
}

import CoachingDomain
import Identifiers
import Postgres

/// Tells managers of agents whose quality falls sharply, once in four weeks at most.
///
/// Every replica looks, and all of them at the same whole days: what one tells, the unique index on
/// unresolved escalations keeps the others from telling again.
struct DeclineWatch: Sendable {
    let performance: PerformanceStore
    let escalations: EscalationStore
    let desk: EscalationDesk

    func look(at now: Instant) async throws {
        let start = now - SharpDecline.lookBack
        for tenant in try await performance.tenants() {
            let days = try await performance.wholeDays(tenant, since: start, before: now)
            let falls = days.compactMapValues(SharpDecline.pointsLost)
            guard !falls.isEmpty else { continue }
            let told = try await escalations.agents(tenant, toldOf: .sharpDecline, since: start)
            for (agent, points) in falls where !told.contains(agent) {
                try await escalations.database.withTransaction(.tenant(tenant)) { transaction in
                    try await desk.declined(agent, tenant, by: points, at: now, in: transaction)
                }
            }
        }
    }
}

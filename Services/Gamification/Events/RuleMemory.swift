import GamificationDomain
import Identifiers
import Postgres
import Synchronization

/// Tenants' rules, read again every few seconds.
///
/// Rules take effect a minute after they are recorded at the earliest, so that every replica knows
/// them in time and what an event pays does not depend on who applied it.
final class RuleMemory: Sendable {
    static let lifetime = Duration.seconds(10)
    /// More tenants than that are not active in ten seconds.
    static let tenantCountMax = 10_000
    /// How long before they take effect rules must be recorded; six lifetimes.
    static let leadTime = Duration.seconds(60)

    private struct Known {
        let book: RuleBook
        let since: ContinuousClock.Instant
    }

    private let store: RuleStore
    private let known = Mutex<[TenantID: Known]>([:])

    init(_ store: RuleStore) { self.store = store }

    func book(
        _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> RuleBook {
        let now = ContinuousClock.now
        let fresh = known.withLock { known -> RuleBook? in
            guard let entry = known[tenant], now - entry.since < Self.lifetime else { return nil }
            return entry.book
        }
        if let fresh { return fresh }
        let book = try await store.book(tenant, in: session)
        known.withLock { known in
            if known.count >= Self.tenantCountMax { known.removeAll() }
            known[tenant] = Known(book: book, since: now)
        }
        return book
    }
}

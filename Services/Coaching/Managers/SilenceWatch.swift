import CoachingDomain
import Identifiers
import Postgres
import Runtime

/// Completes sessions in which nobody has been heard for so long that nobody is there.
///
/// Every replica looks. The session's row is locked before it is looked at again, so one closes it and
/// the others find it closed; and one who has just gone on talking keeps their session.
struct SilenceWatch: Sendable {
    /// Closed in one round; those left over are a minute older in the next.
    static let sessionCountMax = 1_000

    let sessions: SessionStore
    let events: EventLog
    let silence: Duration

    func look(at now: Instant) async throws {
        let cutoff = now - silence
        for silent in try await sessions.silent(since: cutoff, limit: Self.sessionCountMax) {
            try await close(silent.session, silent.tenant, since: cutoff, at: now)
        }
    }

    private func close(
        _ id: SessionID, _ tenant: TenantID, since cutoff: Instant, at now: Instant
    ) async throws {
        try await sessions.database.withTransaction(.tenant(tenant)) { transaction in
            let stored = try await sessions.session(id, tenant, isLocked: true, in: transaction)
            let last = try await sessions.lastHeard(id, tenant, in: transaction)
            guard let stored, let last, last < cutoff else { return }
            var life = stored.life
            guard life.fellSilent(since: last) == .record else { return }
            _ = try await record(
                stored.inState(life), at: now, to: sessions, events, in: transaction)
        }
    }
}

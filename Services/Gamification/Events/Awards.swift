import Cache
import GamificationContract
import GamificationDomain
import Identifiers
import Postgres
import Runtime

/// Writes entries into the ledger, unlocks what they complete, and publishes what is new.
///
/// The ids of the published events follow from the entries, so nothing is told twice even when the
/// ledger is rebuilt from the events.
struct Awards: Sendable {
    let rules: PointRules
    let ledger: LedgerStore
    let progress: ProgressReader
    let events: EventLog

    /// One round trip when the entries are known already, as they mostly are.
    func give(
        _ entries: [LedgerEntry], _ tenant: TenantID, at now: Instant, in transaction: Transaction
    ) async throws {
        let changed = try await write(entries, tenant, at: now, in: transaction)
        let counted = Achievement.all.filter { achievement in
            guard case .count(let reason, _) = achievement.criterion else { return false }
            return changed.contains { $0.reason == reason && $0.reverses == nil }
        }
        guard let agent = changed.first?.moment.agentID else { return }
        try await unlock(counted, of: agent, tenant, at: now, in: transaction)
    }

    /// For an agent who got another active day.
    func unlockStreaks(
        of agent: AgentID, _ tenant: TenantID, at now: Instant, in transaction: Transaction
    ) async throws {
        let streaks = Achievement.all.filter { achievement in
            guard case .streak = achievement.criterion else { return false }
            return true
        }
        try await unlock(streaks, of: agent, tenant, at: now, in: transaction)
    }

    private func unlock(
        _ achievements: [Achievement], of agent: AgentID, _ tenant: TenantID, at now: Instant,
        in transaction: Transaction
    ) async throws {
        for achievement in achievements {
            let standing = try await progress.progress(
                of: agent, tenant, towards: achievement, in: transaction)
            guard let moment = standing.completion else { continue }
            let entry = rules.entry(for: achievement, in: moment)
            let changed = try await write([entry], tenant, at: now, in: transaction)
            guard !changed.isEmpty else { continue }
            try await events.append(
                AchievementUnlocked(
                    agentID: agent, achievementID: achievement.id, name: achievement.name,
                    points: achievement.points),
                eventID: EventID(derivedFrom: "unlocked:\(entry.id)"), tenant: tenant,
                agent: agent, at: now, in: transaction)
        }
    }

    /// Returns the entries that were new or were moved back in time.
    private func write(
        _ entries: [LedgerEntry], _ tenant: TenantID, at now: Instant, in transaction: Transaction
    ) async throws(DatabaseError) -> [LedgerEntry] {
        guard let agent = entries.first?.moment.agentID else { return [] }
        let changed = try await ledger.add(entries, tenant, in: transaction)
        guard !changed.isEmpty else { return [] }
        transaction.announce(change: CacheTag(tenant), in: "gamification")
        let payments = try await ledger.payments(
            of: changed, agent, tenant, in: transaction)
        let entries = entries.filter { changed.contains($0.id) }
        for entry in entries {
            guard let payment = payments[entry.id], payment.paid != 0 else { continue }
            try await events.append(
                PointsAwarded(
                    agentID: agent, points: payment.paid, reason: entry.reason.rawValue,
                    balance: payment.balance),
                eventID: EventID(derivedFrom: "awarded:\(entry.id)"), tenant: tenant,
                agent: agent, at: now, in: transaction)
        }
        return entries
    }
}

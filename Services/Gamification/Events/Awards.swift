import Cache
import GamificationContract
import GamificationDomain
import Identifiers
import Postgres
import Runtime
import Wire

/// Writes facts and their points, unlocks what they complete, and publishes what is new.
///
/// The ids of the published events follow from the entries, so nothing is told twice even when the
/// ledger is rebuilt from the events.
struct Awards: Sendable {
    let ledger: LedgerStore
    let facts: FactStore
    let unlocks: UnlockStore
    let scores: ScoreStore
    let progress: ProgressReader
    let gate: PlayGate
    let events: EventLog

    /// What one event proves. One round trip when all of it is known already, as it mostly is.
    func give(
        _ proof: Proof, _ tenant: TenantID, at now: Instant, in transaction: Transaction
    ) async throws {
        let changedFacts = try await facts.add(
            proof.facts, provedBy: proof.eventID, tenant, in: transaction)
        let changedEntries = try await ledger.add(proof.entries, tenant, in: transaction)
        guard !(changedFacts.isEmpty && changedEntries.isEmpty) else { return }
        try await takeTurn(in: transaction)
        try await tell(
            proof.entries.filter { changedEntries.contains($0.id) }, proof.agentID, tenant,
            at: now, in: transaction)
        let activities = Set(
            proof.facts.filter { changedFacts.contains($0.id) }.map(\.activity))
        try await unlock(
            { $0.concerned(by: activities) }, of: proof.agentID, tenant, at: now,
            in: transaction)
        if !Milestone.activities.isDisjoint(with: activities) {
            try await tellLevel(of: proof.agentID, tenant, at: now, in: transaction)
        }
    }

    /// Publishes the level that an agent has, unless that was told already.
    ///
    /// Levels below it were told when they were reached: one event adds one of each thing at most,
    /// and each level asks for more of each than the one before.
    private func tellLevel(
        of agent: AgentID, _ tenant: TenantID, at now: Instant, in transaction: Transaction
    ) async throws {
        let facts = try await facts.facts(
            of: agent, tenant, Milestone.activities, in: transaction)
        guard let reached = Career(AgentRecord(facts)).reached else { return }
        try await events.append(
            LevelReached(
                agentID: agent, level: Open(reached.level), why: reached.words,
                isShown: try await !gate.holdsBack(from: agent, tenant, in: transaction)),
            eventID: EventID(derivedFrom: "level:\(agent):\(reached.level)"), tenant: tenant,
            agent: agent, at: now, in: transaction)
    }

    /// Judges achievements of an agent anew and adds their ledger up.
    ///
    /// Call it in turn, after whatever changed.
    func unlock(
        _ chosen: (AchievementCatalogue) -> [Achievement], of agent: AgentID, _ tenant: TenantID,
        at now: Instant, in transaction: Transaction
    ) async throws {
        let achievements = chosen(try await progress.own.catalogue(tenant, in: transaction))
        if !achievements.isEmpty {
            let record = try await progress.record(
                of: agent, tenant, towards: achievements, in: transaction)
            for achievement in achievements {
                try await write(
                    achievement, achievement.unlocks(in: record), of: agent, tenant, at: now,
                    in: transaction)
            }
        }
        try await scores.refresh(agent, tenant, in: transaction)
        transaction.announce(change: CacheTag(tenant), in: "gamification")
    }

    /// The rest of the transaction has the unlocks and the scores for itself.
    ///
    /// Two logs are applied side by side. What both of them complete is seen by the one that comes
    /// second only when it looks after the first has committed. One lock for all tenants, since a
    /// batch holds events of several and would otherwise wait in a circle.
    func takeTurn(in transaction: Transaction) async throws(DatabaseError) {
        try await transaction.execute(
            "SELECT pg_advisory_xact_lock(hashtext('gamification awards'))")
    }

    private func write(
        _ achievement: Achievement, _ moments: [AgentMoment], of agent: AgentID,
        _ tenant: TenantID, at now: Instant, in transaction: Transaction
    ) async throws {
        guard !moments.isEmpty else { return }
        let changed = try await unlocks.add(
            moments, of: achievement, agent, tenant, in: transaction)
        guard !changed.isEmpty else { return }
        let rules = try await progress.rules(of: tenant, in: transaction)
        let entries = changed.sorted().map { time in
            let moment = moments[time - 1]
            return rules.rules(at: moment.instant)
                .entry(for: achievement, in: moment, occurrence: time)
        }
        let written = try await ledger.add(entries, tenant, in: transaction)
        let new = entries.filter { written.contains($0.id) }
        try await tell(new, agent, tenant, at: now, in: transaction)
        guard !new.isEmpty else { return }
        let isShown = try await !gate.holdsBack(from: agent, tenant, in: transaction)
        for entry in new {
            try await events.append(
                AchievementUnlocked(
                    agentID: agent, achievementID: achievement.id, name: achievement.name,
                    points: achievement.points, why: achievement.description, isShown: isShown),
                eventID: EventID(derivedFrom: "unlocked:\(entry.id)"), tenant: tenant,
                agent: agent, at: now, in: transaction)
        }
    }

    /// Publishes what new entries pay, with the balance of all.
    func tell(
        _ entries: [LedgerEntry], _ agent: AgentID, _ tenant: TenantID, at now: Instant,
        in transaction: Transaction
    ) async throws {
        guard !entries.isEmpty else { return }
        try await gate.meet(agent, tenant, at: now, in: transaction)
        let payments = try await ledger.payments(
            of: Set(entries.map(\.id)), agent, tenant, in: transaction)
        for entry in entries {
            guard let payment = payments[entry.id], payment.paid != 0 else { continue }
            try await events.append(
                PointsAwarded(
                    agentID: agent, points: payment.paid, reason: entry.reason.rawValue,
                    balance: payment.balance),
                eventID: EventID(derivedFrom: "awarded:\(entry.id)"), tenant: tenant,
                agent: agent, at: now, in: transaction)
        }
    }
}

/// What one event proves about an agent, and what that pays.
struct Proof: Sendable {
    let eventID: EventID
    let agentID: AgentID
    let facts: [Fact]
    let entries: [LedgerEntry]
}

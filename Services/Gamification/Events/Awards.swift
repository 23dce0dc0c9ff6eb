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

    /// What events prove. Two statements for all of them when all is known already, as it mostly is.
    ///
    /// What follows for an agent is published with the time of the newest event that proved something.
    func give(_ proofs: [Proof], _ tenant: TenantID, in transaction: Transaction) async throws {
        let changedFacts = try await facts.add(
            proofs.flatMap(\.facts),
            provedBy: proofs.flatMap { proof in proof.facts.map { _ in proof.eventID } }, tenant,
            in: transaction)
        let changedEntries = try await ledger.add(
            proofs.flatMap(\.entries), tenant, in: transaction)
        var news: [AgentID: Instant] = [:]
        var activities: [AgentID: Set<PointReason>] = [:]
        for proof in proofs {
            let facts = proof.facts.filter { changedFacts.contains($0.id) }
            guard
                !facts.isEmpty || proof.entries.contains(where: { changedEntries.contains($0.id) })
            else { continue }
            news[proof.agentID] = max(news[proof.agentID] ?? proof.occurredAt, proof.occurredAt)
            activities[proof.agentID, default: []].formUnion(facts.map(\.activity))
        }
        guard !news.isEmpty else { return }
        try await takeTurn(in: transaction)
        var told: Set<String> = []
        try await tell(
            proofs.flatMap(\.entries).filter {
                changedEntries.contains($0.id) && told.insert($0.id).inserted
            }, tenant, at: news, in: transaction)
        try await unlock(
            { catalogue, agent in catalogue.concerned(by: activities[agent] ?? []) }, tenant,
            at: news, in: transaction)
        for (agent, now) in news.sorted(by: { $0.key < $1.key })
        where !Milestone.activities.isDisjoint(with: activities[agent] ?? []) {
            try await tellLevel(of: agent, tenant, at: now, in: transaction)
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
        try await unlock(
            { catalogue, _ in chosen(catalogue) }, tenant, at: [agent: now], in: transaction)
    }

    /// The same for all agents of whom there is news.
    func unlock(
        _ chosen: (AchievementCatalogue, AgentID) -> [Achievement], _ tenant: TenantID,
        at news: [AgentID: Instant], in transaction: Transaction
    ) async throws {
        let catalogue = try await progress.own.catalogue(tenant, in: transaction)
        let agents = news.sorted { $0.key < $1.key }
        for (agent, now) in agents {
            let achievements = chosen(catalogue, agent)
            guard !achievements.isEmpty else { continue }
            let record = try await progress.record(
                of: agent, tenant, towards: achievements, in: transaction)
            for achievement in achievements {
                try await write(
                    achievement, achievement.unlocks(in: record), of: agent, tenant, at: now,
                    in: transaction)
            }
        }
        try await scores.refresh(agents.map(\.key), tenant, in: transaction)
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
        try await tell(new, tenant, at: [agent: now], in: transaction)
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

    /// Publishes what new entries pay, with the balance of all, at the times of their agents.
    func tell(
        _ entries: [LedgerEntry], _ tenant: TenantID, at news: [AgentID: Instant],
        in transaction: Transaction
    ) async throws {
        guard !entries.isEmpty else { return }
        let paid = Set(entries.map(\.moment.agentID))
        try await gate.meet(news.filter { paid.contains($0.key) }, tenant, in: transaction)
        let payments = try await ledger.payments(
            of: Set(entries.map(\.id)), paid.sorted(), tenant, in: transaction)
        for entry in entries {
            let agent = entry.moment.agentID
            guard let payment = payments[entry.id], payment.paid != 0, let now = news[agent]
            else { continue }
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
    let occurredAt: Instant
    let agentID: AgentID
    let facts: [Fact]
    let entries: [LedgerEntry]
}

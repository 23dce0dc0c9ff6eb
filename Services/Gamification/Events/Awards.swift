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
        try await tellLevels(
            of: news.filter { !Milestone.activities.isDisjoint(with: activities[$0.key] ?? []) },
            tenant, in: transaction)
    }

    /// Publishes the level that each agent has, unless that was told already.
    ///
    /// Levels below it were told when they were reached: one event adds one of each thing at most,
    /// and each level asks for more of each than the one before.
    private func tellLevels(
        of news: [AgentID: Instant], _ tenant: TenantID, in transaction: Transaction
    ) async throws {
        let facts = try await facts.facts(
            news.mapValues { _ in Milestone.activities }, tenant, in: transaction)
        let reached = news.compactMap { agent, now in
            Career(AgentRecord(facts[agent] ?? [])).reached.map { (agent, now, $0) }
        }
        let heldBack = try await gate.heldBack(Set(reached.map(\.0)), tenant, in: transaction)
        let told = reached.sorted { $0.0 < $1.0 }.map { agent, now, reached in
            EventRow(
                LevelReached(
                    agentID: agent, level: Open(reached.level), why: reached.words,
                    isShown: !heldBack.contains(agent)),
                eventID: EventID(derivedFrom: "level:\(agent):\(reached.level)"), tenant: tenant,
                agent: agent, at: now)
        }
        try await events.append(onlyOnce: told, tenant, in: transaction)
    }

    /// Judges achievements of the agents of whom there is news anew, and adds their ledgers up.
    ///
    /// Call it in turn, after whatever changed.
    func unlock(
        _ chosen: (AchievementCatalogue, AgentID) -> [Achievement], _ tenant: TenantID,
        at news: [AgentID: Instant], in transaction: Transaction
    ) async throws {
        let catalogue = try await progress.own.catalogue(tenant, in: transaction)
        var wanted: [AgentID: [Achievement]] = [:]
        for agent in news.keys {
            let achievements = chosen(catalogue, agent)
            if !achievements.isEmpty { wanted[agent] = achievements }
        }
        let records = try await progress.records(wanted, tenant, in: transaction)
        let unlocks = records.sorted { $0.key < $1.key }.flatMap { agent, record in
            (wanted[agent] ?? []).flatMap { achievement in
                achievement.unlocks(in: record).enumerated().map {
                    Unlock(achievement: achievement, moment: $1, occurrence: $0 + 1)
                }
            }
        }
        try await write(unlocks, tenant, at: news, in: transaction)
        try await scores.refresh(news.keys.sorted(), tenant, in: transaction)
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
        _ found: [Unlock], _ tenant: TenantID, at news: [AgentID: Instant],
        in transaction: Transaction
    ) async throws {
        let changed = try await unlocks.add(found, tenant, in: transaction)
        guard !changed.isEmpty else { return }
        let rules = try await progress.rules(of: tenant, in: transaction)
        let paid = changed.map { unlock in
            (
                unlock: unlock,
                entry: rules.rules(at: unlock.moment.instant).entry(
                    for: unlock.achievement, in: unlock.moment, occurrence: unlock.occurrence)
            )
        }
        let written = try await ledger.add(paid.map(\.entry), tenant, in: transaction)
        let new = paid.filter { written.contains($0.entry.id) }
        try await tell(new.map(\.entry), tenant, at: news, in: transaction)
        let heldBack = try await gate.heldBack(
            Set(new.map(\.unlock.moment.agentID)), tenant, in: transaction)
        let told = new.compactMap { unlock, entry -> EventRow? in
            let agent = unlock.moment.agentID
            guard let now = news[agent] else { return nil }
            return EventRow(
                AchievementUnlocked(unlock, isShown: !heldBack.contains(agent)),
                eventID: EventID(derivedFrom: "unlocked:\(entry.id)"), tenant: tenant,
                agent: agent, at: now)
        }
        try await events.append(onlyOnce: told, tenant, in: transaction)
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
        let told = entries.compactMap { entry -> EventRow? in
            let agent = entry.moment.agentID
            guard let payment = payments[entry.id], payment.paid != 0, let now = news[agent]
            else { return nil }
            return EventRow(
                PointsAwarded(
                    agentID: agent, points: payment.paid, reason: entry.reason.rawValue,
                    balance: payment.balance),
                eventID: EventID(derivedFrom: "awarded:\(entry.id)"), tenant: tenant,
                agent: agent, at: now)
        }
        try await events.append(onlyOnce: told, tenant, in: transaction)
    }
}

extension AchievementUnlocked {
    fileprivate init(_ unlock: Unlock, isShown: Bool) {
        let achievement = unlock.achievement
        self.init(
            agentID: unlock.moment.agentID, achievementID: achievement.id, name: achievement.name,
            points: achievement.points, why: achievement.description, isShown: isShown)
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

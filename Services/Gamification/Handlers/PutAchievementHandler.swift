import GamificationContract
import GamificationDomain
import Identifiers
import Postgres
import RPC
import Runtime

/// Serves `Gamification.putAchievement`: it counts what was done before as well.
struct PutAchievementHandler: Sendable {
    /// Agents judged at once: their facts are in memory.
    private static let agentCountMax = 256

    let database: Database
    let own: OwnAchievementStore
    let facts: FactStore
    let unlocks: UnlockStore
    let awards: Awards

    func handle(_ request: PutAchievement, _ call: Call) async throws -> PutAchievementReceipt {
        try Access(call, to: request.tenantID).requireManager("a tenant's achievements")
        let achievement = try request.checked()
        return try await database.withTransaction(.tenant(request.tenantID)) { transaction in
            try await awards.takeTurn(in: transaction)
            let catalogue = try await own.catalogue(request.tenantID, in: transaction)
            try check(achievement, against: catalogue)
            try await own.put(achievement, request.tenantID, at: call.now, in: transaction)
            let agents = try await facts.agents(request.tenantID, in: transaction)
            for first in stride(from: 0, to: agents.count, by: Self.agentCountMax) {
                let some = agents[first..<min(first + Self.agentCountMax, agents.count)]
                try await awards.unlock(
                    { _, _ in [achievement] }, request.tenantID,
                    at: Dictionary(uniqueKeysWithValues: some.map { ($0, call.now) }),
                    in: transaction)
            }
            let rarity = try await unlocks.rarity(request.tenantID, in: transaction)
            return PutAchievementReceipt(agentsUnlocked: rarity.unlocked[achievement.id] ?? 0)
        }
    }

    /// What was unlocked by one criterion must not stand for another: a rebuild would not find it.
    private func check(
        _ achievement: Achievement, against catalogue: AchievementCatalogue
    ) throws(RPCError) {
        guard let known = catalogue.all.first(where: { $0.id == achievement.id }) else {
            guard catalogue.all.count - Achievement.all.count < AchievementCatalogue.ownMax else {
                throw RPCError(
                    .resourceExhausted,
                    "a tenant has at most \(AchievementCatalogue.ownMax) achievements of its own")
            }
            return
        }
        let isSame =
            known.criterion == achievement.criterion && known.points == achievement.points
            && known.isRepeatable == achievement.isRepeatable
        guard isSame, !Achievement.all.contains(known) else {
            throw RPCError(
                .failedPrecondition,
                "there is an achievement \(achievement.id) that asks or pays something else: choose "
                    + "another id")
        }
    }
}

extension PutAchievement {
    fileprivate func checked() throws -> Achievement {
        let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789_")
        guard (1...64).contains(achievementID.count), achievementID.allSatisfy(letters.contains)
        else {
            throw RPCError.invalid(
                "achievement_id", "must be 1 to 64 of the letters a to z, digits and _")
        }
        try checkText(name, "name", byteCountMax: 100)
        try checkText(description, "description", byteCountMax: 500)
        try checkText(criterion, "criterion", byteCountMax: 4_096)
        guard let meant = try? CriterionJSON.criterion(of: criterion) else {
            throw RPCError.invalid(
                "criterion",
                #"must be JSON such as {"count":{"of":"appointment_set","goal":10}}"#)
        }
        if let fault = meant.fault { throw RPCError.invalid("criterion", "cannot be: \(fault)") }
        if let points { try check(Int(clamping: points), in: 1...10_000, "points") }
        return Achievement(
            id: achievementID, name: name, description: description,
            category: try known(category, "category"),
            difficulty: try known(difficulty, "difficulty"), criterion: meant, points: points,
            isRepeatable: isRepeatable, isSecret: isSecret)
    }
}

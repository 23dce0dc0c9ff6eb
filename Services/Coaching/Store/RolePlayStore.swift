import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import Wire

/// A role-play as it is stored, with where its client is in the script.
struct StoredRolePlay: Sendable {
    var rolePlay: RolePlay
    var script: ScriptedClient
}

/// Keeps role-plays with their lines and scorecards.
struct RolePlayStore: Sendable {
    let database: Database
    let library: ModuleLibrary

    func insert(
        _ stored: StoredRolePlay, _ tenant: TenantID
    ) async throws(DatabaseError) {
        let play = stored.rolePlay
        try await database.scoped(to: .tenant(tenant)).execute(
            """
            INSERT INTO coaching.role_plays \
            (tenant_id, role_play_id, agent_id, module_id, scenario_id, status, started_at, body) \
            VALUES (\(tenant), \(play.rolePlayID), \(play.agentID), \(play.moduleID), \
            \(play.brief.scenarioID), \(play.status.known), \(play.startedAt), \
            \(play.wireBytes()))
            """)
    }

    /// Nil when the tenant has none of this id; `isLocked` makes others wait for the transaction.
    func rolePlay(
        _ id: RolePlayID, _ tenant: TenantID, isLocked: Bool = false, in session: some SQLSession
    ) async throws -> StoredRolePlay? {
        try await session.first(
            """
            SELECT stage, pushbacks, reached, body FROM coaching.role_plays \
            WHERE tenant_id = \(tenant) AND role_play_id = \(id) \
            \(unescaped: isLocked ? "FOR UPDATE" : "")
            """, as: (Int, Int, [String], [UInt8]).self
        ).flatMap { row in
            let play = try RolePlay(wireBytes: row.3)
            // A scenario that a newer library no longer has cannot be played on.
            let scenario = library[play.moduleID]?.scenario(play.brief.scenarioID)
            return scenario.map {
                StoredRolePlay(
                    rolePlay: play,
                    script: ScriptedClient($0, stage: row.0, pushbacks: row.1, reached: row.2))
            }
        }
    }

    /// Stores what a role-play has become since `before` was read; when it has moved on meanwhile,
    /// nothing is changed and it is returned as it is now.
    func advance(
        _ before: StoredRolePlay, to next: StoredRolePlay, _ tenant: TenantID
    ) async throws -> RolePlay {
        try await database.withTransaction(.tenant(tenant)) { transaction in
            let id = before.rolePlay.rolePlayID
            let now = try await rolePlay(id, tenant, isLocked: true, in: transaction)
            guard let now, now.rolePlay == before.rolePlay else { return (now ?? before).rolePlay }
            try await update(next, tenant, in: transaction)
            return next.rolePlay
        }
    }

    private func update(
        _ stored: StoredRolePlay, _ tenant: TenantID, in transaction: Transaction
    ) async throws(DatabaseError) {
        let (play, script) = (stored.rolePlay, stored.script)
        try await transaction.execute(
            """
            UPDATE coaching.role_plays SET status = \(play.status.known), \
            stage = \(script.stage), pushbacks = \(script.pushbacks), \
            reached = \(script.reached), body = \(play.wireBytes()) \
            WHERE tenant_id = \(tenant) AND role_play_id = \(play.rolePlayID)
            """)
    }

    /// Newest first, of some agents or of all.
    func rolePlays(
        _ tenant: TenantID, agents: Set<AgentID>?, limit: Int
    ) async throws -> [RolePlay] {
        let only = agents.map(Array.init)
        return try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT body FROM coaching.role_plays WHERE tenant_id = \(tenant) \
            AND (\(only)::text[] IS NULL OR agent_id = ANY(\(only)::text[])) \
            ORDER BY started_at DESC, role_play_id DESC LIMIT \(limit)
            """, as: [UInt8].self
        ).map { try RolePlay(wireBytes: $0) }
    }
}

import GamificationDomain
import Identifiers
import Logging
import Postgres

/// The service's scores in a database of their own, for measuring how fast a board is read back.
package enum GamificationScores {
    private static let tenant: TenantID = "benchmark"

    /// Makes the service's schema in an empty database, as its owner.
    package static func database(
        _ owner: DatabaseConfiguration, logger: Logger
    ) async throws -> Database {
        let schema = ServiceSchema(
            name: "gamification", password: "gamification",
            migrations: GamificationService.migrations)
        try await Migrator(owner, logger: logger).apply(schema)
        return Database(owner, logger: logger)
    }

    package static func fill(_ database: Database, agentCount: Int) async throws {
        try await database.withTransaction(.tenant(tenant)) { transaction in
            try await transaction.execute(
                """
                INSERT INTO gamification.scores (tenant_id, agent_id, points, reached_at) \
                SELECT \(tenant), 'agent-' || number, 1 + (random() * 200000)::bigint, \
                timestamptz '2026-01-01' + random() * interval '300 days' \
                FROM generate_series(1, \(agentCount)) AS number
                """)
        }
        try await database.scoped(to: .allTenants).execute("ANALYZE gamification.scores")
    }

    /// The board that the service makes of them when it starts.
    package static func board(_ database: Database) async throws -> RankedBoard {
        RankedBoard(
            try await ScoreStore().standings(tenant, in: database.scoped(to: .tenant(tenant))))
    }
}

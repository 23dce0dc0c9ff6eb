import GamificationDomain
import Identifiers
import Logging
import Postgres

/// The service's scores in a database of their own, for measuring how fast a board is read back and
/// how fast it answers.
package struct GamificationScores: Sendable {
    private static let tenant: TenantID = "benchmark"

    private let database: Database
    private let boards = BoardMemory(ScoreStore())

    /// Makes the service's schema in an empty database, as its owner.
    package init(_ owner: DatabaseConfiguration, logger: Logger) async throws {
        let schema = ServiceSchema(
            name: "gamification", password: "gamification",
            migrations: GamificationService.migrations)
        try await Migrator(owner, logger: logger).apply(schema)
        database = Database(owner, logger: logger)
    }

    package func fill(_ standings: [Standing]) async throws {
        let session = database.scoped(to: .tenant(Self.tenant))
        for start in stride(from: 0, to: standings.count, by: ScoreStore.pageCountMax) {
            let part = standings[start..<min(start + ScoreStore.pageCountMax, standings.count)]
            try await session.execute(
                """
                INSERT INTO gamification.scores (tenant_id, agent_id, points, reached_at) \
                SELECT \(Self.tenant), * FROM unnest(\(part.map(\.agentID.rawValue))::text[], \
                \(part.map(\.points))::bigint[], \(part.map(\.reachedAt))::timestamptz[])
                """)
        }
        try await database.scoped(to: .allTenants).execute("ANALYZE gamification.scores")
    }

    package func update(_ standing: Standing) async throws {
        try await database.scoped(to: .tenant(Self.tenant)).execute(
            """
            UPDATE gamification.scores SET points = \(standing.points), \
            reached_at = \(standing.reachedAt), changed_in = pg_current_xact_id() \
            WHERE tenant_id = \(Self.tenant) AND agent_id = \(standing.agentID)
            """)
    }

    /// As the service's handlers ask; the first time reads everybody's score.
    package func rank(of agent: AgentID) async throws -> Int? {
        try await boards.ask(Self.tenant, in: database.scoped(to: .tenant(Self.tenant))) {
            $0.rank(of: agent)
        }
    }
}

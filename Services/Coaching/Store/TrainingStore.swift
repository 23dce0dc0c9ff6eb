import Cache
import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import Runtime
import Wire

/// Keeps what agents have learned and what they should learn next.
struct TrainingStore: Sendable {
    let database: Database

    /// The agent's progress by module; a module that is not there was not started.
    func progress(
        of agent: AgentID, _ tenant: TenantID
    ) async throws(DatabaseError) -> [ModuleID: ModuleProgress] {
        let rows = try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT module_id, started_at, completed_at, attempts, best_score \
            FROM coaching.module_progress WHERE tenant_id = \(tenant) AND agent_id = \(agent)
            """, as: (ModuleID, Instant, Instant?, Int, Double?).self)
        return Dictionary(
            rows.map { ($0.0, ModuleProgress(startedAt: $0.1, $0.2, attempts: $0.3, best: $0.4)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Notes that the agent began; one who began before changes nothing.
    func start(
        _ module: TrainingModule, _ agent: AgentID, _ tenant: TenantID, at now: Instant,
        in session: some SQLSession
    ) async throws(DatabaseError) {
        try await session.execute(
            """
            INSERT INTO coaching.module_progress \
            (tenant_id, agent_id, module_id, type, started_at) \
            VALUES (\(tenant), \(agent), \(module.id), \(module.type), \(now)) \
            ON CONFLICT DO NOTHING
            """)
    }

    /// Counts an attempt; true when the module is completed by it for the first time.
    func record(
        _ assessment: Assessment, of module: TrainingModule, _ agent: AgentID, _ tenant: TenantID,
        at now: Instant, in transaction: Transaction
    ) async throws(DatabaseError) -> Bool {
        transaction.announce(change: CacheTag(tenant), in: "coaching")
        try await start(module, agent, tenant, at: now, in: transaction)
        let before = try await transaction.first(
            """
            SELECT completed_at IS NOT NULL FROM coaching.module_progress \
            WHERE tenant_id = \(tenant) AND agent_id = \(agent) AND module_id = \(module.id) \
            FOR UPDATE
            """, as: Bool.self)
        let completedAt = assessment.isPassed ? now : nil
        try await transaction.execute(
            """
            UPDATE coaching.module_progress SET attempts = attempts + 1, \
            best_score = greatest(coalesce(best_score, 0), \(assessment.score)), \
            completed_at = coalesce(completed_at, \(completedAt)) \
            WHERE tenant_id = \(tenant) AND agent_id = \(agent) AND module_id = \(module.id)
            """)
        return assessment.isPassed && before != true
    }

    func save(
        _ plan: TrainingPlan, _ tenant: TenantID
    ) async throws(DatabaseError) {
        try await database.scoped(to: .tenant(tenant)).execute(
            """
            INSERT INTO coaching.training_plans (tenant_id, plan_id, agent_id, created_at, body) \
            VALUES (\(tenant), \(plan.planID), \(plan.agentID), \(plan.createdAt), \
            \(plan.wireBytes()))
            """)
    }

    /// The newest plan as it was made; nil before the first.
    func plan(of agent: AgentID, _ tenant: TenantID) async throws -> TrainingPlan? {
        try await database.scoped(to: .tenant(tenant)).first(
            """
            SELECT body FROM coaching.training_plans \
            WHERE tenant_id = \(tenant) AND agent_id = \(agent) \
            ORDER BY created_at DESC, plan_id DESC LIMIT 1
            """, as: [UInt8].self
        ).map { try TrainingPlan(wireBytes: $0) }
    }

    /// Compliance alerts that the agent caused since `start`.
    func breaches(
        of agent: AgentID, _ tenant: TenantID, since start: Instant
    ) async throws(DatabaseError) -> BreachCounts {
        let rows = try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT opportunity_key, count(*) FROM coaching.alerts WHERE tenant_id = \(tenant) \
            AND agent_id = \(agent) AND is_compliance AND created_at >= \(start) \
            GROUP BY opportunity_key
            """, as: (String, Int).self)
        return BreachCounts(byKey: rows.map { ($0.0, $0.1) })
    }

    /// The scores of the areas that each type of module trains, in the agents' conversations within
    /// `window` before and after they completed one.
    func scoresAroundCompletion(
        _ tenant: TenantID, agents: Set<AgentID>?, window: Duration
    ) async throws(DatabaseError) -> [CompletionScore] {
        let areas = TrainingModuleType.allCases.flatMap { type in type.areas.map { (type, $0) } }
        let span = window.microseconds
        let only = agents.map(Array.init)
        return try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT p.agent_id, p.module_id, p.type, c.last_message_at > p.completed_at, \
            avg(s.score) \
            FROM coaching.module_progress p \
            JOIN unnest(\(areas.map(\.0.rawValue))::text[], \(areas.map(\.1))::text[]) \
            AS trains (type, area) ON trains.type = p.type \
            JOIN coaching.conversation_scores c \
            ON c.tenant_id = p.tenant_id AND c.agent_id = p.agent_id \
            AND c.last_message_at BETWEEN p.completed_at - \(span) * interval '1 microsecond' \
            AND p.completed_at + \(span) * interval '1 microsecond' \
            JOIN coaching.area_scores s ON s.tenant_id = c.tenant_id \
            AND s.conversation_id = c.conversation_id AND s.area = trains.area \
            WHERE p.tenant_id = \(tenant) AND p.completed_at IS NOT NULL \
            AND (\(only)::text[] IS NULL OR p.agent_id = ANY(\(only)::text[])) \
            GROUP BY p.agent_id, p.module_id, p.type, c.conversation_id, \
            c.last_message_at > p.completed_at
            """, as: (AgentID, ModuleID, TrainingModuleType, Bool, Double).self
        ).map {
            CompletionScore(agent: $0.0, module: $0.1, type: $0.2, isAfter: $0.3, score: $0.4)
        }
    }
}

/// The score of one conversation near a completed module, in what the module trains.
struct CompletionScore: Hashable, Sendable {
    var agent: AgentID
    var module: ModuleID
    var type: TrainingModuleType
    var isAfter: Bool
    /// 0–100.
    var score: Double
}

extension ModuleProgress {
    static let notStarted = ModuleProgress(status: Open(.notStarted), attempts: 0)

    fileprivate init(startedAt: Instant, _ completedAt: Instant?, attempts: Int, best: Double?) {
        self.init(
            status: Open(completedAt == nil ? .inProgress : .completed), startedAt: startedAt,
            completedAt: completedAt, attempts: attempts, bestScore: best)
    }
}

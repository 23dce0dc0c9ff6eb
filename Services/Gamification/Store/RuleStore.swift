import GamificationDomain
import Identifiers
import Postgres

/// Tenants' own rules: what pays how much, and from when on.
struct RuleStore: Sendable {
    /// Every version of a tenant's rules.
    func book(
        _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> RuleBook {
        let sets = try await session.query(
            """
            SELECT version, effective_from, quality_min, quality_message_count_min, \
            objections_per_conversation_max FROM gamification.rule_sets \
            WHERE tenant_id = \(tenant)
            """, as: (Int32, Instant, Double, Int32, Int32).self)
        guard !sets.isEmpty else { return RuleBook() }
        let rules = try await session.query(
            """
            SELECT version, reason, points, daily_limit, halves_after FROM gamification.rules \
            WHERE tenant_id = \(tenant)
            """, as: (Int32, PointReason, Int64, Int32?, Int32?).self)
        return RuleBook(
            sets.map { set in
                let own = rules.filter { $0.0 == set.0 }.map { rule in
                    (
                        rule.1,
                        PointRule(
                            points: rule.2, dailyLimit: rule.3.map(Int.init),
                            halvesAfter: rule.4.map(Int.init))
                    )
                }
                return PointRules(
                    version: Int(set.0), effectiveFrom: set.1,
                    rules: Dictionary(uniqueKeysWithValues: own), qualityMin: set.2,
                    qualityMessageCountMin: Int(set.3), objectionsPerConversationMax: Int(set.4))
            })
    }

    /// Adds a version; `uniqueViolation` when there is one of its number.
    func add(
        _ rules: PointRules, effectiveFrom: Instant, _ tenant: TenantID, at now: Instant,
        in transaction: Transaction
    ) async throws(DatabaseError) {
        try await transaction.execute(
            """
            INSERT INTO gamification.rule_sets (tenant_id, version, effective_from, quality_min, \
            quality_message_count_min, objections_per_conversation_max, recorded_at) \
            VALUES (\(tenant), \(Int32(clamping: rules.version)), \(effectiveFrom), \
            \(rules.qualityMin), \(Int32(clamping: rules.qualityMessageCountMin)), \
            \(Int32(clamping: rules.objectionsPerConversationMax)), \(now))
            """)
        let lines = rules.rules.sorted { $0.key.rawValue < $1.key.rawValue }
        try await transaction.execute(
            """
            INSERT INTO gamification.rules \
            (tenant_id, version, reason, points, daily_limit, halves_after) \
            SELECT \(tenant), \(Int32(clamping: rules.version)), rule.* FROM unnest(\
            \(lines.map(\.key.rawValue))::text[], \(lines.map(\.value.points))::bigint[], \
            \(lines.map { $0.value.dailyLimit.map(Int32.init(clamping:)) })::int[], \
            \(lines.map { $0.value.halvesAfter.map(Int32.init(clamping:)) })::int[]) AS rule
            """)
    }
}

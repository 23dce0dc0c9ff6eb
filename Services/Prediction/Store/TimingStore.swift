import Identifiers
import Postgres
import PredictionDomain
import Wire

/// Keeps choices of when to intervene, and what came of them.
struct TimingStore: Sendable {
    /// The newest outcomes that impacts are estimated from.
    private static let outcomeCountMax = 20_000

    let database: Database

    struct Choice: Sendable {
        var choiceID: UUIDv7
        var agentID: AgentID
        var conversationID: ConversationID?
        var arm: TimingArm
        var propensity: Double
    }

    /// What came of each arm, for the agent and for all.
    func sums(
        for agent: AgentID, _ tenant: TenantID
    ) async throws(DatabaseError) -> TimingSums {
        let rows = try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT true, intervention, timing, successes, failures FROM prediction.agent_timings \
            WHERE tenant_id = \(tenant) AND agent_id = \(agent) \
            UNION ALL \
            SELECT false, intervention, timing, successes, failures \
            FROM prediction.tenant_timings WHERE tenant_id = \(tenant)
            """, as: (Bool, CoachingInterventionType, InterventionTiming, Double, Double).self)
        var sums = TimingSums()
        for (isOwn, intervention, timing, successes, failures) in rows {
            let sum = TimingSum(
                intervention: Open(intervention), timing: Open(timing), successes: successes,
                failures: failures)
            if isOwn { sums.agent.append(sum) } else { sums.tenant.append(sum) }
        }
        return sums
    }

    /// Keeps a choice.
    ///
    /// The answer does not wait for the disk: a choice lost in a crash of the server is one whose
    /// outcome nothing is learned from.
    func keep(_ choice: Choice, _ tenant: TenantID, at now: Instant) async throws(DatabaseError) {
        try await database.scoped(to: .tenant(tenant)).execute(
            """
            INSERT INTO prediction.timing_choices \
            (tenant_id, choice_id, agent_id, conversation_id, intervention, timing, propensity, \
            chosen_at) SELECT \(tenant), \(choice.choiceID), \(choice.agentID), \
            \(choice.conversationID), \(choice.arm.intervention), \(choice.arm.timing), \
            \(choice.propensity), \(now) \
            FROM set_config('synchronous_commit', 'off', true) AS commits WHERE commits = 'off' \
            ON CONFLICT DO NOTHING
            """)
    }

    /// Keeps what came of a choice and adds it to the sums; the first outcome stands.
    ///
    /// Nil for an unknown choice, or another's than `onlyAgent`; false when its outcome was known.
    func record(
        _ succeeded: Bool, of choice: UUIDv7, _ tenant: TenantID, onlyAgent: AgentID?,
        at now: Instant
    ) async throws(DatabaseError) -> Bool? {
        let count = FadedCount(outcome: succeeded, at: now)
        return try await database.scoped(to: .tenant(tenant)).first(
            """
            WITH told AS ( \
            UPDATE prediction.timing_choices SET succeeded = \(succeeded), outcome_at = \(now) \
            WHERE tenant_id = \(tenant) AND choice_id = \(choice) AND succeeded IS NULL \
            AND agent_id = coalesce(\(onlyAgent), agent_id) \
            RETURNING agent_id, intervention, timing), \
            own AS ( \
            INSERT INTO prediction.agent_timings AS known \
            (tenant_id, agent_id, intervention, timing, successes, failures) \
            SELECT \(tenant), agent_id, intervention, timing, \(count.successes), \
            \(count.failures) FROM told \
            ON CONFLICT (tenant_id, agent_id, intervention, timing) DO UPDATE SET \
            successes = known.successes + excluded.successes, \
            failures = known.failures + excluded.failures), \
            everyones AS ( \
            INSERT INTO prediction.tenant_timings AS known \
            (tenant_id, intervention, timing, successes, failures) \
            SELECT \(tenant), intervention, timing, \(count.successes), \(count.failures) \
            FROM told ON CONFLICT (tenant_id, intervention, timing) DO UPDATE SET \
            successes = known.successes + excluded.successes, \
            failures = known.failures + excluded.failures) \
            SELECT EXISTS (SELECT FROM told) FROM prediction.timing_choices \
            WHERE tenant_id = \(tenant) AND choice_id = \(choice) \
            AND agent_id = coalesce(\(onlyAgent), agent_id)
            """, as: Bool.self)
    }

    /// Outcomes of the last while, the newest first.
    func outcomes(
        _ tenant: TenantID, since start: Instant
    ) async throws(DatabaseError) -> [InterventionImpact.Outcome] {
        try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT intervention, timing, succeeded, propensity FROM prediction.timing_choices \
            WHERE tenant_id = \(tenant) AND succeeded IS NOT NULL AND outcome_at >= \(start) \
            ORDER BY outcome_at DESC LIMIT \(Self.outcomeCountMax)
            """, as: (CoachingInterventionType, InterventionTiming, Bool, Double).self
        ).map {
            InterventionImpact.Outcome(
                arm: TimingArm($0.0, $0.1), succeeded: $0.2, propensity: $0.3)
        }
    }
}

import Identifiers
import Postgres
import ROIDomain

/// Reads what came of the agents of an experiment, and how the metrics stand without one.
struct ExperimentCourseStore: Sendable {
    let database: Database

    /// How many agents met an arm, and how many of them another one later.
    func exposed(
        _ experiment: String, _ tenant: TenantID
    ) async throws -> (agents: Int, metOther: Int) {
        let row = try await database.scoped(to: .tenant(tenant)).first(
            """
            SELECT count(*), count(other_arm_at) FROM roi.exposures \
            WHERE tenant_id = \(tenant) AND experiment_id = \(experiment)
            """, as: (Int64, Int64).self)
        return (Int(row?.0 ?? 0), Int(row?.1 ?? 0))
    }

    /// What came of each exposed agent from the exposure on, between one look and the next.
    ///
    /// A conversation counts when it began, by what is known of its outcome now.
    func stages(
        of experiment: String, _ tenant: TenantID, from start: Instant, at looks: [Instant]
    ) async throws(DatabaseError) -> [ExperimentCourse.Stage] {
        let since: [Instant] = [start] + looks.dropLast()
        let won = ActivityStore.successes
        let rows = try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT met.agent_id, met.arm, met.team, met.stratum, look.number, \
            talk.conversations, talk.known, talk.successes, coalesce(busy.quarters, 0) \
            FROM roi.exposures AS met JOIN unnest(\(since)::timestamptz[], \
            \(looks)::timestamptz[]) WITH ORDINALITY AS look (since, until, number) \
            ON met.first_at < look.until \
            CROSS JOIN LATERAL ( \
            SELECT count(*) AS conversations, \
            count(*) FILTER (WHERE outcome <> 'in_progress') AS known, \
            count(*) FILTER (WHERE outcome = ANY(\(won))) AS successes \
            FROM roi.conversations AS c WHERE c.tenant_id = \(tenant) \
            AND c.agent_id = met.agent_id AND c.first_at >= greatest(met.first_at, look.since) \
            AND c.first_at < look.until) AS talk \
            CROSS JOIN LATERAL ( \
            SELECT sum(bit_count(substring(a.quarters FROM part.low + 1 \
            FOR part.high - part.low)))::bigint AS quarters FROM roi.activity AS a \
            CROSS JOIN LATERAL ( \
            SELECT greatest(0, floor(extract(epoch FROM greatest(met.first_at, look.since) \
            - a.day::timestamp AT TIME ZONE 'UTC') / 900)::int) AS low, \
            least(96, ceil(extract(epoch FROM look.until \
            - a.day::timestamp AT TIME ZONE 'UTC') / 900)::int) AS high) AS part \
            WHERE a.tenant_id = \(tenant) AND a.agent_id = met.agent_id \
            AND a.day BETWEEN (greatest(met.first_at, look.since) AT TIME ZONE 'UTC')::date \
            AND (look.until AT TIME ZONE 'UTC')::date AND part.high > part.low) AS busy \
            WHERE met.tenant_id = \(tenant) AND met.experiment_id = \(experiment) \
            ORDER BY look.number, met.agent_id
            """, as: StageRow.self)
        return rows.map(ExperimentCourse.Stage.init)
    }

    /// What every agent did in some whole days, whatever experiment they were in.
    func usual(
        _ tenant: TenantID, in days: Range<CalendarDate>
    ) async throws(DatabaseError) -> [AgentOutcomes] {
        // Blocks of one day, in the order of their days.
        let first = DayBlock(level: 0, number: days.lowerBound.daysSinceEpoch).key
        let end = DayBlock(level: 0, number: days.upperBound.daysSinceEpoch).key
        return try await database.scoped(to: .tenant(tenant)).query(
            """
            SELECT agent_id, sum(conversations), sum(known_outcomes), sum(successes), \
            sum(active_quarters) FROM roi.agent_sums WHERE tenant_id = \(tenant) \
            AND block >= \(first) AND block < \(end) AND block & 7 = 0 \
            GROUP BY agent_id HAVING sum(conversations) > 0 ORDER BY agent_id
            """, as: UsualRow.self
        ).map(AgentOutcomes.init)
    }
}

private typealias StageRow = (
    String, String, String?, String?, Int64, Int64, Int64, Int64, Int64
)

private typealias UsualRow = (String, Int64, Int64, Int64, Int64)

extension ExperimentCourse.Stage {
    fileprivate init(_ row: StageRow) {
        self.init(
            look: Int(row.4) - 1,
            outcomes: AgentOutcomes(
                unit: row.0, arm: row.1, team: row.2, stratum: row.3,
                conversations: Int(row.5), knownOutcomes: Int(row.6), successes: Int(row.7),
                activeHours: Double(row.8) / 4))
    }
}

extension AgentOutcomes {
    /// Of an agent in no arm.
    fileprivate init(_ row: UsualRow) {
        self.init(
            unit: row.0, arm: "", team: nil, stratum: nil, conversations: Int(row.1),
            knownOutcomes: Int(row.2), successes: Int(row.3), activeHours: Double(row.4) / 4)
    }
}

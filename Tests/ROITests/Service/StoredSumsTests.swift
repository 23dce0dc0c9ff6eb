import Identifiers
import MeshContract
import Postgres
import ROIContract
import ROIDomain
import ROISamples
import Testing

@testable import ROIService

@Suite struct StoredSumsTests {
    /// However events come, late, twice or cancelled, days and months are the sums of what is stored.
    @Test(arguments: UInt64(1)..<4)
    func daysAndMonthsAreWhatTheRowsAddUpTo(seed: UInt64) async throws {
        try await ROIRig.with { rig in
            var generator = SplitMix64(seed: seed)
            let events = (0..<6).flatMap { Self.events(of: AgentID("agent\($0)"), &generator) }
            try await rig.apply((events + events).shuffled(using: &generator))
            let differing = try await rig.database.scoped(to: .tenant(ROIRig.tenant)).query(
                """
                WITH told AS (SELECT agent_id, day, sum(conversations), sum(known_outcomes), \
                sum(successes), sum(rated), sum(quality), sum(active_quarters), \
                sum(coached_microseconds), sum(leads) FROM ( \
                SELECT (roi.day_of(c)).* FROM roi.conversations AS c UNION ALL \
                SELECT (roi.day_of(a)).* FROM roi.activity AS a UNION ALL \
                SELECT (roi.day_of(l)).* FROM roi.leads AS l UNION ALL \
                SELECT (roi.day_of(s)).* FROM roi.sessions AS s) AS part GROUP BY 1, 2 HAVING \
                sum(conversations) + sum(active_quarters) + sum(coached_microseconds) > 0 \
                OR sum(leads) > 0 \
                ), kept AS (SELECT agent_id, day, conversations, known_outcomes, successes, rated, \
                quality, active_quarters, coached_microseconds, leads FROM roi.agent_days \
                WHERE conversations + active_quarters + coached_microseconds + leads > 0 \
                ), months AS (SELECT agent_id, date_trunc('month', day)::date, sum(conversations), \
                sum(known_outcomes), sum(successes), sum(rated), sum(quality), \
                sum(active_quarters), sum(coached_microseconds), sum(leads) FROM roi.agent_days \
                GROUP BY 1, 2), kept_months AS (SELECT agent_id, month, conversations, \
                known_outcomes, successes, rated, quality, active_quarters, coached_microseconds, \
                leads \
                FROM roi.agent_months), first AS (SELECT agent_id, min(started_at) \
                FROM roi.sessions WHERE status <> 'cancelled' GROUP BY 1) \
                SELECT d::text FROM (TABLE told EXCEPT TABLE kept) AS d UNION ALL \
                SELECT d::text FROM (TABLE kept EXCEPT TABLE told) AS d UNION ALL \
                SELECT d::text FROM (TABLE months EXCEPT TABLE kept_months) AS d UNION ALL \
                SELECT d::text FROM (TABLE kept_months EXCEPT TABLE months) AS d UNION ALL \
                SELECT d::text FROM (TABLE first EXCEPT SELECT agent_id, first_session_at \
                FROM roi.coached_agents) AS d UNION ALL \
                SELECT d::text FROM (SELECT agent_id, first_session_at FROM roi.coached_agents \
                EXCEPT TABLE first) AS d
                """, as: String.self)
            #expect(differing == [], "seed \(seed)")
        }
    }

    /// A year's report reads months; that of a few agents reads days: both say the same.
    @Test(arguments: UInt64(1)..<3)
    func sumsOfTheTenantAreTheSumsOfItsAgents(seed: UInt64) async throws {
        try await ROIRig.with { rig in
            var generator = SplitMix64(seed: seed)
            let agents = (0..<6).map { AgentID("agent\($0)") }
            try await rig.apply(agents.flatMap { Self.events(of: $0, &generator) })
            let store = ActivityStore(database: rig.database)
            for _ in 0..<20 {
                let first = Int.random(in: -40..<40, using: &generator)
                let days = day(first)..<day(first + Int.random(in: 1..<90, using: &generator))
                let (sums, single) = try await rig.database.withTransaction(
                    .tenant(ROIRig.tenant), as: .snapshot
                ) { transaction in
                    (
                        try await store.sums(
                            ROIRig.tenant, over: CalendarCover(days), coachedBefore: .distantEnd,
                            session: transaction),
                        try await store.days(
                            of: agents, ROIRig.tenant, in: days, session: transaction)
                    )
                }
                #expect(Self.totals(sums) == Self.totals(single), "\(days), seed \(seed)")
            }
        }
    }

    private static func totals(_ rows: [AgentActivity]) -> [AgentID: [Int]] {
        var totals: [AgentID: [Int]] = [:]
        for row in rows {
            let numbers = [
                row.conversations, row.knownOutcomes, row.successes, row.rated,
                Int((row.quality * 100).rounded()), row.activeQuarters,
                Int(row.coachedTime.microseconds), row.leads,
            ]
            let known = totals[row.agentID] ?? numbers.map { _ in 0 }
            totals[row.agentID] = zip(known, numbers).map { $0 + $1 }
        }
        return totals
    }

    /// Four months around March: sessions, some of them cancelled, and conversations whose first
    /// message may be read last.
    private static func events(
        of agent: AgentID, _ generator: inout SplitMix64
    ) -> [EventEnvelope] {
        func instant() -> Instant {
            day(-40).start + .seconds(Int.random(in: 0..<120 * 86_400, using: &generator))
        }
        var events: [EventEnvelope] = []
        for number in 0..<12 {
            let start = instant()
            let session = SessionID(
                rawValue: UUIDv7(
                    high: UInt64(number) << 16 | 0x7000,
                    low: agent.rawValue.utf8.reduce(0) { $0 * 31 + UInt64($1) }))
            let isCancelled = Int.random(in: 0..<4, using: &generator) == 0
            events += [
                .started(session, of: agent, at: start),
                .ended(
                    session, of: agent, at: start + .seconds(600), after: .seconds(500),
                    as: isCancelled ? .cancelled : .completed),
            ]
            let began = instant()
            let name = ConversationID("\(agent)-\(number)")
            // Some leads come back, some conversations name none.
            let lead = number % 4 == 0 ? nil : LeadID("lead\(number % 5)")
            let won = Int.random(in: 0..<2, using: &generator) == 0
            let outcome: ConversationOutcome = won ? .appointmentScheduled : .leadLost
            events.append(.heard(name, of: agent, at: began, count: 1, role: .client, lead: lead))
            events.append(
                .heard(name, of: agent, at: began + .seconds(40_000), count: 2, lead: lead))
            events.append(
                .heard(
                    name, of: agent, at: began + .seconds(90_000), count: 3, outcome: outcome,
                    lead: lead))
        }
        return events
    }
}

extension Instant {
    fileprivate static let distantEnd = Instant(microseconds: 4_102_444_800_000_000)
}

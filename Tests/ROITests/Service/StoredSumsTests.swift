import Identifiers
import MeshContract
import Postgres
import PostgresCluster
import ROIContract
import ROIDomain
import ROISamples
import Testing

@testable import ROIService

@Suite struct StoredSumsTests {
    /// However events come, late, twice or cancelled, every block is the sum of what is stored.
    @Test(arguments: UInt64(1)..<4)
    func blocksAreWhatTheRowsAddUpTo(seed: UInt64) async throws {
        try await ROIRig.with { rig in
            var generator = SplitMix64(seed: seed)
            let events = (0..<6).flatMap { Self.events(of: AgentID("agent\($0)"), &generator) }
            var rest = (events + events).shuffled(using: &generator)[...]
            while !rest.isEmpty {
                let batch = rest.prefix(Int.random(in: 1..<40, using: &generator))
                try await rig.apply(Array(batch))
                rest = rest.dropFirst(batch.count)
            }
            #expect(try await Self.differing(rig.database) == [], "seed \(seed)")
        }
    }

    /// Rows that were written before there were blocks, by code that knows days and months and by the
    /// code of now.
    @Test func sumsAreCarriedOverWhileCodeOfBeforeWrites() async throws {
        try await ScratchPostgres.shared().withDatabase { owner in
            let migrator = Migrator(owner, logger: ROIRig.silent)
            let database = Database(
                owner.connecting(as: "roi", password: "roi"), logger: ROIRig.silent)
            for (version, reach) in [
                (5, Migrator.Reach.everything), (9, .expand), (9, .everything),
            ] {
                try await migrator.apply(
                    ServiceSchema(
                        name: "roi", password: "roi",
                        migrations: ROIService.migrations.filter { $0.version <= version }),
                    reach: reach)
                try await Self.write(Int32(version * 100), database)
            }
            #expect(try await Self.differing(database) == [])
        }
    }

    /// Adds conversations over two years, and moves and ends some of those that are there.
    private static func write(_ count: Int32, _ database: Database) async throws {
        let session = database.scoped(to: .tenant(ROIRig.tenant))
        try await session.execute(
            """
            INSERT INTO roi.conversations AS known SELECT \(ROIRig.tenant), 'talk' || i, \
            'agent' || i % 7, timestamptz '2025-01-01Z' + i * interval '25 hours', 1, \
            'in_progress', i % 100 FROM generate_series(1, \(count)) AS i \
            ON CONFLICT (tenant_id, conversation_id) DO UPDATE SET outcome = 'lead_advanced', \
            first_at = known.first_at - interval '30 hours'
            """)
        try await session.execute(
            """
            INSERT INTO roi.leads SELECT \(ROIRig.tenant), 'agent' || i % 7, 'lead' || i, \
            timestamptz '2025-01-01Z' + i * interval '25 hours' \
            FROM generate_series(\(count), \(count) + 50) AS i ON CONFLICT DO NOTHING
            """)
    }

    /// Blocks that are not what the rows add up to, and agents who are not coached since their first
    /// session.
    private static func differing(_ database: Database) async throws -> [String] {
        try await database.scoped(to: .tenant(ROIRig.tenant)).query(
            """
            WITH told AS (SELECT agent_id, roi.block(roi.first_day(block), level), \
            sum(conversations), sum(known_outcomes), sum(successes), sum(rated), sum(quality), \
            sum(active_quarters), sum(coached_microseconds), sum(leads) FROM ( \
            SELECT (roi.sums_of(c)).* FROM roi.conversations AS c UNION ALL \
            SELECT (roi.sums_of(a)).* FROM roi.activity AS a UNION ALL \
            SELECT (roi.sums_of(l)).* FROM roi.leads AS l UNION ALL \
            SELECT (roi.sums_of(s)).* FROM roi.sessions AS s) AS part \
            CROSS JOIN generate_series(0, 5) AS level GROUP BY 1, 2 HAVING \
            sum(conversations) + sum(active_quarters) + sum(coached_microseconds) > 0 \
            OR sum(leads) > 0 \
            ), kept AS (SELECT agent_id, block, conversations, known_outcomes, successes, rated, \
            quality, active_quarters, coached_microseconds, leads FROM roi.agent_sums \
            WHERE conversations + active_quarters + coached_microseconds + leads > 0 \
            ), first AS (SELECT agent_id, min(started_at) \
            FROM roi.sessions WHERE status <> 'cancelled' GROUP BY 1) \
            SELECT d::text FROM (TABLE told EXCEPT TABLE kept) AS d UNION ALL \
            SELECT d::text FROM (TABLE kept EXCEPT TABLE told) AS d UNION ALL \
            SELECT d::text FROM (TABLE first EXCEPT SELECT agent_id, first_session_at \
            FROM roi.coached_agents) AS d UNION ALL \
            SELECT d::text FROM (SELECT agent_id, first_session_at FROM roi.coached_agents \
            EXCEPT TABLE first) AS d
            """, as: String.self)
    }

    /// One by one, or in batches of whatever size: the rows are the same.
    @Test(arguments: UInt64(1)..<3)
    func rowsDoNotDependOnHowEventsWereGathered(seed: UInt64) async throws {
        var generator = SplitMix64(seed: seed)
        let once = (0..<3).flatMap { Self.events(of: AgentID("agent\($0)"), &generator) }
        let events = (once + once.prefix(30)).shuffled(using: &generator)
        var found: [[String]] = []
        for batchMax in [1, 7, events.count] {
            try await ROIRig.with { rig in
                var rest = events[...]
                while !rest.isEmpty {
                    try await rig.apply(Array(rest.prefix(batchMax)))
                    rest = rest.dropFirst(batchMax)
                }
                found.append(try await Self.rows(rig))
            }
        }
        #expect(!found[0].isEmpty)
        #expect(found[1] == found[0] && found[2] == found[0], "seed \(seed)")
    }

    private static func rows(_ rig: ROIRig) async throws -> [String] {
        try await rig.database.scoped(to: .tenant(ROIRig.tenant)).query(
            """
            SELECT r::text FROM roi.conversations AS r UNION ALL \
            SELECT r::text FROM roi.activity AS r UNION ALL \
            SELECT r::text FROM roi.leads AS r UNION ALL \
            SELECT r::text FROM roi.sessions AS r UNION ALL \
            SELECT r::text FROM roi.coached_agents AS r UNION ALL \
            SELECT r::text FROM roi.agent_sums AS r WHERE conversations + active_quarters \
            + coached_microseconds + leads > 0 ORDER BY 1
            """, as: String.self)
    }

    @Test func blocksHaveTheKeysThatReportsAskFor() async throws {
        try await ROIRig.with { rig in
            let session = rig.database.scoped(to: .tenant(ROIRig.tenant))
            for level in 0...DayBlock.levelMax {
                for number in [-2, -1, 0, 1, 80] {
                    let block = DayBlock(level: level, number: number)
                    for day in [block.firstDay, block.firstDay.adding(days: block.length - 1)] {
                        let found = try await session.first(
                            """
                            SELECT key, roi.first_day(key) FROM \
                            roi.block(\(day)::date, \(Int32(level))) AS key
                            """, as: (Int32, CalendarDate).self)
                        #expect(found?.0 == block.key && found?.1 == block.firstDay)
                    }
                }
            }
        }
    }

    /// A report of many agents reads blocks, that of a few reads days: both say the same.
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
                let cover = BlockCover(days)
                let (sums, single, active) = try await rig.database.withTransaction(
                    .tenant(ROIRig.tenant), as: .snapshot
                ) { transaction in
                    (
                        try await store.sums(ROIRig.tenant, over: cover, session: transaction),
                        try await store.days(
                            of: agents, ROIRig.tenant, in: days, session: transaction),
                        try await store.activeAgents(
                            ROIRig.tenant, over: cover, session: transaction)
                    )
                }
                #expect(Self.totals(sums) == Self.totals(single), "\(days), seed \(seed)")
                #expect(
                    Set(active) == Set(single.filter { $0.activeQuarters > 0 }.map(\.agentID)),
                    "\(days), seed \(seed)")
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
            // Some conversations are handed over.
            let second = number % 5 == 1 ? "agent0" : agent
            events.append(
                .heard(name, of: second, at: began + .seconds(40_000), count: 2, lead: lead))
            events.append(
                .heard(
                    name, of: agent, at: began + .seconds(90_000), count: 3, outcome: outcome,
                    lead: lead))
        }
        return events
    }
}

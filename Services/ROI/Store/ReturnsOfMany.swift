import CoachingContract
import Identifiers
import Logging
import MeshContract
import Postgres
import ROIContract
import ROIDomain
import RPC
import Runtime
import Wire

/// The service over a database that holds the sums of many agents, for measuring how fast it reports
/// and how fast it takes an event.
///
/// Stored are the blocks that a report reads, and all that begin on the days on which those begin, as
/// agents who work every day have them.
package struct ReturnsOfMany: Sendable {
    private static let tenant: TenantID = "benchmark"

    private let owner: Database
    private let database: Database
    private let roi: Client<ROI>
    private let consumer: CoachingConsumer
    private let agentCount: Int
    /// A stretch that no other of its length needs more blocks for.
    private let days: Range<CalendarDate>

    /// Makes the service's schema in an empty database, as its owner.
    package init(
        _ owner: DatabaseConfiguration, agents: Int, days count: Int, logger: Logger
    ) async throws {
        let schema = ServiceSchema(
            name: "roi", password: "roi", migrations: ROIService.migrations)
        try await Migrator(owner, logger: logger).apply(schema)
        // A hundred thousand rows a statement take longer than any that the service runs.
        var patient = owner
        patient.statementTimeout = .seconds(600)
        self.owner = Database(patient, logger: logger)
        database = Database(owner.connecting(as: "roi", password: "roi"), logger: logger)
        let rooms = Rooms(
            ROISettings(reportKeys: nil), database: database,
            coaching: Client(InProcessChannel(Handlers(), service: "coaching")),
            gamification: Client(InProcessChannel(Handlers(), service: "gamification")),
            logger: logger, now: { .wallClock })
        roi = Client(InProcessChannel(rooms.handlers, service: "roi"))
        consumer = CoachingConsumer(
            activity: ActivityStore(database: database),
            adoption: AdoptionStore(database: database),
            experiments: ExperimentStore(database: database))
        agentCount = agents
        days = Self.hardest(count)
        _ = try await roi.recordBaseline(
            RecordBaseline(
                tenantID: Self.tenant, periodStart: days.lowerBound.adding(days: -365).start,
                periodEnd: days.lowerBound.start, trainingHours: 100, conversationsPerHour: 1.9,
                conversionRate: 0.07, valuePerSuccess: Money(minorUnits: 100_000, currency: "USD"),
                hourlyCost: Money(minorUnits: 4_000, currency: "USD"), source: "benchmark"))
    }

    private static func hardest(_ count: Int) -> Range<CalendarDate> {
        // Blocks repeat after the longest of them.
        let starts = (0..<DayBlock.longest).map { CalendarDate(daysSinceEpoch: 20_000 + $0) }
        let stretches = starts.map { $0..<$0.adding(days: count) }
        return stretches.max { BlockCover($0).count < BlockCover($1).count } ?? stretches[0]
    }

    /// What `fill` stores one after the other: all blocks that begin on these days.
    private var parts: [CalendarDate] {
        let cover = BlockCover(days)
        return Set((cover.added + cover.removed).map(\.firstDay)).sorted()
    }

    package var partCount: Int { parts.count }

    /// - Parameter show: is told how many parts are there.
    package func fill(_ show: (Int) -> Void) async throws {
        let session = owner.scoped(to: .tenant(Self.tenant))
        let count = Int32(clamping: agentCount)
        try await session.execute(
            """
            INSERT INTO roi.coached_agents (tenant_id, agent_id, first_session_at) \
            SELECT \(Self.tenant), 'agent' || i, \(days.lowerBound.start) \
            FROM generate_series(1, \(count)) AS i
            """)
        for (number, day) in parts.enumerated() {
            try await session.execute(
                """
                INSERT INTO roi.agent_sums (tenant_id, agent_id, block, conversations, \
                known_outcomes, successes, rated, quality, active_quarters, coached_microseconds, \
                leads) SELECT \(Self.tenant), 'agent' || i, roi.block(\(day)::date, level), \
                days * (4 + i * 7 % 8), days * 3, days * (i % 2), days * 4, days * 24000, \
                days * (8 + i * 5 % 16), days * 1200000000, days * (i % 3) \
                FROM generate_series(1, \(count)) AS i CROSS JOIN ( \
                SELECT level, (3 ^ level)::bigint AS days FROM generate_series(0, 5) AS level \
                WHERE roi.first_day(roi.block(\(day)::date, level)) = \(day)) AS block
                """)
            show(number + 1)
        }
        try await owner.scoped(to: .allTenants).execute(
            "ANALYZE roi.agent_sums, roi.coached_agents")
    }

    /// As a caller gets it, but for the wire.
    package func report() async throws -> ROIReport {
        try await roi.getReport(
            GetReport(
                tenantID: Self.tenant, periodStart: days.lowerBound.start,
                periodEnd: days.upperBound.start))
    }

    /// Applies messages of one of an agent's days, as they are read off the log together.
    package func hear(messages: Range<Int>, of agent: Int) async throws {
        let name = AgentID("agent\(agent % agentCount + 1)")
        let envelopes = messages.map { envelope($0, of: name) }
        try await database.withTransaction(.tenant(Self.tenant)) { transaction in
            try await consumer.apply(envelopes, transaction)
        }
    }

    /// Ten messages are a conversation; the last one ends it.
    private func envelope(_ number: Int, of agent: AgentID) -> EventEnvelope {
        let sentAt = days.upperBound.adding(days: -1).start + .seconds(number * 60)
        let event = MessageObserved(
            conversationID: ConversationID("\(agent)-\(number / 10)"), agentID: agent,
            category: "housing", messageID: MessageID("\(agent)-\(number)"),
            role: Open(.agent), action: Open(.message), text: "Hello", sentAt: sentAt,
            messageCount: number % 10 + 1, overallQualityScore: Double(number % 100),
            outcome: Open(number % 10 == 9 ? .appointmentScheduled : .inProgress), timeZone: "UTC")
        return EventEnvelope(
            position: .start, eventID: EventID(at: sentAt), tenantID: Self.tenant,
            kind: MessageObserved.kind, agentID: agent, occurredAt: sentAt,
            payload: event.wireBytes())
    }
}

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
/// Days are stored for the first and the last month only: a report of a longer period reads months
/// between them.
package struct ReturnsOfMany: Sendable {
    private static let tenant: TenantID = "benchmark"

    private let owner: Database
    private let database: Database
    private let roi: Client<ROI>
    private let consumer: CoachingConsumer
    private let agentCount: Int
    /// Ends in the middle of a month, where the most days have to be read.
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
        // 2026-01-17.
        let end = CalendarDate(daysSinceEpoch: 20_470)
        days = end.adding(days: -count)..<end
        _ = try await roi.recordBaseline(
            RecordBaseline(
                tenantID: Self.tenant, periodStart: days.lowerBound.adding(days: -365).start,
                periodEnd: days.lowerBound.start, trainingHours: 100, conversationsPerHour: 1.9,
                conversionRate: 0.07, valuePerSuccess: Money(minorUnits: 100_000, currency: "USD"),
                hourlyCost: Money(minorUnits: 4_000, currency: "USD"), source: "benchmark"))
    }

    /// What `fill` stores one after the other: days of the months at the ends, then months.
    private var parts: [(isMonth: Bool, date: CalendarDate)] {
        let last = days.upperBound.firstOfMonth
        var months = [days.lowerBound.firstOfMonth]
        while let month = months.last, month < last {
            months.append(month.adding(days: 31).firstOfMonth)
        }
        let ends = Set([months[0], last]).sorted()
        let single = ends.flatMap { month in
            (0..<31).map { month.adding(days: $0) }.filter { $0.firstOfMonth == month }
        }
        return single.map { (false, $0) } + months.map { (true, $0) }
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
        for (number, part) in parts.enumerated() {
            if part.isMonth {
                try await fill(month: part.date, session)
            } else {
                try await fill(day: part.date, session)
            }
            show(number + 1)
        }
        try await owner.scoped(to: .allTenants).execute(
            "ANALYZE roi.agent_days, roi.agent_months, roi.coached_agents")
    }

    private func fill(day: CalendarDate, _ session: some SQLSession) async throws {
        let seed = Int32(day.daysSinceEpoch)
        try await session.execute(
            """
            INSERT INTO roi.agent_days (tenant_id, agent_id, day, conversations, known_outcomes, \
            successes, rated, quality, active_quarters, coached_microseconds) \
            SELECT \(Self.tenant), 'agent' || i, \(day), 4 + (i * 7 + \(seed)) % 8, 3, \
            (i + \(seed)) % 2, 4, 24000, 8 + (i * 5 + \(seed)) % 16, 1200000000 \
            FROM generate_series(1, \(Int32(clamping: agentCount))) AS i
            """)
    }

    private func fill(month: CalendarDate, _ session: some SQLSession) async throws {
        let seed = Int32(month.daysSinceEpoch)
        try await session.execute(
            """
            INSERT INTO roi.agent_months (tenant_id, agent_id, month, conversations, \
            known_outcomes, successes, rated, quality, active_quarters, coached_microseconds) \
            SELECT \(Self.tenant), 'agent' || i, \(month), 225 + (i * 7 + \(seed)) % 50, 200, \
            15 + (i + \(seed)) % 9, 200, 1200000, 480 + (i * 5 + \(seed)) % 99, 36000000000 \
            FROM generate_series(1, \(Int32(clamping: agentCount))) AS i
            """)
    }

    /// As a caller gets it, but for the wire.
    package func report() async throws -> ROIReport {
        try await roi.getReport(
            GetReport(
                tenantID: Self.tenant, periodStart: days.lowerBound.start,
                periodEnd: days.upperBound.start))
    }

    /// Applies the next message of one of an agent's conversations, as it is read off the log.
    package func hear(message number: Int, of agent: Int) async throws {
        let name = AgentID("agent\(agent % agentCount + 1)")
        let sentAt = days.upperBound.adding(days: -1).start + .seconds(number * 60)
        let event = MessageObserved(
            conversationID: ConversationID("\(name)-\(number / 10)"), agentID: name,
            category: "housing", messageID: MessageID("\(name)-\(number)"),
            role: Open(.agent), action: Open(.message), text: "Hello", sentAt: sentAt,
            messageCount: number % 10 + 1, overallQualityScore: Double(number % 100),
            outcome: Open(number % 10 == 9 ? .appointmentScheduled : .inProgress), timeZone: "UTC")
        let envelope = EventEnvelope(
            position: .start, eventID: EventID(at: sentAt), tenantID: Self.tenant,
            kind: MessageObserved.kind, agentID: name, occurredAt: sentAt,
            payload: event.wireBytes())
        try await database.withTransaction(.tenant(Self.tenant)) { transaction in
            try await consumer.apply(envelope, transaction)
        }
    }
}

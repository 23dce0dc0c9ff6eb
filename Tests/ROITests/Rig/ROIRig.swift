import CoachingContract
import GamificationContract
import Identifiers
import Logging
import MeshContract
import Postgres
import PostgresCluster
import ROIContract
import ROIDomain
import ROISamples
import RPC
import Signing
import Synchronization
import Testing
import Wire

@testable import ROIService
@testable import Runtime

/// ROI on a database of its own, as the role that it has in production; events are handed to its
/// consumer.
struct ROIRig: Sendable {
    static let tenant: TenantID = "agency"

    let database: Database
    /// Called by a service for itself.
    let roi: Client<ROI>
    /// Which services were told of experiments.
    let switches = Switches()
    private let owner: DatabaseConfiguration
    private let rooms: Rooms

    static func with(_ body: (ROIRig) async throws -> Void) async throws {
        try await ScratchPostgres.shared().withDatabase { owner in
            let schema = ServiceSchema(
                name: "roi", password: "roi", migrations: ROIService.migrations)
            try await Migrator(owner, logger: silent).apply(schema)
            try await body(ROIRig(owner))
        }
    }

    private init(_ owner: DatabaseConfiguration) {
        self.owner = owner
        database = Database(owner.connecting(as: "roi", password: "roi"), logger: Self.silent)
        rooms = Rooms(
            ROISettings(reportKeys: Self.keys), database: database, coaching: switches.coaching,
            gamification: switches.gamification,
            logger: Self.silent,
            now: { .wallClock })
        roi = Client(InProcessChannel(rooms.handlers, service: "roi"))
    }

    /// The service at another time of day.
    func roi(at instant: Instant) -> Client<ROI> {
        Client(InProcessChannel(rooms.handlers, service: "roi", now: { instant }))
    }

    static let keys = SigningKeys(secret: Array(repeating: 7, count: 32), for: .reports)

    /// Makes the reports that would be due at an instant.
    func makeReports(dueAt instant: Instant) async throws {
        let scheduler = rooms.scheduler
        try await ReportScheduler(
            schedules: scheduler.schedules, press: scheduler.press, logger: Self.silent,
            now: { instant }
        ).makeDue()
    }

    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Hands all of them over together, as those that came together are.
    func apply(_ events: [EventEnvelope]) async throws {
        guard let first = events.first else { return }
        try await database.withTransaction(.tenant(first.tenantID)) { transaction in
            for consumer in rooms.consumers {
                let heard = events.filter { consumer.kinds.contains($0.kind) }
                if !heard.isEmpty { try await consumer.apply(heard, transaction) }
            }
        }
    }

    /// Empties what was read off the events; baselines and costs stay.
    func forget() async throws {
        let tables = ROIService.readModel.map { "roi.\($0)" }
        try await DatabaseOwner(owner).run("TRUNCATE \(tables.joined(separator: ", "))")
    }

    /// Since when an agent is in an experiment.
    func exposure(of agent: AgentID) async throws -> Instant? {
        try await database.scoped(to: .tenant(Self.tenant)).query(
            "SELECT first_at FROM roi.exposures WHERE agent_id = \(agent)", as: Instant.self
        ).first
    }

    @discardableResult
    func record(
        _ baseline: RecordBaseline = .sample, as person: Principal? = nil
    ) async throws -> BaselineReceipt {
        try await (person.map { roi.acting(as: $0) } ?? roi).recordBaseline(baseline)
    }

    func report(
        _ agent: AgentID? = nil, tenant: TenantID = tenant, as person: Principal? = nil
    ) async throws -> ROIReport {
        try await (person.map { roi.acting(as: $0) } ?? roi).getReport(
            GetReport(
                tenantID: tenant, agentID: agent, periodStart: march.start, periodEnd: march.end))
    }
}

extension RecordBaseline {
    /// Two conversations an hour, a tenth of them won, $1,000 each, an hour costs $40.
    static let sample = RecordBaseline(
        tenantID: ROIRig.tenant, periodStart: january.start, periodEnd: january.end,
        trainingHours: 10, conversationsPerHour: 2, conversionRate: 0.1,
        valuePerSuccess: usd(100_000), hourlyCost: usd(4_000), source: "CRM export")
}

/// Takes the arms of every experiment; what the services do with them is tested there.
final class Switches: Sendable {
    private let taken = Mutex<[String]>([])

    /// The service and the experiment, each time.
    var told: [String] { taken.withLock { $0 } }

    var coaching: Client<Coaching> {
        var handlers = Handlers()
        handlers.serve(Coaching.switchFeature) { [self] request, call in
            // Whom ROI named itself, and did not pass on, Coaching would not believe.
            #expect(call.principal == nil || !call.principalPath.isEmpty)
            taken.withLock { $0.append("coaching \(request.experimentID)") }
            return request
        }
        // One team.
        handlers.serve(Coaching.listTeams) { request, _ in
            TeamList(
                teams: [
                    Team(
                        tenantID: request.tenantID, teamID: "north", name: "North", managers: [],
                        agents: ["ann", "cid"])
                ])
        }
        return Client(InProcessChannel(handlers, service: "coaching"))
    }

    var gamification: Client<Gamification> {
        var handlers = Handlers()
        handlers.serve(Gamification.switchPlay) { [self] request, _ in
            taken.withLock { $0.append("gamification \(request.experimentID)") }
            return request
        }
        // Agents of an even number began this year, those of an odd one long ago.
        handlers.serve(Gamification.listHireDates) { _, call in
            HireDateList(
                agents: (0..<60).map { number in
                    HireDate(
                        agentID: AgentID("agent-\(number)"),
                        hiredOn: call.now.utcDay.adding(days: number % 2 == 0 ? -100 : -2_000))
                })
        }
        return Client(InProcessChannel(handlers, service: "gamification"))
    }
}

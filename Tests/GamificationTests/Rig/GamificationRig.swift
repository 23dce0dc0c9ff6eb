import AnalyzerContract
import CoachingContract
import GamificationContract
import GamificationDomain
import Identifiers
import Logging
import MeshContract
import Postgres
import PostgresCluster
import RPC
import Signing
import Synchronization
import Wire

@testable import GamificationService
@testable import Runtime

/// Gamification on a database of its own, as the role that it has in production; events are handed
/// to its consumers.
struct GamificationRig: Sendable {
    static let tenant: TenantID = "agency"

    let database: Database
    /// Called by a service for itself.
    let gamification: Client<Gamification>
    let settler: ChallengeSettler
    let reminders: LicenceReminders
    let digests: WeekDigests
    let courier: LetterCourier
    /// What Coaching was asked to tell agents.
    let coaching = FakeCoaching()
    private let owner: DatabaseConfiguration
    /// What the settler takes for now.
    let clock: Held<Instant>
    private let consumers: [ServiceName: EventConsumer]

    static func with(_ body: (GamificationRig) async throws -> Void) async throws {
        try await ScratchPostgres.shared().withDatabase { owner in
            let schema = ServiceSchema(
                name: "gamification", password: "gamification",
                migrations: GamificationService.migrations)
            try await Migrator(owner, logger: silent).apply(schema)
            try await body(GamificationRig(owner))
        }
    }

    private init(_ owner: DatabaseConfiguration) {
        self.owner = owner
        let clock = Held(Instant.wallClock)
        self.clock = clock
        database = Database(
            owner.connecting(as: "gamification", password: "gamification"), logger: Self.silent)
        let rooms = Rooms(
            GamificationSettings(
                badgeKeys: SigningKeys(
                    secret: Array(repeating: 7, count: 32), for: .badges),
                badgeOrigin: "https://coach.example"),
            database: database, events: EventLog(of: "gamification"),
            changes: CacheChanges(of: "gamification", database: database),
            coaching: coaching.client,
            logger: Self.silent, now: { clock.withLock { $0 } })
        settler = rooms.settler
        reminders = rooms.reminders
        digests = rooms.digests
        courier = rooms.courier
        consumers = Dictionary(uniqueKeysWithValues: rooms.consumers.map { ($0.upstream, $0) })
        gamification = Client(InProcessChannel(rooms.handlers, service: "gamification"))
    }

    private static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Applies events as the consumers' loops do: a batch in one transaction, a tenant's together.
    func apply(_ events: [Delivery]) async throws {
        guard let first = events.first else { return }
        try await database.withTransaction(.tenant(first.envelope.tenantID)) { transaction in
            for (source, batch) in Dictionary(grouping: events, by: \.source) {
                let envelopes = batch.map(\.envelope)
                for (tenant, envelopes) in Dictionary(grouping: envelopes, by: \.tenantID) {
                    try await transaction.use(.tenant(tenant))
                    try await consumers[source]?.apply(envelopes, transaction)
                }
            }
        }
    }

    /// Empties what was read off the events; the service's own events stay.
    func forget() async throws {
        let tables = GamificationService.readModel.map { "gamification.\($0)" }
        try await DatabaseOwner(owner).run("TRUNCATE \(tables.joined(separator: ", "))")
    }

    /// Everything that the events led to, as text.
    func state() async throws -> [String] {
        let session = database.scoped(to: .allTenants)
        let points = try await session.query(
            """
            SELECT concat_ws('|', tenant_id, entry_id, agent_id, reason, points, local_day, \
            earned_at, reverses) FROM gamification.points ORDER BY 1
            """, as: String.self)
        let payments = try await session.query(
            "SELECT concat_ws('|', entry_id, paid) FROM gamification.payments ORDER BY 1",
            as: String.self)
        let days = try await session.query(
            """
            SELECT concat_ws('|', agent_id, local_day, first_at, time_zone) \
            FROM gamification.active_days ORDER BY 1
            """, as: String.self)
        return try await points + payments + days + rest(in: session)
    }

    private func rest(in session: some SQLSession) async throws -> [String] {
        let facts = try await session.query(
            """
            SELECT concat_ws('|', fact_id, agent_id, local_day, happened_at, value, event_id) \
            FROM gamification.facts ORDER BY 1
            """, as: String.self)
        let unlocks = try await session.query(
            """
            SELECT concat_ws('|', agent_id, achievement_id, occurrence, local_day, unlocked_at) \
            FROM gamification.unlocks ORDER BY 1
            """, as: String.self)
        let scores = try await session.query(
            """
            SELECT concat_ws('|', agent_id, points, reached_at) FROM gamification.scores ORDER BY 1
            """, as: String.self)
        return facts + unlocks + scores
    }

    /// The events of a kind that the service published, oldest first.
    func published<Event: MeshEvent>(_ type: Event.Type) async throws -> [Event] {
        try await database.scoped(to: .tenant(Self.tenant)).query(
            "SELECT payload FROM gamification.events WHERE kind = \(Event.kind) ORDER BY position",
            as: [UInt8].self
        ).map { try Event(wireBytes: $0) }
    }

    func profile(_ agent: AgentID) async throws -> GamificationProfile {
        try await gamification.getProfile(GetProfile(tenantID: Self.tenant, agentID: agent))
    }
}

/// Coaching, as far as letters go to it.
final class FakeCoaching: Sendable {
    private let taken = Mutex<[NotifyAgent]>([])
    private let fault = Mutex<RPCError?>(nil)

    var letters: [NotifyAgent] { taken.withLock { $0 } }

    /// What every letter is answered with from now on; nil takes it.
    func answers(_ error: RPCError?) { fault.withLock { $0 = error } }

    var client: Client<Coaching> {
        var handlers = Handlers()
        handlers.serve(Coaching.notifyAgent) { [self] request, _ in
            if let error = fault.withLock({ $0 }) { throw error }
            taken.withLock { $0.append(request) }
            return NotifiedAgent(count: 1)
        }
        return Client(InProcessChannel(handlers, service: "coaching"))
    }
}

/// A value that a test changes and a service reads.
final class Held<Value: Sendable>: Sendable {
    private let value: Mutex<Value>

    init(_ value: Value) { self.value = Mutex(value) }

    func withLock<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        value.withLock { body(&$0) }
    }
}

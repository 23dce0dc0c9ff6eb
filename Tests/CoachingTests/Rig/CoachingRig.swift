import AnalyzerContract
import Claude
import CoachingContract
import Identifiers
import Logging
import MeshContract
import Postgres
import PostgresCluster
import RPC
import Runtime
import Wire

@testable import CoachingService

/// Coaching on a database of its own, as the role that it has in production; its peers are faked.
struct CoachingRig: Sendable {
    static let tenant: TenantID = "agency"
    /// Read once: every replica of a rig teaches the same.
    static let library = Result { try LibraryFile.library() }
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    let database: Database
    let analyzer = FakeAnalyzer()
    let prediction = FakePrediction()
    /// The first replica, called by a service for itself.
    let coaching: Client<Coaching>
    let rooms: Rooms

    /// On the server that tests share, or on one of the test's own.
    static func with(
        _ server: ScratchPostgres? = nil, claude: ClaudeSettings = ClaudeSettings(),
        _ body: (CoachingRig) async throws -> Void
    ) async throws {
        let shared = try await ScratchPostgres.shared()
        try await (server ?? shared).withDatabase { owner in
            let schema = ServiceSchema(
                name: "coaching", password: "coaching", migrations: CoachingService.migrations)
            try await Migrator(owner, logger: silent).apply(schema)
            let role = owner.connecting(as: "coaching", password: "coaching")
            try await body(try CoachingRig(Database(role, logger: silent), claude))
        }
    }

    private init(_ database: Database, _ claude: ClaudeSettings) throws {
        self.database = database
        (rooms, coaching) = try Self.replica(on: database, analyzer, prediction, claude)
    }

    /// Another replica on the same database, with its feed running for as long as `body` does.
    func withReplica(_ body: (Client<Coaching>) async throws -> Void) async throws {
        let (rooms, client) = try Self.replica(on: database, analyzer, prediction)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await rooms.feed.run() }
            try await body(client)
            group.cancelAll()
        }
    }

    private static func replica(
        on database: Database, _ analyzer: FakeAnalyzer, _ prediction: FakePrediction,
        _ claude: ClaudeSettings = ClaudeSettings()
    ) throws -> (Rooms, Client<Coaching>) {
        let rooms = Rooms(
            CoachingSettings(claude: claude), library: try library.get(), database: database,
            events: EventLog(of: "coaching"),
            changes: CacheChanges(of: "coaching", database: database),
            analyzer: analyzer.client, prediction: prediction.client, logger: silent)
        return (rooms, Client(InProcessChannel(rooms.handlers, service: "coaching")))
    }

    func start(
        _ agent: AgentID = "ann", _ intensity: CoachingIntensity = .intensive
    ) async throws -> CoachingSession {
        try await coaching.startSession(
            StartSession(tenantID: Self.tenant, agentID: agent, intensity: Open(intensity)))
    }

    /// Tells Prediction what is due some time from now.
    func reportTimings(after wait: Duration = .zero) async {
        let reporter = TimingReporter(
            reports: TimingReportStore(database: database), prediction: prediction.client,
            logger: Self.silent, now: { .wallClock + wait })
        _ = await reporter.reportDue()
    }

    /// The events of a kind that the service published, oldest first.
    func events<Event: MeshEvent>(_ type: Event.Type) async throws -> [Event] {
        try await database.scoped(to: .tenant(Self.tenant)).query(
            "SELECT payload FROM coaching.events WHERE kind = \(Event.kind) ORDER BY position",
            as: [UInt8].self
        ).map { try Event(wireBytes: $0) }
    }

    /// Applies what the Analyzer would have published of a conversation's last message.
    func analyze(
        _ conversation: ConversationID, of agent: AgentID, quality: Double, messages: Int = 1,
        outcome: ConversationOutcome = .inProgress, objections: (Int, Int) = (0, 0),
        appointment: Bool = false, at instant: Instant
    ) async throws {
        let event = MessageAnalyzed(
            conversationID: conversation, agentID: agent, messageID: "last", ordinal: messages,
            role: Open(.agent), action: Open(.message), sentAt: instant,
            findings: MessageFindings(messageID: "last", acts: [], prices: [], wordCount: 1),
            overallQualityScore: quality, outcome: Open(outcome),
            objectionsIdentified: objections.0, objectionsResolved: objections.1,
            questionsAsked: 0, appointmentScheduled: appointment)
        try await database.withTransaction(.tenant(Self.tenant)) { transaction in
            try await ScoreStore(database: database).apply(
                [event], Self.tenant, in: transaction)
        }
    }
}

/// Message `number` of a conversation, a minute after the one before.
func said(
    _ number: Int, in conversation: ConversationID = "talk", by agent: AgentID = "ann",
    tenant: TenantID = CoachingRig.tenant, after gap: Duration = .seconds(60)
) -> ObserveMessage {
    ObserveMessage(
        tenantID: tenant, conversationID: conversation, agentID: agent,
        message: Message(
            messageID: MessageID("\(conversation)-\(number)"), role: Open(.client),
            action: Open(.message), text: "message \(number)",
            sentAt: Instant(microseconds: 1_767_603_600_000_000) + gap * number))
}

func opportunity(
    _ key: String, _ priority: CoachingPriority = .high, confidence: Double = 0.8
) -> CoachingOpportunity {
    CoachingOpportunity(
        key: key, priority: Open(priority), confidence: confidence, title: "Title of \(key)",
        message: "Message", suggestedAction: "Do it",
        evidence: [Evidence(messageID: "m", reason: "because", points: -3.5)])
}

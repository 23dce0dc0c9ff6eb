import AnalyzerContract
import Identifiers
import Logging
import MeshContract
import Postgres
import PostgresCluster
import RPC
import Runtime
import Wire

@testable import AnalyzerService

/// The Analyzer on a database of its own, as the role that it has in production.
struct AnalyzerRig: Sendable {
    static let tenant: TenantID = "agency"
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    let database: Database
    let analyzer: Client<Analyzer>

    static func with(_ body: (AnalyzerRig) async throws -> Void) async throws {
        try await ScratchPostgres.shared().withDatabase { owner in
            let schema = ServiceSchema(
                name: "analyzer", password: "analyzer", migrations: AnalyzerService.migrations)
            try await Migrator(owner, logger: silent).apply(schema)
            let role = owner.connecting(as: "analyzer", password: "analyzer")
            try await body(AnalyzerRig(Database(role, logger: silent)))
        }
    }

    private init(_ database: Database) {
        self.database = database
        analyzer = Self.replica(on: database)
    }

    /// Another replica on the same database, with a memory of its own.
    func replica(liveCountMax: Int = 2_000) -> Client<Analyzer> {
        Self.replica(on: database, liveCountMax: liveCountMax)
    }

    private static func replica(
        on database: Database, liveCountMax: Int = 2_000
    ) -> Client<Analyzer> {
        let rooms = Rooms(
            AnalyzerSettings(liveConversationCountMax: liveCountMax), database: database,
            events: EventLog(of: "analyzer"), clock: SystemClock(), logger: silent)
        return Client(InProcessChannel(rooms.handlers, service: "analyzer"))
    }

    /// The events that the service published, oldest first.
    func events() async throws -> [MessageAnalyzed] {
        try await database.scoped(to: .tenant(Self.tenant)).query(
            """
            SELECT payload FROM analyzer.events
            WHERE kind = \(MessageAnalyzed.kind) ORDER BY position
            """,
            as: [UInt8].self
        ).map { try MessageAnalyzed(wireBytes: $0) }
    }

    func get(
        _ conversation: ConversationID = "talk", tenant: TenantID = tenant
    ) async throws -> ConversationAnalysis {
        try await analyzer.getAnalysis(GetAnalysis(tenantID: tenant, conversationID: conversation))
    }
}

/// Message `number` of a conversation; the agent speaks every second one.
func said(
    _ number: Int, _ text: String? = nil, in conversation: ConversationID = "talk",
    tenant: TenantID = AnalyzerRig.tenant
) -> ObserveMessage {
    let texts = [
        "Hi, I like the house but the price is too high.",
        "I understand. Similar homes here sold for $450,000 last month. What range suits you?",
        "We can do $430k.",
        "I could do $440,000 if you close in May. Shall we see it Saturday at 10?",
        "Saturday works for us.",
    ]
    return ObserveMessage(
        tenantID: tenant, conversationID: conversation, agentID: "ann", leadID: "lead",
        category: "housing",
        context: ConversationContext(listingTitle: "A house", listPrice: 455_000),
        message: Message(
            messageID: MessageID("\(conversation)-\(number)"),
            role: Open(number % 2 == 0 ? .client : .agent), action: Open(.message),
            text: text ?? texts[number % texts.count],
            sentAt: Instant(microseconds: 1_767_603_600_000_000 + Int64(number) * 20_000_000)))
}

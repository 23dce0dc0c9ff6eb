import AnalyzerContract
import CoachingContract
import Identifiers
import Logging
import Postgres
import PostgresCluster
import Runtime
import Synchronization
import Testing
import Wire

@testable import CoachingService

/// A change of the schema while the code before it and the code after it work side by side.
@Suite(.serialized)
struct RollingMigrationTests {
    private static let writers = 3

    @Test(.timeLimit(.minutes(2)))
    func `whose message it was is added under load and no call of old or new code fails`()
        async throws
    {
        try await ScratchPostgres.shared().withDatabase { owner in
            let migrator = Migrator(owner, logger: CoachingRig.silent)
            try await migrator.apply(Self.schema(through: 1))
            // A later step's; both kinds of code here read it.
            try await DatabaseOwner(owner).run(
                "ALTER TABLE coaching.agents ADD COLUMN last_prompt_at timestamptz")
            let database = Database(
                owner.connecting(as: "coaching", password: "coaching"), logger: CoachingRig.silent)
            let load = RollingLoad(database: database)
            try await withThrowingTaskGroup(of: Void.self) { group in
                let old = RollingLoad.Switch(), new = RollingLoad.Switch()
                for writer in 0..<Self.writers {
                    group.addTask { try await load.run(.old, writer, until: old) }
                }
                try await load.reach(100, of: .old)
                let expanded = try await migrator.apply(Self.schema(), reach: .expand)
                #expect(expanded.map(\.version) == [2, 3])
                for writer in 0..<Self.writers {
                    group.addTask { try await load.run(.new, writer, until: new) }
                }
                try await load.reach(100, of: .new)
                old.turnOff()
                for _ in 0..<Self.writers { try await group.next() }
                let contracted = try await migrator.apply(Self.schema())
                #expect(contracted.map(\.version) == [4, 5, 6])
                try await load.reach(50, of: .new)
                new.turnOff()
                try await group.waitForAll()
            }
            try await load.expectEveryMessageOnceWithItsAgent()
        }
    }

    private static func schema(through version: Int = 6) -> ServiceSchema {
        ServiceSchema(
            name: "coaching", password: "coaching",
            migrations: CoachingService.migrations.filter { $0.version <= version })
    }
}

/// Calls as the code before the change and the code after it make them.
private final class RollingLoad: Sendable {
    enum Code: String, Sendable { case old, new }

    /// Tells the writers of one kind of code when they are shut down.
    final class Switch: Sendable {
        private let isOn = Mutex(true)
        var isStillOn: Bool { isOn.withLock { $0 } }
        func turnOff() { isOn.withLock { $0 = false } }
    }

    let database: Database
    private let calls = Mutex<[Code: Int]>([:])

    init(database: Database) { self.database = database }

    /// Records messages one after the other; the first call that fails ends the test.
    func run(_ code: Code, _ writer: Int, until stop: Switch) async throws {
        var number = 0
        while stop.isStillOn {
            number += 1
            let message = said(
                number % 10, in: ConversationID("\(code)-\(writer)-\(number / 10)"),
                by: AgentID("agent-\(writer)"))
            try await database.withTransaction(.tenant(CoachingRig.tenant)) { transaction in
                switch code {
                case .old: try await keepAsBefore(message, in: transaction)
                case .new:
                    let observed = Observed(
                        conversationID: message.conversationID,
                        messageID: message.message.messageID, agentID: message.agentID,
                        heard: Standing.Heard(), promptedAt: nil, quality: 50,
                        event: event(message))
                    _ = try await ObservationStore(database: database).keep(
                        [observed], message.tenantID, in: transaction)
                }
            }
            let standing = try await ObservationStore(database: database)
                .standing(message, in: database.scoped(to: .tenant(CoachingRig.tenant)))
            #expect(standing.earlier != nil)
            calls.withLock { $0[code, default: 0] += 1 }
        }
    }

    /// Waits until `count` more calls of `code` have been answered.
    func reach(_ count: Int, of code: Code) async throws {
        let goal = calls.withLock { $0[code, default: 0] } + count
        while calls.withLock({ $0[code, default: 0] }) < goal {
            try await Task.sleep(for: .milliseconds(5))
            try Task.checkCancellation()
        }
    }

    func expectEveryMessageOnceWithItsAgent() async throws {
        let rows = try await database.scoped(to: .tenant(CoachingRig.tenant)).query(
            """
            SELECT count(*), count(*) FILTER (WHERE agent_id = 'agent-' ||
                split_part(conversation_id, '-', 2)) FROM coaching.observed_messages
            """, as: (Int, Int).self)
        let made = calls.withLock { $0.values.reduce(0, +) }
        #expect(rows.map { [$0.0, $0.1] } == [[made, made]])
    }

    private func event(_ observed: ObserveMessage) -> EventRow {
        let message = observed.message
        return EventRow(
            MessageObserved(
                conversationID: observed.conversationID, agentID: observed.agentID,
                leadID: observed.leadID, category: observed.category,
                messageID: message.messageID, role: message.role, action: message.action,
                text: message.text, sentAt: message.sentAt, messageCount: 1,
                overallQualityScore: 50, outcome: Open(.inProgress), sessionID: nil,
                timeZone: "UTC"),
            tenant: observed.tenantID, agent: observed.agentID, at: message.sentAt)
    }

    /// What `ObservationStore.keep` said before the column was there.
    private func keepAsBefore(
        _ message: ObserveMessage, in transaction: Transaction
    ) async throws(DatabaseError) {
        try await transaction.execute(
            """
            WITH heard AS (
                INSERT INTO coaching.observed_messages
                    (tenant_id, conversation_id, message_id, session_id, alert_id, observed_at)
                VALUES (\(message.tenantID), \(message.conversationID),
                    \(message.message.messageID), NULL, NULL, \(message.message.sentAt))
                ON CONFLICT DO NOTHING RETURNING tenant_id, conversation_id)
            INSERT INTO coaching.conversations AS known (tenant_id, conversation_id, agent_id)
            SELECT tenant_id, conversation_id, \(message.agentID) FROM heard
            ON CONFLICT (tenant_id, conversation_id) DO UPDATE SET agent_id = excluded.agent_id
            WHERE known.agent_id <> excluded.agent_id
            """)
    }
}

import AnalyzerContract
import CoachingContract
import Foundation
import Identifiers
import LocalMesh
import Logging
import MeshData
import MeshTesting
import Postgres
import PostgresCluster
import RPC
import Runtime
import Testing
import Wire

/// A backup of a mesh that was taken while it worked, made once for all tests that start from it.
///
/// Two agencies have an agent and a lead of the same name; every conversation has a word of its own.
actor RecordedMesh {
    static let shared = RecordedMesh()

    struct Talk: Sendable {
        let tenant: TenantID
        let agent: AgentID
        let lead: LeadID
        let conversation: ConversationID
        let word: String
    }

    static let talks = [
        Talk(
            tenant: "north", agent: "maya", lead: "lead-nora", conversation: "talk-1",
            word: "Zanzibar"),
        Talk(
            tenant: "north", agent: "luis", lead: "lead-omar", conversation: "talk-2",
            word: "Quagmire"),
        Talk(
            tenant: "south", agent: "maya", lead: "lead-nora", conversation: "talk-1",
            word: "Xylophone"),
    ]
    static let lineCount = CoachedConversationTests.lines.count

    private var task: Task<URL, any Error>?

    func backup() async throws -> URL {
        // Shared by every test; it ends when the backup is written.
        let task = task ?? Task { try await Self.record() }
        self.task = task
        return try await task.value
    }

    private static func record() async throws -> URL {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "recorded-\(UUID().uuidString.prefix(8))")
        try await withMesh { mesh in
            for talk in talks {
                _ = try await mesh.coaching.startSession(
                    StartSession(
                        tenantID: talk.tenant, agentID: talk.agent, intensity: Open(.intensive),
                        timeZone: "America/Chicago"))
                for place in 0..<lineCount { try await say(place, in: talk, mesh) }
            }
            let owner = mesh.owner
            try await DatabaseOwner(owner).run(
                """
                INSERT INTO gateway.users (tenant_id, user_name, password_hash, role, agent_id,
                    created_at, changed_at) VALUES
                    ('north', 'maya.k', 'secret', 'agent', 'maya', now(), now()),
                    ('north', 'omar.m', 'secret', 'manager', NULL, now(), now())
                """)
            try await eventually("points and returns follow", within: .seconds(60)) {
                let rows = try await Database(owner, logger: silent).scoped(to: .allTenants).query(
                    """
                    SELECT (SELECT count(*) FROM roi.conversations),
                        (SELECT count(DISTINCT (tenant_id, agent_id)) FROM gamification.points),
                        (SELECT count(*) FROM prediction.messages)
                    """, as: (Int, Int, Int).self)
                return rows[0] == (3, 3, 3 * lineCount)
            }
            _ = try await Backup(of: MeshLayout.services, owner).write(to: folder) { _ in }
        }
        return folder
    }

    /// Says line `place` of the conversation, with its word.
    static func say(_ place: Int, in talk: Talk, _ mesh: TestMesh) async throws {
        let lines = CoachedConversationTests.lines
        let line = lines[place % lines.count]
        _ = try await mesh.coaching.observeMessage(
            ObserveMessage(
                tenantID: talk.tenant, conversationID: talk.conversation, agentID: talk.agent,
                leadID: talk.lead, category: "housing",
                context: ConversationContext(listPrice: 389_000),
                message: Message(
                    messageID: MessageID("\(talk.conversation)/\(place)"), role: Open(line.0),
                    action: Open(.message), text: "\(line.1) \(talk.word)",
                    sentAt: Instant.wallClock + .seconds(30 * place))))
    }

    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    static let schemas = ServiceDirectory.all.map { $0.schema(password: nil) }
    static let data = PersonalData(
        Dictionary(
            uniqueKeysWithValues: ServiceDirectory.all.map { ($0.name.text, $0.personalData) }))

    /// Gives `body` a database of its own with what the mesh had.
    static func restored(_ body: (DatabaseConfiguration) async throws -> Void) async throws {
        let backup = try await shared.backup()
        try await ScratchPostgres.shared().withDatabase { owner in
            _ = try await Restore(from: backup, to: owner, schemas: schemas)
                .run(replacing: false) { _ in }
            try await body(owner)
        }
    }
}

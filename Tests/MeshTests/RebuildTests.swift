import CoachingContract
import Foundation
import GamificationService
import Identifiers
import LocalMesh
import Logging
import MeshContract
import MeshTesting
import MeshctlCommands
import Postgres
import RPC
import Runtime
import Testing

/// What Gamification made of the events of the demonstration's talks while they happened, and what it
/// makes of the same log when it starts over.
struct RebuildTests {
    @Test(.timeLimit(.minutes(3)))
    func aRebuiltReadModelEqualsTheLiveOne() async throws {
        try await withMesh { mesh in
            try await play(in: mesh)
            try await eventually("every event is applied", within: .seconds(60)) {
                try await isIdle(mesh)
            }
            let database = Database(
                mesh.owner, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            let live = try await readModel(database)
            let told = try await eventCount(database)
            #expect(live.contains { $0.hasPrefix("points") })
            #expect(live.contains { $0.hasPrefix("day") })
            #expect(live.contains { $0.hasPrefix("unlock") })
            #expect(live.contains { $0.hasPrefix("score") })

            let rebuild = ReadModelRebuild(of: GamificationService.self, database: database)
            let places = try await rebuild.positions()
            #expect(places.map(\.0) == ["analyzer", "coaching"])
            try await rebuild.run(from: places.map { ($0.0, .start) })
            try await eventually("the service replays by itself", within: .seconds(60)) {
                try await rebuild.hasReached(places)
            }
            #expect(try await readModel(database) == live)
            #expect(try await eventCount(database) == told, "nobody is told anything twice")
        }
    }

    private func play(in mesh: TestMesh) async throws {
        let records = try ConversationFile.read(
            Project.file("deploy/local/demo.jsonl").path)
        let plan = ReplayPlan(
            sessions: 4, speed: 10_000, intensity: .intensive, runID: "r", tenant: nil)
        let report = try await Replayer(
            plan: plan, coaching: try mesh.coaching, analyzer: try mesh.analyzer
        ).play(records) { _, _ in }
        #expect(report.lost == 0)
    }

    private func isIdle(_ mesh: TestMesh) async throws -> Bool {
        let client: Client<Mesh> = try mesh.client(of: "gamification")
        let consumers = try await client.introspect(IntrospectRequest(slowestCount: 0)).consumers
        for consumer in consumers {
            let upstream: Client<Mesh> = try mesh.client(of: consumer.upstream)
            let lag = try await upstream.measureLag(
                MeasureLag(after: consumer.position, kinds: consumer.kinds))
            guard lag.events == 0 else { return false }
        }
        return consumers.count == 2
    }

    private func readModel(_ database: Database) async throws -> [String] {
        try await database.scoped(to: .allTenants).query(
            """
            SELECT concat_ws('|', 'points', tenant_id, entry_id, agent_id, reason, points, \
            daily_limit, local_day, earned_at, rules_version, reverses) FROM gamification.points \
            UNION ALL SELECT concat_ws('|', 'day', tenant_id, agent_id, local_day, first_at, \
            time_zone) FROM gamification.active_days \
            UNION ALL SELECT concat_ws('|', 'fact', tenant_id, fact_id, agent_id, local_day, \
            happened_at, value, event_id) FROM gamification.facts \
            UNION ALL SELECT concat_ws('|', 'unlock', tenant_id, agent_id, achievement_id, \
            occurrence, local_day, unlocked_at) FROM gamification.unlocks \
            UNION ALL SELECT concat_ws('|', 'score', tenant_id, agent_id, points, reached_at) \
            FROM gamification.scores ORDER BY 1
            """, as: String.self)
    }

    private func eventCount(_ database: Database) async throws -> Int {
        try await database.scoped(to: .allTenants).first(
            "SELECT count(*) FROM gamification.events", as: Int.self) ?? -1
    }
}

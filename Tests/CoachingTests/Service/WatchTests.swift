import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import RPC
import Testing
import Wire

@testable import CoachingService

/// What Coaching does when nobody asks.
@Suite struct WatchTests {
    static let tenant = CoachingRig.tenant
    static let now = Instant.wallClock

    @Test func aSharpDeclineIsToldOnce() async throws {
        try await CoachingRig.with { rig in
            for (place, quality) in [82.0, 78, 71, 66, 60, 55].enumerated() {
                try await talk(rig, "ann", quality, daysAgo: 6 - place)
                try await talk(rig, "bob", 90 - quality / 2, daysAgo: 6 - place)
            }
            // Today is not over, and a day is no trend.
            try await talk(rig, "bob", 0, daysAgo: 0)
            for _ in 1...2 { try await rig.rooms.watch.declines.look(at: Self.now) }
            let list = ListEscalations(tenantID: Self.tenant)
            let found = try await rig.coaching.listEscalations(list).escalations
            #expect(found.map(\.cause) == [Open(.sharpDecline)])
            #expect(found.map(\.agentID) == ["ann"])
            #expect(found.first?.summary.contains("has lost 28 points") == true)
            let change = ChangeEscalation(
                tenantID: Self.tenant, escalationID: try #require(found.first).escalationID,
                note: "We listened to two calls.")
            _ = try await rig.coaching.resolveEscalation(change)
            try await rig.rooms.watch.declines.look(at: Self.now)
            #expect(try await rig.coaching.listEscalations(list).escalations.isEmpty)
        }
    }

    @Test func silenceEndsASessionOnceHoweverManyReplicasLook() async throws {
        try await CoachingRig.with { rig in
            let quiet = try await rig.start("ann")
            let busy = try await rig.start("bob")
            let resumed = try await rig.start("cem")
            let database = rig.database.scoped(to: .tenant(Self.tenant))
            try await database.execute(
                """
                UPDATE coaching.sessions SET started_at = started_at - interval '5 hours', \
                coaching_since = coaching_since - interval '5 hours'
                """)
            _ = try await rig.coaching.observeMessage(said(1, in: "b", by: "bob"))
            _ = try await rig.coaching.pauseSession(name(resumed))
            _ = try await rig.coaching.resumeSession(name(resumed))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...4 {
                    group.addTask { try await rig.rooms.watch.silence.look(at: .wallClock) }
                }
                try await group.waitForAll()
            }
            let closed = try await rig.coaching.getSession(name(quiet))
            #expect(closed.status == Open(.completed))
            #expect(closed.endedAt == closed.startedAt, "nothing was heard after it began")
            for session in [busy, resumed] {
                #expect(try await rig.coaching.getSession(name(session)).status == Open(.active))
            }
            let ends = try await rig.events(SessionChanged.self)
                .filter { $0.status == Open(.completed) }
            #expect(ends.map(\.sessionID) == [quiet.sessionID])
            #expect(ends.map(\.coachedTime) == [.zero])
        }
    }

    private func talk(
        _ rig: CoachingRig, _ agent: AgentID, _ quality: Double, daysAgo: Int
    ) async throws {
        try await rig.analyze(
            ConversationID("\(agent)-\(daysAgo)"), of: agent, quality: quality,
            at: Self.now - .seconds(86_400 * daysAgo))
    }

    private func name(_ session: CoachingSession) -> ChangeSession {
        ChangeSession(tenantID: Self.tenant, sessionID: session.sessionID)
    }
}

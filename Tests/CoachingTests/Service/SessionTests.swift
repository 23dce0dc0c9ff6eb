import AnalyzerContract
import CoachingContract
import Identifiers
import Postgres
import RPC
import Testing
import Wire

@Suite struct SessionTests {
    @Test func startingAgainReturnsTheActiveSessionAsItIs() async throws {
        try await CoachingRig.with { rig in
            let first = try await rig.start("ann", .intensive)
            #expect(first.status == Open(.active) && first.baselineQualityScore == nil)
            #expect(try await rig.start("ann", .critical) == first)
            #expect(try await rig.events(SessionStarted.self).count == 1)
        }
    }

    @Test func startingAPausedSessionResumesIt() async throws {
        try await CoachingRig.with { rig in
            let session = try await rig.start()
            let paused = try await rig.coaching.pauseSession(change(session))
            #expect(paused.status == Open(.paused))
            let again = try await rig.start()
            #expect(again.sessionID == session.sessionID && again.status == Open(.active))
        }
    }

    @Test func aStartThatNobodyAskedForLeavesAPausedSessionAndTheKnownTimeZone() async throws {
        try await CoachingRig.with { rig in
            let first = try await rig.coaching.startSession(
                StartSession(
                    tenantID: CoachingRig.tenant, agentID: "ann", timeZone: "America/Chicago"))
            _ = try await rig.coaching.pauseSession(change(first))
            let unasked = StartSession(
                tenantID: CoachingRig.tenant, agentID: "ann", timeZone: "", keepsPaused: true)
            let paused = try await rig.coaching.startSession(unasked)
            #expect(paused.sessionID == first.sessionID && paused.status == Open(.paused))
            _ = try await rig.coaching.stopSession(change(first))
            let next = try await rig.coaching.startSession(unasked)
            #expect(next.sessionID != first.sessionID && next.status == Open(.active))
            #expect(next.timeZone == "America/Chicago")
            #expect(
                try await rig.events(SessionStarted.self).map(\.timeZone)
                    == ["America/Chicago", "America/Chicago"])
            let bob = try await rig.coaching.startSession(
                StartSession(tenantID: CoachingRig.tenant, agentID: "bob", timeZone: ""))
            #expect(bob.timeZone == "UTC")
        }
    }

    @Test func twentyStartsAtOnceMakeOneSession() async throws {
        try await CoachingRig.with { rig in
            let ids = try await withThrowingTaskGroup(of: SessionID.self) { group in
                for _ in 0..<20 { group.addTask { try await rig.start().sessionID } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(ids.count == 1)
        }
    }

    /// Were the code wrong, the table itself would refuse a second open session.
    @Test func theTableRefusesASecondOpenSession() async throws {
        try await CoachingRig.with { rig in
            let session = try await rig.start()
            let refused = await #expect(throws: DatabaseError.self) {
                try await rig.database.scoped(to: .tenant(CoachingRig.tenant)).execute(
                    """
                    INSERT INTO coaching.sessions (tenant_id, session_id, agent_id, status, \
                    intensity, is_real_time_enabled, are_notifications_enabled, \
                    preferred_channels, time_zone, started_at) \
                    SELECT tenant_id, gen_random_uuid(), agent_id, 'paused', intensity, true, \
                    true, '{}', 'UTC', started_at FROM coaching.sessions \
                    WHERE session_id = \(session.sessionID)
                    """)
            }
            #expect(refused?.kind == .uniqueViolation)
        }
    }

    @Test func aSessionThatNobodyStartedIsNotFound() async throws {
        try await CoachingRig.with { rig in
            let unknown = ChangeSession(
                tenantID: CoachingRig.tenant,
                sessionID: SessionID(at: Instant(microseconds: 0)))
            for call in [
                rig.coaching.stopSession, rig.coaching.pauseSession, rig.coaching.resumeSession,
                rig.coaching.cancelSession, rig.coaching.getSession,
            ] {
                let refused = await #expect(throws: RPCError.self) { try await call(unknown) }
                #expect(refused?.code == .notFound)
            }
        }
    }

    @Test func stoppingTwiceIsHarmlessAndResumingAfterwardsIsNot() async throws {
        try await CoachingRig.with { rig in
            let session = try await rig.start()
            let stopped = try await rig.coaching.stopSession(change(session))
            #expect(stopped.status == Open(.completed) && stopped.endedAt != nil)
            #expect(try await rig.coaching.stopSession(change(session)) == stopped)
            let refused = await #expect(throws: RPCError.self) {
                try await rig.coaching.resumeSession(change(session))
            }
            #expect(refused?.code == .failedPrecondition)
            #expect(try await rig.events(SessionChanged.self).count == 1)
            #expect(try await rig.start().sessionID != session.sessionID)
        }
    }

    @Test func aSessionCountsWhatItHeardAndHowFarTheAgentCame() async throws {
        try await CoachingRig.with { rig in
            let before = Instant(microseconds: 1_767_600_000_000_000)
            try await rig.analyze("old-1", of: "ann", quality: 50, at: before)
            try await rig.analyze("old-2", of: "ann", quality: 60, at: before)
            let session = try await rig.start()
            #expect(session.baselineQualityScore == 55)
            rig.analyzer.find { message in
                let isFirst = message.conversationID == "one"
                return (isFirst ? 70 : 80, [opportunity("k")])
            }
            for number in 1...3 {
                _ = try await rig.coaching.observeMessage(said(number, in: "one"))
            }
            _ = try await rig.coaching.observeMessage(said(2, in: "two"))
            let now = try await rig.coaching.getSession(change(session))
            #expect(now.conversationsMonitored == 2)
            #expect(now.alertsSent == 2 && now.realTimeInterventions == 2)
            #expect(now.currentQualityScore == 75 && now.improvement == 20)
            let stopped = try await rig.coaching.stopSession(change(session))
            let event = try #require(try await rig.events(SessionChanged.self).last)
            #expect(event.conversationsMonitored == 2 && event.alertsSent == 2)
            #expect(event.status == stopped.status && event.coachedTime > .zero)
        }
    }

    @Test func sessionsAreListedNewestFirstAndFiltered() async throws {
        try await CoachingRig.with { rig in
            let first = try await rig.start("ann")
            _ = try await rig.coaching.stopSession(change(first))
            let second = try await rig.start("ann")
            let other = try await rig.start("bob")
            func list(
                _ agent: AgentID? = nil, _ status: CoachingSessionStatus? = nil, _ limit: Int = 9
            ) async throws -> [SessionID] {
                let request = ListSessions(
                    tenantID: CoachingRig.tenant, agentID: agent, status: status.map { Open($0) },
                    limit: limit)
                return try await rig.coaching.listSessions(request).sessions.map(\.sessionID)
            }
            let all = [other, second, first].map(\.sessionID)
            #expect(try await list() == all)
            #expect(try await list("ann") == Array(all.dropFirst()))
            #expect(try await list(nil, .completed) == [first.sessionID])
            #expect(try await list(nil, nil, 1) == [other.sessionID])
            let refused = await #expect(throws: RPCError.self) { try await list(nil, nil, 501) }
            #expect(refused?.code == .invalidArgument)
        }
    }

    @Test func aTimeZoneThatIsNoneIsRefused() async throws {
        try await CoachingRig.with { rig in
            for zone in ["Mars/Olympus", "EST5EDT-ish", " ", "GMT+5", "America/", "../etc"] {
                let refused = await #expect(throws: RPCError.self) {
                    try await rig.coaching.startSession(
                        StartSession(tenantID: CoachingRig.tenant, agentID: "ann", timeZone: zone))
                }
                #expect(refused?.code == .invalidArgument, "\(zone)")
            }
        }
    }

    private func change(_ session: CoachingSession) -> ChangeSession {
        ChangeSession(tenantID: session.tenantID, sessionID: session.sessionID)
    }
}

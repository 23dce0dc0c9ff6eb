import AnalyzerContract
import CoachingContract
import Identifiers
import RPC
import Testing
import Wire

@testable import CoachingService

@Suite struct AlertStreamTests {
    /// Two replicas raise alerts for three agents at once while a reader's stream breaks again and
    /// again: it sees every cursor once and in order.
    @Test func aReaderThatReconnectsMissesNothingUnderConcurrentWriters() async throws {
        try await CoachingRig.with { rig in
            let agents: [AgentID] = ["ann", "bob", "cem"]
            for agent in agents { _ = try await rig.start(agent) }
            rig.analyzer.find { (72, [opportunity("\($0.message.messageID)", .critical)]) }
            let expected = agents.count * 4 * 10
            try await rig.withReplica { other in
                let read = Task { try await readWithBreaks(other, until: expected) }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for (place, agent) in agents.enumerated() {
                        for talk in 0..<4 {
                            let replica = (place + talk) % 2 == 0 ? rig.coaching : other
                            group.addTask {
                                for number in 0..<10 {
                                    let message = said(
                                        number, in: ConversationID("\(agent)-\(talk)"), by: agent)
                                    _ = try await replica.observeMessage(message)
                                }
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                let cursors = try await read.value.map(\.cursor)
                #expect(cursors == (1...Int64(expected)).map { $0 })
            }
        }
    }

    /// Reads a few alerts, drops the stream, and goes on after the last cursor.
    private func readWithBreaks(
        _ coaching: Client<Coaching>, until count: Int
    ) async throws -> [Alert] {
        var random = SplitMix64(seed: 11)
        var alerts: [Alert] = []
        while alerts.count < count {
            let request = SubscribeAlerts(
                tenantID: CoachingRig.tenant, after: alerts.last?.cursor ?? 0)
            var left = Int.random(in: 1...15, using: &random)
            for try await alert in coaching.subscribeAlerts(request) {
                alerts.append(alert)
                left -= 1
                if left == 0 || alerts.count == count { break }
            }
        }
        return alerts
    }

    @Test func anAlertOfAnotherReplicaArrivesWithinMoments() async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.start()
            rig.analyzer.find { (72, [opportunity("\($0.message.messageID)")]) }
            try await rig.withReplica { other in
                var stream = other.subscribeAlerts(
                    SubscribeAlerts(tenantID: CoachingRig.tenant, after: 0)
                ).makeAsyncIterator()
                _ = try await rig.coaching.observeMessage(said(1))
                _ = try await stream.next()
                // The second one finds the listener listening; the look is a second away.
                try await Task.sleep(for: .milliseconds(100))
                let start = ContinuousClock.now
                _ = try await rig.coaching.observeMessage(said(2))
                #expect(try await stream.next()?.cursor == 2)
                #expect(ContinuousClock.now - start < .milliseconds(500))
            }
        }
    }

    @Test func withoutACursorOnlyNewAlertsComeAndAFilterHidesOtherAgents() async throws {
        try await CoachingRig.with { rig in
            for agent: AgentID in ["ann", "bob"] { _ = try await rig.start(agent) }
            rig.analyzer.find { (72, [opportunity("\($0.message.messageID)")]) }
            _ = try await rig.coaching.observeMessage(said(1))
            let request = SubscribeAlerts(tenantID: CoachingRig.tenant, agentID: "ann")
            let first = Task {
                var stream = rig.coaching.subscribeAlerts(request).makeAsyncIterator()
                return try await stream.next()
            }
            try await Task.sleep(for: .milliseconds(200))
            _ = try await rig.coaching.observeMessage(said(1, in: "bobs", by: "bob"))
            _ = try await rig.coaching.observeMessage(said(2))
            #expect(try await first.value?.cursor == 3)
        }
    }

    @Test func aCursorBelowZeroIsRefused() async throws {
        try await CoachingRig.with { rig in
            var stream = rig.coaching.subscribeAlerts(
                SubscribeAlerts(tenantID: CoachingRig.tenant, after: -1)
            ).makeAsyncIterator()
            let refused = await #expect(throws: RPCError.self) { _ = try await stream.next() }
            #expect(refused?.code == .invalidArgument)
        }
    }

    @Test(arguments: [("agency", "ann"), ("a:b", "7:x"), ("ä", ""), ("", "ann")])
    func aRingSurvivesTheNotification(tenant: String, agent: String) {
        let ring = AlertRing(tenant: TenantID(tenant), agent: AgentID(agent))
        #expect(AlertRing(ring.payload) == ring)
    }

    @Test(arguments: ["", "x", "9:ab", "-1:a", ":a"])
    func whatIsNoRingIsNone(payload: String) {
        #expect(AlertRing(payload) == nil)
    }
}

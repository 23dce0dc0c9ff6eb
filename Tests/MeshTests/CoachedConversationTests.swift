import AnalyzerContract
import CoachingContract
import Foundation
import GamificationContract
import Identifiers
import MeshTesting
import MeshctlCommands
import PredictionContract
import ROIContract
import RPC
import Testing
import Wire

/// The whole mesh on one conversation, over mutual TLS and a real database.
struct CoachedConversationTests {
    static let tenant: TenantID = "harbor-realty"
    static let agent: AgentID = "luis"

    @Test(.timeLimit(.minutes(3)))
    func aConversationIsCoachedEndToEnd() async throws {
        try await withMesh { mesh in
            let session = try await mesh.coaching.startSession(
                StartSession(
                    tenantID: Self.tenant, agentID: Self.agent, intensity: Open(.intensive),
                    timeZone: "America/Chicago"))
            let alerts = try await observe(in: mesh)
            #expect(
                !alerts.isEmpty, "a price objection met with \"that is the price\" raises an alert")
            #expect(alerts.contains { $0.isCompliance }, "services said to be free break a rule")
            try await expectDelivery(of: alerts, in: mesh)
            try await expectPoints(in: mesh)
            try await expectPrediction(in: mesh)
            let error = await #expect(throws: RPCError.self) {
                _ = try await mesh.roi.getReport(
                    GetReport(
                        tenantID: Self.tenant, periodStart: .wallClock - .seconds(86_400),
                        periodEnd: .wallClock))
            }
            #expect(error?.code == .failedPrecondition, "no baseline, no report")
            let ended = try await mesh.coaching.stopSession(
                ChangeSession(tenantID: Self.tenant, sessionID: session.sessionID))
            #expect(ended.status.known == .completed)
            #expect(ended.alertsSent == alerts.count)
        }
    }

    /// Says each line and returns the alerts that the answers told of.
    private func observe(in mesh: TestMesh) async throws -> [Alert] {
        var alerts: [Alert] = []
        for (place, line) in Self.lines.enumerated() {
            let observation = try await mesh.coaching.observeMessage(Self.message(place, line))
            #expect(observation.analysis.messageCount == place + 1)
            if let alert = observation.alert { alerts.append(alert) }
        }
        _ = try await mesh.coaching.observeMessage(Self.message(0, Self.lines[0]))
        let stored = try await mesh.analyzer.getConversation(
            GetAnalysis(tenantID: Self.tenant, conversationID: "c-1"))
        #expect(
            stored.messages.count == Self.lines.count, "the same message again changes nothing")
        return alerts
    }

    /// A subscriber that comes late gets every alert, once and in order.
    private func expectDelivery(of alerts: [Alert], in mesh: TestMesh) async throws {
        var received: [Alert] = []
        for try await alert in try mesh.coaching.subscribeAlerts(
            SubscribeAlerts(tenantID: Self.tenant, after: 0), timeout: .seconds(10))
        {
            received.append(alert)
            if received.count == alerts.count { break }
        }
        #expect(received.map(\.alertID) == alerts.map(\.alertID))
        #expect(received.map(\.cursor) == received.map(\.cursor).sorted())
    }

    private func expectPoints(in mesh: TestMesh) async throws {
        try await eventually("points follow from events") {
            let profile = try await mesh.gamification.getProfile(
                GetProfile(tenantID: Self.tenant, agentID: Self.agent))
            return profile.points > 0 && profile.streak.currentDays == 1
        }
    }

    private func expectPrediction(in mesh: TestMesh) async throws {
        try await eventually("the conversation can be foreseen") {
            do {
                let foresight = try await mesh.prediction.predictConversation(
                    PredictConversation(tenantID: Self.tenant, conversationID: "c-1"))
                return (0...1).contains(foresight.probability) && !foresight.factors.isEmpty
            } catch let error as RPCError where error.code == .notFound {
                return false
            }
        }
    }

    static let lines: [(MessageRole, String)] = [
        (.client, "Hi, is the condo at Harbor Point still available?"),
        (.agent, "Hello! Yes it is. What are you looking for in a home?"),
        (.client, "Two bedrooms and a short commute. But 389,000 seems too expensive to me."),
        (.agent, "Well, that is the price."),
        (.client, "Then I need to think about it."),
        (.agent, "No problem, my services are free to you anyway."),
        (.client, "Okay."),
    ]

    static func message(_ place: Int, _ line: (MessageRole, String)) -> ObserveMessage {
        ObserveMessage(
            tenantID: tenant, conversationID: "c-1", agentID: agent, leadID: "lead-1",
            category: "housing", context: ConversationContext(listPrice: 389_000),
            message: Message(
                messageID: MessageID("m-\(place)"), role: Open(line.0), action: Open(.message),
                text: line.1,
                sentAt: Instant.wallClock + .seconds(30 * place)))
    }
}

/// Waits until `condition` holds, for what follows from events.
func eventually(
    _ claim: Comment, within limit: Duration = .seconds(15),
    _ condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(50))
    }
    Issue.record(claim)
}

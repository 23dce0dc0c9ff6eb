import CoachingContract
import Foundation
import GatewayDomain
import Identifiers
import RPC
import Synchronization
import Testing
import Wire

@testable import GatewayService

@Suite("An answer to a prompt")
struct AlertAnswerTests {
    private static let path = "/api/alerts/\(AlertID(at: noon))/response"

    @Test("hands on whether it was acted on, from a program and from the page's form")
    func actedOn() async throws {
        let answers = Answers()
        var handlers = Handlers()
        handlers.serve(Coaching.respondToAlert) { request, _ in
            answers.all.withLock { $0.append(request) }
            return Self.answered(request)
        }
        try await withGateway(handlers: handlers) { gateway in
            let browser = try await gateway.signedIn("ana")
            let json = try await browser.send(
                "POST", Self.path, json: #"{"response":"accepted","acted_on":true}"#)
            #expect(json.json("acted_on") as? Bool == true)
            let form = try await browser.send(
                "POST", Self.path, form: "response=accepted&acted_on=false",
                headers: ["accept": "text/html"])
            #expect(form.status == 303)
            _ = try await browser.send("POST", Self.path, json: #"{"response":"dismissed"}"#)
            #expect(answers.all.withLock { $0.map(\.actedOn) } == [true, false, nil])
        }
    }

    @Test("that turns the prompt down cannot have been acted on")
    func contradiction() async throws {
        try await withGateway { gateway in
            let reply = try await gateway.signedIn("ana").send(
                "POST", Self.path, json: #"{"response":"dismissed","acted_on":true}"#)
            #expect(reply.status == 400)
        }
    }

    private static func answered(_ request: RespondToAlert) -> Alert {
        Alert(
            alertID: request.alertID, cursor: 1, tenantID: request.tenantID, agentID: "ana",
            sessionID: SessionID(at: noon), conversationID: "c1", messageID: "m1",
            type: Open(.realTimeSuggestion), priority: Open(.high), confidence: 0.8,
            title: "Answer the price", message: "It seems too expensive.",
            suggestedAction: "Name two sales.", evidence: [], channels: [], createdAt: noon,
            isEscalated: false, isCompliance: false,
            response: AlertAnswer(
                response: request.response, actedOn: request.actedOn, respondedAt: noon))
    }
}

private final class Answers: Sendable {
    let all = Mutex<[RespondToAlert]>([])
}

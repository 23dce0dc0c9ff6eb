import AnalyzerContract
import CoachingContract
import Foundation
import GatewayDomain
import Identifiers
import RPC
import Testing
import Wire

@testable import GatewayService

@Suite struct WebTests {
    @Test func everyAnswerTellsBrowsersToBeStrict() async throws {
        try await withGateway { gateway in
            let browser = try await gateway.signedIn()
            for path in ["/", "/sign-in", "/assets/live.js", "/no/such/page", "/api/session"] {
                let reply = try await browser.send("GET", path)
                let policy = try #require(reply.header("content-security-policy"))
                #expect(
                    policy.contains("default-src 'none'")
                        && policy.contains("frame-ancestors 'none'"))
                #expect(!policy.contains("unsafe"))
                #expect(reply.header("x-content-type-options") == "nosniff")
                #expect(reply.header("strict-transport-security") == nil)
            }
        }
    }

    @Test func anotherSitesPageChangesNothing() async throws {
        try await withGateway { gateway in
            let browser = try await gateway.signedIn()
            let body = #"{"response":"accepted"}"#
            let path = "/api/alerts/\(AlertID(at: noon))/response"
            for headers in [["origin": "https://evil.example"], ["sec-fetch-site": "cross-site"]] {
                let reply = try await browser.send("POST", path, json: body, headers: headers)
                #expect(reply.status == 403)
                #expect(reply.json("error", "code") as? String == "wrong_origin")
            }
        }
    }

    @Test func pagesStandWhenEveryServiceIsDown() async throws {
        var down = Handlers()
        down.serve(Coaching.listAgents) { _, _ in throw RPCError(.unavailable, "down") }
        down.serve(Coaching.getAgentPerformance) { _, _ in throw RPCError(.unavailable, "down") }
        try await withGateway(handlers: down) { gateway in
            let browser = try await gateway.signedIn()
            try gateway.publish(.messageObserved(message(1, text: "good morning")), at: 1)
            gateway.hub.isConnected = false
            let live = try await browser.send("GET", "/")
            #expect(live.status == 200)
            #expect(
                live.body.contains("good morning")
                    && live.body.contains("Coaching is not answering"))
            let agents = try await browser.send("GET", "/agents")
            #expect(agents.status == 200 && agents.body.contains("Coaching is not answering"))
            let agent = try await browser.send("GET", "/agents/ana")
            #expect(agent.status == 200)
            for service in [
                "Coaching is not answering", "Gamification had a fault", "ROI had a fault",
            ] {
                #expect(agent.body.contains(service))
            }
            let own = try await gateway.signedIn("ana").send("GET", "/agents/ana").body
            #expect(own.contains("Gamification had a fault") && !own.contains("Return on coaching"))
        }
    }

    @Test func aSlowServiceCostsTwoSecondsOnce() async throws {
        var slow = Handlers()
        slow.serve(Coaching.getAgentPerformance) { _, _ in
            try await Task.sleep(for: .seconds(60))
            throw RPCError(.internal, "never")
        }
        try await withGateway(handlers: slow) { gateway in
            let browser = try await gateway.signedIn()
            let clock = ContinuousClock()
            let start = clock.now
            let page = try await browser.send("GET", "/agents/ana")
            #expect(page.body.contains("Coaching did not answer in time"))
            #expect(clock.now - start < .seconds(4))
        }
    }

    @Test func anAgentSeesOnlyTheirOwnPage() async throws {
        try await withGateway { gateway in
            let ana = try await gateway.signedIn("ana")
            let list = try await ana.send("GET", "/agents")
            #expect(list.status == 303 && list.header("location") == "/agents/ana")
            #expect(try await ana.send("GET", "/agents/ana").status == 200)
            #expect(try await ana.send("GET", "/agents/bo").status == 404)
            #expect(try await ana.send("GET", "/api/agents/bo").status == 404)
            try gateway.publish(
                .messageObserved(message(1, agent: "bo", text: "not for ana")), at: 1)
            try gateway.publish(.messageObserved(message(2, agent: "ana", text: "for ana")), at: 2)
            for path in ["/", "/api/conversations"] {
                let reply = try await ana.send("GET", path)
                #expect(reply.body.contains("for ana") && !reply.body.contains("not for ana"))
            }
            let otto = try await gateway.signedIn("otto", tenant: "other")
            #expect(try await !otto.send("GET", "/api/conversations").body.contains("for ana"))
        }
    }

    @Test func aMessageGoesToCoachingInThePersonsName() async throws {
        var handlers = Handlers()
        handlers.serve(Coaching.observeMessage) { request, call in
            #expect(call.principal?.subject == "ana" && call.principal?.tenantID == "harbor")
            #expect(request.tenantID == "harbor" && request.message.text == "Is it still free?")
            return Self.observation(of: request)
        }
        try await withGateway(handlers: handlers) { gateway in
            let ana = try await gateway.signedIn("ana")
            func body(
                agent: String = "ana", role: String = "client", text: String = "Is it still free?"
            ) -> String {
                #"{"conversation_id":"c1","agent_id":"\#(agent)","message_id":"m1","role":"\#(role)","text":"\#(text)"}"#
            }
            let reply = try await ana.send("POST", "/api/messages", json: body())
            #expect(reply.status == 200)
            #expect(reply.json("overall_quality_score") as? Double == 71.5)
            #expect(
                try await ana.send("POST", "/api/messages", json: body(agent: "bo")).status == 403)
            #expect(
                try await gateway.browser().send("POST", "/api/messages", json: body()).status
                    == 401)
            let faults: [(String, Int, String)] = [
                (body(role: "ghost"), 400, "role must be"),
                (body(text: ""), 400, "text is missing"),
                ("{", 400, "not valid JSON"), (#"{"agent_id":"ana"}"#, 400, "is missing"),
                (body(agent: ""), 400, "agent_id must be"),
                (body(text: String(repeating: "x", count: 20_000)), 400, "16,384"),
                (body(text: String(repeating: "x", count: 70_000)), 413, "body_too_large"),
            ]
            for (json, status, words) in faults {
                let reply = try await ana.send("POST", "/api/messages", json: json)
                #expect(reply.status == status && reply.body.contains(words), "\(reply)")
            }
            let plain = try await ana.send(
                "POST", "/api/messages",
                headers: ["content-type": "text/plain", "content-length": "0"])
            #expect(plain.status == 415)
        }
    }

    private static func observation(of request: ObserveMessage) -> Observation {
        Observation(
            analysis: AnalysisUpdate(
                conversationID: request.conversationID, messageCount: 1, overallQualityScore: 71.5,
                outcome: Open(.inProgress),
                findings: MessageFindings(
                    messageID: request.message.messageID, acts: [], prices: [], wordCount: 4),
                newOpportunities: [], newCompliance: [], storedAt: noon, objectionsIdentified: 0,
                objectionsResolved: 0, appointmentScheduled: false))
    }

    @Test func anAnswerToAPromptNeedsAReasonWhenItOverrides() async throws {
        try await withGateway { gateway in
            let browser = try await gateway.signedIn()
            let path = "/api/alerts/\(AlertID(at: noon))/response"
            for (json, status) in [
                (#"{"response":"overridden"}"#, 400),
                (#"{"response":"overridden","reason":"  "}"#, 400),
                (#"{"response":"maybe"}"#, 400), (#"{}"#, 400),
            ] {
                #expect(try await browser.send("POST", path, json: json).status == status)
            }
            #expect(
                try await browser.send(
                    "POST", "/api/alerts/nonsense/response", json: #"{"response":"accepted"}"#
                ).status == 404)
        }
    }

    @Test(arguments: [
        ("/agents/%00", 404), ("/agents/../../etc/passwd", 404), ("/assets/..%2fx", 404),
    ])
    func strangeAddressesAreNotFound(path: String, status: Int) async throws {
        try await withGateway { gateway in
            let browser = try await gateway.signedIn("ana")
            #expect(try await browser.send("GET", path).status == status)
        }
    }
}

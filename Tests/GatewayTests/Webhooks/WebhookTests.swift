import AnalyzerContract
import CoachingContract
import Foundation
import GatewayDomain
import Identifiers
import Postgres
import RPC
import Runtime
import Synchronization
import Testing
import Wire

@testable import GatewayService

@Suite("A webhook of the CRM")
struct WebhookTests {
    @Test("is taken with either signature over its bytes, and answered 401 without one")
    func signatures() async throws {
        try await withGateway { gateway in
            let browser = gateway.browser()
            let body = payload("NoteCreate", #""id":"n", "body" : "spaces  count""#)
            try await expect(200, browser, body)
            let other = payload("NoteCreate", #""id":"n""#)
            let older = try TestCRM.rsaHeader(other)
            try await expect(200, browser, other, headers: older)
            for headers in [
                [:], ["x-ghl-signature": ""], ["x-ghl-signature": "bm9uZQ=="],
                ["x-wh-signature": "%%%"], try TestCRM.ed25519Header(body + " "),
                try TestCRM.rsaHeader(body + "\n"),
            ] {
                let reply = try await browser.deliver(body, headers: headers)
                #expect(reply.status == 401, "\(headers)")
                #expect(reply.json("error", "code") as? String == "unsigned_webhook")
            }
            let count = try await kept(gateway)
            #expect(count == 2)
        }
    }

    @Test("with a wrong newer signature is refused, whatever the older one says")
    func noFallback() async throws {
        try await withGateway { gateway in
            let body = payload("NoteCreate", #""id":"n""#)
            var headers = try TestCRM.rsaHeader(body)
            headers["x-ghl-signature"] = try TestCRM.ed25519Header("other")["x-ghl-signature"]
            try await expect(401, gateway.browser(), body, headers: headers)
        }
    }

    @Test("is taken once, however often it is delivered")
    func once() async throws {
        try await withGateway { gateway in
            let browser = gateway.browser()
            let body = payload("NoteCreate", #""id":"n""#, webhook: "w1")
            let bare = payload("NoteCreate", #""id":"n""#, webhook: "w1", at: nil)
            let first = try await browser.deliver(body)
            #expect(first.json("status") as? String == "accepted")
            for again in [body, bare] {
                let reply = try await browser.deliver(again)
                #expect(reply.status == 200)
                #expect(reply.json("status") as? String == "duplicate")
            }
            let nameless = #"{"type":"NoteCreate","locationId":"harbor-west","id":"n"}"#
            for status in ["accepted", "duplicate"] {
                let reply = try await browser.deliver(nameless)
                #expect(reply.json("status") as? String == status)
            }
            let count = try await kept(gateway)
            #expect(count == 2)
        }
    }

    @Test(
        "is taken for as long as the CRM tries again; what is older, or of the future, is refused")
    func replays() async throws {
        try await withGateway { gateway in
            let browser = gateway.browser()
            for (age, status) in [
                (0, 200), (70 * 60, 200), (7_230, 401), (-290, 200), (-330, 401),
            ] {
                let time = Instant.wallClock - .seconds(age)
                let body = payload("NoteCreate", #""id":"n""#, at: time)
                try await expect(status, browser, body)
            }
            let body = #"{"type":"NoteCreate","timestamp":"yesterday"}"#
            try await expect(400, browser, body)
        }
    }

    @Test(
        "that is no JSON object is refused for good",
        arguments: ["", "[]", "{", "null", "{\"type\":\"A\",\"type\":\"B\"}", "\u{FEFF}{}"])
    func notJSON(body: String) async throws {
        try await withGateway { gateway in
            try await expect(400, gateway.browser(), body)
        }
    }

    @Test(
        "with a NUL in what we keep of it is refused for good, and says where",
        arguments: ["webhookId", "type", "locationId", "contactId", "conversationId", "userId"])
    func nul(field: String) async throws {
        try await withGateway { gateway in
            let reply = try await gateway.browser().deliver(##"{"\##(field)":"a\u0000b"}"##)
            #expect(reply.status == 400)
            let said = try #require(reply.json("error", "message") as? String)
            #expect(said.contains("NUL"))
        }
    }

    @Test("with half of a surrogate pair is taken")
    func loneSurrogate() async throws {
        try await withGateway { gateway in
            try await expect(
                200, gateway.browser(), payload("NoteCreate", ##""id":"n","body":"x\ud83d""##))
        }
    }

    @Test("that is longer than any the CRM sends is refused before it is read to its end")
    func tooLong() async throws {
        try await withGateway { gateway in
            let body = payload(
                "NoteCreate", #""body":"\#(String(repeating: "x", count: 1 << 20))""#)
            try await expect(413, gateway.browser(), body)
        }
    }

    @Test("reaches Coaching as a message of the agent in charge, and once")
    func coached() async throws {
        let coaching = HeardMessages()
        try await withGateway(handlers: coaching.handlers) { gateway in
            let browser = gateway.browser()
            let assignment = payload("ContactCreate", #""id":"c1","assignedTo":"ana""#)
            let message = payload(
                "InboundMessage",
                #""contactId":"c1","conversationId":"k1","messageType":"SMS","body":"Is it sold?""#)
            for body in [assignment, message, message] {
                try await expect(200, browser, body)
            }
            let heard = try await coaching.messages(1)
            #expect(heard.map(\.tenantID) == ["harbor"])
            #expect(heard.map(\.agentID) == ["ana"])
            #expect(heard.map(\.conversationID) == ["k1"])
            #expect(heard.map(\.leadID) == ["c1"])
            #expect(heard.map(\.message.text) == ["Is it sold?"])
            try await settled(2, gateway)
        }
    }

    @Test("opens a session for its agent, once, which leaves a paused one alone")
    func opensSession() async throws {
        let coaching = HeardMessages()
        try await withGateway(handlers: coaching.handlers) { gateway in
            for number in 1...3 {
                let body = payload(
                    "OutboundMessage",
                    #""contactId":"c1","conversationId":"k1","userId":"ana","body":"\#(number)""#)
                try await expect(200, gateway.browser(), body)
            }
            _ = try await coaching.messages(3)
            #expect(
                coaching.started == [
                    StartSession(
                        tenantID: "harbor", agentID: "ana", timeZone: "", keepsPaused: true)
                ])
        }
    }

    @Test("of a contact that nobody is in charge of waits until somebody is, and keeps its order")
    func unassigned() async throws {
        let coaching = HeardMessages()
        try await withGateway(handlers: coaching.handlers) { gateway in
            let browser = gateway.browser()
            for number in 1...3 {
                let body = payload(
                    "InboundMessage",
                    #""contactId":"c1","conversationId":"k1","body":"line \#(number)""#)
                try await expect(200, browser, body)
            }
            try await settled(3, gateway)
            #expect(coaching.count == 0)
            let body = payload(
                "OpportunityAssignedToUpdate", #""id":"o","contactId":"c1","assignedTo":"ana""#)
            try await expect(200, browser, body)
            let heard = try await coaching.messages(3).map(\.message.text)
            #expect(heard == ["line 1", "line 2", "line 3"])
        }
    }

    @Test("that fails for a fault of its own is set aside after some tries, and its lane goes on")
    func setAside() async throws {
        let coaching = HeardMessages(refusing: "poison")
        try await withGateway(handlers: coaching.handlers) { gateway in
            for text in ["poison", "next"] {
                let body = payload(
                    "OutboundMessage",
                    #""contactId":"c1","conversationId":"k1","userId":"ana","body":"\#(text)""#)
                try await expect(200, gateway.browser(), body)
            }
            #expect(try await coaching.messages(1).map(\.message.text) == ["next"])
            try await settled(2, gateway)
            let faults = try await gateway.database.scoped(to: .allTenants).query(
                "SELECT fault FROM gateway.webhooks WHERE outcome = 'refused'", as: String.self)
            #expect(faults.count == 1 && faults.first?.contains("after 4 tries") == true)
            let list = try await gateway.signedIn().send("GET", "/api/webhooks?outcome=refused")
            #expect(list.body.contains("after 4 tries"))
            let page = try await gateway.signedIn().send("GET", "/webhooks")
            #expect(page.status == 200 && page.body.contains("after 4 tries"))
            #expect(try await gateway.signedIn("ana").send("GET", "/webhooks").status == 403)
        }
    }

    @Test("is kept while Coaching is away, and handed on in its order when it is back")
    func coachingAway() async throws {
        let coaching = HeardMessages(failures: 3)
        try await withGateway(handlers: coaching.handlers) { gateway in
            let browser = gateway.browser()
            for number in 1...4 {
                let body = payload(
                    "OutboundMessage",
                    #""contactId":"c1","conversationId":"k1","userId":"ana","body":"\#(number)""#)
                try await expect(200, browser, body)
            }
            let heard = try await coaching.messages(4).map(\.message.text)
            #expect(heard == ["1", "2", "3", "4"])
        }
    }

    @Test("keeps its place among those of its contact, whatever assigns the contact in between")
    func assignedInBetween() async throws {
        let coaching = HeardMessages()
        try await withGateway(handlers: coaching.handlers) { gateway in
            let browser = gateway.browser()
            // Faster than they are handled, so that several are claimed together.
            for number in 1...6 {
                let body =
                    number == 4
                    ? payload("ContactUpdate", #""id":"c1","assignedTo":"ana""#)
                    : payload(
                        "InboundMessage",
                        #""contactId":"c1","conversationId":"k1","body":"line \#(number)""#)
                try await expect(200, browser, body)
            }
            let heard = try await coaching.messages(5).map(\.message.text)
            #expect(heard == [1, 2, 3, 5, 6].map { "line \($0)" })
            try await settled(6, gateway)
        }
    }

    @Test("waits in its contact's lane, which is claimed in its order and given back where unbegun")
    func lanes() async throws {
        try await withGateway { gateway in
            let store = WebhookStore(database: gateway.database)
            // The gateway's own courier does not look for what comes tomorrow.
            let tomorrow = Instant.wallClock + .seconds(86_400)
            _ = try await store.keep(
                ["a1", "b1", "a2", "a3", "a4"].map { id in
                    WebhookStore.Arrived(
                        tenant: harbor, id: id, lane: String(id.prefix(1)), contact: "", kind: "",
                        body: "{}", receivedAt: tomorrow)
                })
            func claimed(_ laneCount: Int) async throws -> [WebhookStore.Run] {
                try await store.claim(
                    laneCount, runLength: 3, until: tomorrow + .seconds(30), at: tomorrow)
            }
            let first = try await claimed(1)
            #expect(first.map { $0.map(\.id) } == [["a1", "a2", "a3"]])
            let second = try await claimed(9)
            #expect(second.map { $0.map(\.id) } == [["b1"]], "the rest of a lane is held with it")
            let run = try #require(first.first)
            try await store.settle(
                [WebhookStore.Settled(webhook: run[0], outcome: .noted)], at: tomorrow)
            try await store.release(run.dropFirst(), of: harbor)
            let third = try await claimed(9)
            #expect(third.map { $0.map(\.id) } == [["a2", "a3", "a4"]])
            #expect(third.first?.map(\.attempts) == [1, 1, 1], "what was not begun was no try")
        }
    }

    @Test("that asks for nothing is settled as it is kept, and holds nobody up")
    func asksForNothing() async throws {
        try await withGateway { gateway in
            let store = WebhookStore(database: gateway.database)
            let tomorrow = Instant.wallClock + .seconds(86_400)
            let kept = try await store.keep(
                [WebhookStore.Outcome.noted, nil].map { outcome in
                    WebhookStore.Arrived(
                        tenant: harbor, id: outcome == nil ? "later" : "noted", lane: "a",
                        contact: "", kind: "", body: "{}", receivedAt: tomorrow, outcome: outcome)
                })
            #expect(kept.count == 2)
            let runs = try await store.claim(
                9, runLength: 3, until: tomorrow + .seconds(30), at: tomorrow)
            #expect(runs.map { $0.map(\.id) } == [["later"]])
            try await expect(200, gateway.browser(), payload("NoteCreate", #""contactId":"c1""#))
            let outcomes = try await gateway.database.scoped(to: .allTenants).query(
                "SELECT outcome FROM gateway.webhooks WHERE kind = 'NoteCreate' AND attempts = 0",
                as: String?.self)
            #expect(outcomes == ["noted"])
        }
    }

    @Test("that cannot be kept is answered 429, since the CRM sends nothing else again")
    func databaseAway() async throws {
        try await withGateway { gateway in
            try await gateway.database.scoped(to: .allTenants).execute("SELECT 1")
            let inbox = WebhookInbox(
                store: WebhookStore(database: try nowhere()), bell: WebhookBell(), logger: silent)
            let receipt = await inbox.keep(
                WebhookStore.Arrived(
                    tenant: harbor, id: "w", lane: "l", contact: "c", kind: "k", body: "{}",
                    receivedAt: .wallClock))
            #expect(receipt == .refused)
            var limits = BatchQueueLimits()
            limits.waitingCountMax = 0
            let full = WebhookInbox(
                store: WebhookStore(database: gateway.database), bell: WebhookBell(),
                limits: limits, logger: silent)
            #expect(full.isFull)
        }
    }

    private func expect(
        _ status: Int, _ browser: Browser, _ body: String, headers: [String: String]? = nil
    ) async throws {
        let reply = try await browser.deliver(body, headers: headers)
        #expect(reply.status == status, "\(body.prefix(200))")
    }

    /// A database that nobody runs: it says at once that it is not there.
    private func nowhere() throws -> Database {
        Database(
            try DatabaseConfiguration(url: "postgres://nobody@127.0.0.1:1/none"), logger: silent)
    }

    private func kept(_ gateway: Gateway) async throws -> Int {
        try await gateway.database.scoped(to: .allTenants).first(
            "SELECT count(*) FROM gateway.webhooks", as: Int.self) ?? 0
    }

    private func settled(_ count: Int, _ gateway: Gateway) async throws {
        for _ in 0..<600 {
            let known = try await gateway.database.scoped(to: .allTenants).first(
                "SELECT count(*) FROM gateway.webhooks WHERE settled_at IS NOT NULL", as: Int.self)
            if known == count { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("\(count) webhooks are not settled after 30 s")
    }
}

/// A Coaching that keeps what it hears, after it has failed so many times.
final class HeardMessages: Sendable {
    private struct State {
        var heard: [ObserveMessage] = []
        var started: [StartSession] = []
        var failures: Int
    }

    private let state: Mutex<State>

    /// A message of these words meets a fault of ours, every time.
    private let poison: String?

    init(failures: Int = 0, refusing poison: String? = nil) {
        state = Mutex(State(failures: failures))
        self.poison = poison
    }

    var count: Int { state.withLock { $0.heard.count } }

    /// The sessions that were asked for.
    var started: [StartSession] { state.withLock { $0.started } }

    var handlers: Handlers {
        var handlers = Handlers()
        handlers.serve(Coaching.startSession) { request, _ in
            self.state.withLock { $0.started.append(request) }
            return session(of: request.agentID, in: request.tenantID)
        }
        handlers.serve(Coaching.observeMessage) { request, _ in
            if request.message.text == self.poison { throw RPCError(.internal, "a fault") }
            try self.state.withLock { state in
                guard state.failures == 0 else {
                    state.failures -= 1
                    throw RPCError(.unavailable, "away")
                }
                state.heard.append(request)
            }
            return Observation(
                analysis: AnalysisUpdate(
                    conversationID: request.conversationID, messageCount: 1,
                    overallQualityScore: 70, outcome: Open(.inProgress),
                    findings: MessageFindings(
                        messageID: request.message.messageID, acts: [], prices: [], wordCount: 1),
                    newOpportunities: [], newCompliance: [], storedAt: .wallClock,
                    objectionsIdentified: 0, objectionsResolved: 0, appointmentScheduled: false))
        }
        return handlers
    }

    /// The first `count` messages, in the order in which they were heard.
    func messages(_ count: Int) async throws -> [ObserveMessage] {
        for _ in 0..<600 {
            let heard = state.withLock { $0.heard }
            if heard.count >= count { return heard }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("\(count) messages were not heard after 30 s")
        return state.withLock { $0.heard }
    }
}

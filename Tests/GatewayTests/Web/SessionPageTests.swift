import CoachingContract
import Foundation
import GatewayDomain
import Identifiers
import RPC
import Synchronization
import Testing
import Wire

@testable import GatewayService

@Suite("A coaching session")
struct SessionPageTests {
    @Test("is started, paused, resumed and ended by its agent, as a program and as a form")
    func byAgent() async throws {
        let desk = SessionDesk()
        try await withGateway(handlers: desk.handlers) { gateway in
            let browser = try await gateway.signedIn("ana")
            let started = try await browser.send(
                "POST", "/api/coaching-sessions",
                json: #"{"intensity":"intensive","channels":["email"]}"#)
            #expect(started.status == 200)
            #expect(started.json("status") as? String == "active")
            #expect(started.json("agent_id") as? String == "ana")
            let id = try #require(started.json("session_id") as? String)
            for (change, status) in [
                ("pause", "paused"), ("resume", "active"), ("end", "completed"),
            ] {
                let reply = try await browser.send(
                    "POST", "/api/coaching-sessions/\(id)/\(change)", json: "")
                #expect(reply.json("status") as? String == status)
            }
            let first = try #require(desk.started.first)
            #expect(first.intensity == Open(.intensive) && first.timeZone.isEmpty)
            #expect(first.preferredChannels == [Open(.email)] && !first.keepsPaused)
        }
    }

    @Test(
        "that cannot be is refused, and says why",
        arguments: [
            (#"{"intensity":"fierce"}"#, 400, "light_touch"),
            (#"{"channels":["fax"]}"#, 400, "push_notification"),
            (#"{"agent_id":"bob"}"#, 403, "may not"),
        ])
    func refused(body: String, status: Int, word: String) async throws {
        let desk = SessionDesk()
        try await withGateway(handlers: desk.handlers) { gateway in
            let reply = try await gateway.signedIn("ana").send(
                "POST", "/api/coaching-sessions", json: body)
            #expect(reply.status == status)
            #expect((reply.json("error", "message") as? String)?.contains(word) == true)
            #expect(desk.started.isEmpty)
        }
    }

    @Test("is offered on the agent's live page while there is none, and can be ended there")
    func onPage() async throws {
        let desk = SessionDesk()
        try await withGateway(handlers: desk.handlers) { gateway in
            let browser = try await gateway.signedIn("ana")
            let before = try await browser.send("GET", "/")
            #expect(before.body.contains("Start coaching"))
            _ = try await browser.send("POST", "/api/coaching-sessions", json: "{}")
            let after = try await browser.send("GET", "/")
            #expect(after.body.contains("Pause coaching") && after.body.contains("End session"))
            #expect(!after.body.contains("Start coaching"))
        }
    }
}

/// Coaching with at most one session.
private final class SessionDesk: Sendable {
    private let state = Mutex<(started: [StartSession], session: CoachingSession?)>(([], nil))

    var started: [StartSession] { state.withLock { $0.started } }

    var handlers: Handlers {
        var handlers = Handlers()
        handlers.serve(Coaching.startSession) { request, _ in
            let new = session(of: request.agentID)
            self.state.withLock {
                $0.started.append(request)
                $0.session = new
            }
            return new
        }
        handlers.serve(Coaching.listSessions) { _, _ in
            SessionList(sessions: self.state.withLock { $0.session.map { [$0] } ?? [] })
        }
        handlers.serve(Coaching.pauseSession) { _, _ in try self.change(to: .paused) }
        handlers.serve(Coaching.resumeSession) { _, _ in try self.change(to: .active) }
        handlers.serve(Coaching.stopSession) { _, _ in try self.change(to: .completed) }
        return handlers
    }

    private func change(to status: CoachingSessionStatus) throws -> CoachingSession {
        try state.withLock { state in
            guard var changed = state.session else { throw RPCError(.notFound, "no session") }
            changed.status = Open(status)
            state.session = changed
            return changed
        }
    }
}

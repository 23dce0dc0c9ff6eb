import CoachingContract
import GatewayDomain
import Identifiers
import RPC
import Synchronization
import Testing
import Wire

@testable import GatewayService

/// The page on which people choose how they are told of things.
@Suite("The page of notifications")
struct NotificationPageTests {
    @Test("shows an agent's wishes and what they were told, and saves what they choose")
    func agent() async throws {
        let book = WishBook(
            NotificationRecipient(
                tenantID: harbor, agentID: "ana", timeZone: "America/Chicago",
                mutedChannels: [Open(.sms), Open(.agentAlert)], email: "ana@harbor.test",
                pushToken: "device", mutedKinds: ["feedback", "training"]))
        try await withGateway(handlers: book.handlers) { gateway in
            let ana = try await gateway.signedIn("ana")
            let page = try await ana.send("GET", "/notifications").body
            #expect(page.contains("value=\"ana@harbor.test\""))
            #expect(page.contains("value=\"email\" checked"))
            #expect(page.contains("value=\"sms\">"))
            #expect(page.contains("value=\"alert\" checked"))
            #expect(page.contains("value=\"feedback\">"))
            #expect(page.contains("not delivered: the mailbox is not there"))
            #expect(page.contains("needs a number") && !page.contains("escalation"))
            let saved = try await ana.send(
                "POST", "/api/notification-preferences",
                form: "time_zone=America%2FChicago&channels[]=sms&channels[]=push_notification"
                    + "&kinds[]=feedback&quiet_from=21%3A30&quiet_until=07%3A00"
                    + "&email=&phone=%2B15125550100")
            #expect(saved.status == 303 && saved.header("location") == "/notifications?saved=1")
            let wishes = book.wishes
            #expect(
                Set(wishes.mutedChannels.compactMap(\.known)) == [
                    .agentAlert, .inAppMessage, .email, .ghlTask, .ghlWorkflow,
                ])
            #expect(
                Set(wishes.mutedKinds) == ["training", "alert", "weekly_summary", "licence"])
            #expect(wishes.quietFromMinute == 1_290 && wishes.quietUntilMinute == 420)
            #expect(wishes.email.isEmpty && wishes.phone == "+15125550100")
            #expect(wishes.pushToken == "device")
            #expect(book.askers == ["ana"])
        }
    }

    @Test("offers a manager what managers are told, and takes nothing else")
    func manager() async throws {
        let book = WishBook(NotificationRecipient(tenantID: harbor, userName: "maria"))
        try await withGateway(handlers: book.handlers) { gateway in
            let maria = try await gateway.signedIn("maria")
            let page = try await maria.send("GET", "/notifications").body
            #expect(page.contains("value=\"escalation\" checked") && !page.contains("\"sms\""))
            for (json, words) in [
                (#"{"time_zone":"UTC","channels":["sms"]}"#, "channels must be of email"),
                (#"{"time_zone":"UTC","kinds":["alert"]}"#, "kinds must be of escalation"),
                (#"{"time_zone":"UTC","quiet_from":"25:00"}"#, "quiet_from must be a time of day"),
                (#"{"time_zone":"UTC","quiet_from":"22:00"}"#, "Quiet hours need both times"),
                (#"{"channels":[]}"#, "time_zone is missing"),
            ] {
                let refused = try await maria.send(
                    "POST", "/api/notification-preferences", json: json)
                #expect(refused.status == 400 && refused.body.contains(words), "\(refused.body)")
            }
            let saved = try await maria.send(
                "POST", "/api/notification-preferences",
                json: #"{"time_zone":"UTC","channels":["email"],"kinds":["escalation"]}"#)
            #expect(saved.status == 200)
            #expect(book.wishes.mutedChannels.compactMap(\.known) == [.pushNotification])
            #expect(book.wishes.mutedKinds == ["weekly_summary"])
        }
    }

    @Test("the live page begins with what was told while it was closed, until that is done")
    func unread() async throws {
        let note = NotificationRecord(
            notificationID: NotificationID(at: noon), tenantID: harbor, userName: "maria",
            channel: Open(.inAppMessage), kind: "escalation", priority: Open(.critical),
            title: "Ana needs you", body: "Three critical prompts <in> an hour.", subject: "ana",
            status: Open(.delivered), createdAt: noon, dueAt: noon, tries: 1, fault: "")
        var prompt = note
        prompt.kind = "alert"
        prompt.title = "Has a card of its own"
        let told = [note, prompt]
        let seen = Mutex<[NotificationID: String]>([:])
        var handlers = Handlers()
        handlers.serve(Coaching.listNotifications) { request, _ in
            let isUnread = request.statuses == [Open(.delivered)]
            #expect(isUnread && request.channel == Open(.inAppMessage))
            return NotificationList(
                notifications: told.filter { seen.withLock(\.self)[$0.notificationID] == nil })
        }
        handlers.serve(Coaching.acknowledgeNotification) { request, call in
            seen.withLock { $0[request.notificationID] = call.principal?.subject }
            var record = note
            record.status = request.status
            return record
        }
        try await withGateway(handlers: handlers) { gateway in
            let maria = try await gateway.signedIn("maria")
            let page = try await maria.send("GET", "/").body
            #expect(page.contains("class=\"notice grave\" data-notification=\"\(note.id)\""))
            #expect(page.contains("Ana needs you") && page.contains("&lt;in&gt; an hour"))
            #expect(!page.contains("Has a card of its own"))
            let path = "/api/notifications/\(note.id)/done"
            #expect(try await maria.send("POST", path, form: "").status == 303)
            #expect(seen.withLock(\.self) == [note.notificationID: "maria"])
            #expect(try await !maria.send("GET", "/").body.contains("Ana needs you"))
            #expect(try await maria.send("POST", path, json: "{}").status == 200)
            #expect(
                try await maria.send("POST", "/api/notifications/x/done", json: "{}").status == 404)
        }
    }

    @Test("stands without Coaching and says what is missing")
    func coachingAway() async throws {
        var down = Handlers()
        down.serve(Coaching.getNotificationRecipient) { _, _ in
            throw RPCError(.unavailable, "down")
        }
        down.serve(Coaching.listNotifications) { _, _ in throw RPCError(.unavailable, "down") }
        try await withGateway(handlers: down) { gateway in
            let page = try await gateway.signedIn().send("GET", "/notifications")
            #expect(page.status == 200 && page.body.contains("Coaching is not answering"))
            #expect(!page.body.contains("Nothing yet"))
        }
    }
}

extension NotificationRecord {
    fileprivate var id: String { notificationID.description }
}

/// A Coaching that keeps one person's wishes.
private final class WishBook: Sendable {
    private let state: Mutex<(wishes: NotificationRecipient, askers: Set<String>)>

    init(_ wishes: NotificationRecipient) { state = Mutex((wishes, [])) }

    var wishes: NotificationRecipient { state.withLock { $0.wishes } }
    /// In whose name it was called.
    var askers: Set<String> { state.withLock { $0.askers } }

    var handlers: Handlers {
        var handlers = Handlers()
        handlers.serve(Coaching.getNotificationRecipient) { _, call in
            self.state.withLock { state in
                state.askers.insert(call.principal?.subject ?? "")
                return state.wishes
            }
        }
        handlers.serve(Coaching.saveNotificationRecipient) { request, call in
            self.state.withLock { state in
                state.askers.insert(call.principal?.subject ?? "")
                state.wishes = request
                return request
            }
        }
        handlers.serve(Coaching.listNotifications) { request, _ in
            NotificationList(notifications: [
                NotificationRecord(
                    notificationID: NotificationID(at: noon), tenantID: harbor,
                    agentID: request.agentID, userName: request.userName, channel: Open(.email),
                    kind: "feedback", priority: Open(.high), title: "Well done", body: "Keep on.",
                    subject: "s", status: Open(.bounced), createdAt: noon, dueAt: noon, tries: 1,
                    fault: "the mailbox is not there")
            ])
        }
        return handlers
    }
}

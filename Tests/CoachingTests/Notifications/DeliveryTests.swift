import CoachingContract
import CoachingDomain
import Foundation
import Identifiers
import Outbound
import Postgres
import RPC
import Runtime
import Testing
import Wire

@testable import CoachingService

@Suite("A notification")
struct DeliveryTests {
    @Test(
        "reaches a mailbox, a phone, a device and the CRM as their servers want it, and each once",
        .enabled(if: Outside.isThere, "aiosmtpd is not in .mesh/python: run `make python`"))
    func sevenChannels() async throws {
        try await Outside.running { outside, smtp, http in
            try await CoachingRig.with { rig in
                let desk = Desk(rig, smtp: smtp, http: http)
                try await desk.know("ann", email: "ann@agency.test")
                try await desk.tell("ann", by: NotificationChannel.allCases)
                try await desk.tell("ann", by: NotificationChannel.allCases)
                await desk.deliverAll()
                let statuses = try await desk.statuses()
                #expect(statuses == Array(repeating: "delivered", count: 7))
                // All but the two that are shown on the page.
                try await outside.awaitLetters(5)
                #expect(outside.taken("fault", "fault") == [])
                let texts = outside.taken("email", "text")
                #expect(texts.map { $0.trimmingCharacters(in: .newlines) } == ["Grüße & more"])
                #expect(outside.taken("email", "subject") == [Desk.title])
                #expect(outside.taken("email", "header_to") == ["ann@agency.test"])
                #expect(outside.taken("sms", "text") == ["\(Desk.title)\nGrüße & more"])
                #expect(outside.taken("push_notification", "title") == [Desk.title])
                #expect(outside.taken("ghl_task", "contact") == ["crm-ann"])
                #expect(outside.taken("ghl_workflow", "workflow") == ["flow"])
                let shown = try await rig.events(NotificationSent.self)
                #expect(
                    Set(shown.compactMap(\.channel.known)) == [.agentAlert, .inAppMessage])
            }
        }
    }

    @Test(
        "to a mailbox that is not there bounces, and one that is refused for now is tried again",
        .enabled(if: Outside.isThere, "aiosmtpd is not in .mesh/python: run `make python`"))
    func bounces() async throws {
        try await Outside.running { _, smtp, http in
            try await CoachingRig.with { rig in
                let desk = Desk(rig, smtp: smtp, http: http)
                for (agent, email) in [
                    ("gone", "gone@agency.test"), ("later", "later@agency.test"),
                ] {
                    try await desk.know(AgentID(agent), email: email)
                    try await desk.tell(AgentID(agent), by: [.email])
                }
                await desk.deliverAll()
                let statuses = try await desk.statuses()
                #expect(statuses == ["bounced", "queued"])
            }
        }
    }

    @Test("by a channel that is down waits, delays no other, and ends in the dead-letter list")
    func channelDown() async throws {
        try await CoachingRig.with { rig in
            // Nobody listens there.
            let desk = Desk(rig, smtp: "smtp://127.0.0.1:1", http: "http://127.0.0.1:1")
            try await desk.know("ann", email: "ann@agency.test")
            try await desk.tell("ann", by: [.email, .inAppMessage])
            await desk.deliverAll()
            let first = try await desk.statuses()
            #expect(first == ["queued", "delivered"])
            for _ in 0..<DeliveryPolicy().triesMax {
                try await desk.makeDue()
                await desk.deliverAll()
            }
            let last = try await desk.statuses()
            #expect(last == ["failed", "delivered"])
            let failed = try await rig.coaching.listNotifications(
                ListNotifications(tenantID: CoachingRig.tenant, statuses: [Open(.failed)]))
            #expect(failed.notifications.map(\.channel.known) == [.email])
            #expect(failed.notifications.allSatisfy { $0.fault.contains("not reachable") })
            let retried = try await rig.coaching.retryNotifications(RetryNotifications())
            #expect(retried.count == 1)
            let again = try await desk.statuses()
            #expect(again == ["queued", "delivered"])
        }
    }

    @Test("by a server that says nothing delays no other channel")
    func channelSilent() async throws {
        let server = try SilentServer()
        try await CoachingRig.with { rig in
            let desk = Desk(
                rig, smtp: "smtp://127.0.0.1:\(server.port)", http: "http://127.0.0.1:1")
            try await desk.know("ann", email: "ann@agency.test")
            try await desk.tell("ann", by: [.email, .inAppMessage])
            let delivery = Task { await desk.deliverAll() }
            var statuses: [String] = []
            for _ in 0..<400 where statuses != ["sending", "delivered"] {
                statuses = try await desk.statuses()
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(statuses == ["sending", "delivered"])
            delivery.cancel()
            await delivery.value
        }
    }

    @Test("in quiet hours waits for their end on the recipient's clock, unless it is critical")
    func quietHours() async throws {
        try await CoachingRig.with { rig in
            let desk = Desk(rig, smtp: "smtp://127.0.0.1:1", http: "http://127.0.0.1:1")
            // Any minute of any zone's day but the last before midnight.
            _ = try await rig.coaching.saveNotificationRecipient(
                NotificationRecipient(
                    tenantID: CoachingRig.tenant, agentID: "ann", timeZone: "America/Chicago",
                    quietFromMinute: 0, quietUntilMinute: 1_439, email: "ann@agency.test"))
            try await desk.tell("ann", by: [.email], priority: .critical)
            try await desk.tell("ann", by: [.email, .inAppMessage])
            await desk.deliverAll()
            let statuses = try await desk.statuses()
            let isLastMinute = desk.minute(in: "America/Chicago") == 1_439
            #expect(isLastMinute || statuses == ["queued", "pending", "delivered"])
        }
    }
}

/// The outbox of a rig and everybody who carries its letters.
struct Desk {
    static let title = "Ask what matters most — and wait"

    let rig: CoachingRig
    private let deliverers: [Deliverer]

    init(_ rig: CoachingRig, smtp: String, http: String) {
        self.rig = rig
        var settings = CarrierSettings()
        settings.mail = MailServer(url: smtp, needsTLS: false)
        settings.mailFrom = "coach@agency.test"
        settings.sms = SMSForm(
            url: http, account: "AC1", token: "sesame", sender: "+15125550100")
        settings.push = PushForm(url: http, project: "mesh", token: "sesame")
        settings.crmTask = CRMTaskForm(url: http, token: "sesame")
        settings.crmWorkflow = CRMWorkflowForm(url: http, token: "sesame", workflow: "flow")
        deliverers = settings.carriers(
            database: rig.database, events: EventLog(of: "coaching")
        ).map { channel, carrier in
            Deliverer(
                channel: channel, carrier: carrier, policy: DeliveryPolicy(),
                store: DeliveryStore(database: rig.database), logger: CoachingRig.silent,
                now: { .wallClock })
        }
    }

    func know(_ agent: AgentID, email: String) async throws {
        _ = try await rig.coaching.saveNotificationRecipient(
            NotificationRecipient(
                tenantID: CoachingRig.tenant, agentID: agent, email: email, phone: "+15125550111",
                pushToken: "device", crmContactID: "crm-\(agent)"))
    }

    func tell(
        _ agent: AgentID, by channels: [NotificationChannel],
        priority: CoachingPriority = .high
    ) async throws {
        try await rig.database.withTransaction(.tenant(CoachingRig.tenant)) { transaction in
            try await NotificationOutbox().enqueue(
                Notification(
                    tenant: CoachingRig.tenant, recipient: .agent(agent), kind: .training,
                    priority: priority, title: Self.title, body: "Grüße & more", subject: "s",
                    deduplicationKey: "\(agent) \(priority)", channels: channels),
                at: .wallClock, in: transaction)
        }
    }

    /// Every channel once, all at the same time.
    func deliverAll() async {
        await withTaskGroup(of: Void.self) { group in
            for deliverer in deliverers { group.addTask { _ = await deliverer.deliverSome() } }
        }
    }

    /// As if the time of every wait had passed.
    func makeDue() async throws {
        try await rig.database.scoped(to: .tenant(CoachingRig.tenant)).execute(
            "UPDATE coaching.notifications SET due_at = created_at WHERE status = 'queued'")
    }

    /// In the order in which they were enqueued, and of their channels.
    func statuses() async throws -> [String] {
        try await rig.database.scoped(to: .tenant(CoachingRig.tenant)).query(
            """
            SELECT status FROM coaching.notifications ORDER BY agent_id, created_at, channel
            """, as: String.self)
    }

    func minute(in zone: String) -> Int {
        var reach = Reach()
        reach.timeZone = zone
        return reach.minuteOfDay(at: .wallClock)
    }
}

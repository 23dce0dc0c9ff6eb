import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import RPC
import Testing
import Wire

@testable import CoachingService

@Suite("What people are to be told")
struct NotificationOutboxTests {
    private let outbox = NotificationOutbox()
    private let now = Instant(microseconds: 1_767_603_600_000_000)

    @Test("is taken up once for each channel, however often it is said")
    func onceAChannel() async throws {
        try await CoachingRig.with { rig in
            let notification = telling(.agent("ann"), by: [.email, .sms, .email])
            let new = try await enqueue(notification, rig)
            #expect(new == 2)
            let repeated = try await enqueue(notification, rig)
            #expect(repeated == 0)
            let known = try await rows(rig)
            #expect(known == ["ann// email", "ann// sms"])
        }
    }

    @Test("is gone with the change that it tells of when that is rolled back")
    func rolledBack() async throws {
        struct Undone: Error {}
        try await CoachingRig.with { rig in
            await #expect(throws: Undone.self) {
                try await rig.database.withTransaction(.tenant(CoachingRig.tenant)) { transaction in
                    try await outbox.enqueue(
                        telling(.agent("ann"), by: [.email]), at: now, in: transaction)
                    throw Undone()
                }
            }
            let left = try await rows(rig)
            #expect(left == [])
        }
    }

    @Test("reaches the managers of a team and those of all teams, and every manager's screen")
    func managers() async throws {
        try await CoachingRig.with { rig in
            try await know("maria", team: "north", rig)
            try await know("omar", team: "south", rig)
            try await know("paula", team: nil, rig)
            _ = try await enqueue(
                telling(.managers(of: "north"), by: [.email, .inAppMessage]), rig)
            let told = try await rows(rig)
            #expect(told == ["/*/ in_app_message", "/maria/ email", "/paula/ email"])
        }
    }

    @Test("leaves out the channels that the recipient has muted")
    func muted() async throws {
        try await CoachingRig.with { rig in
            try await know("maria", team: nil, muting: [.sms], rig)
            _ = try await enqueue(telling(.manager("maria"), by: [.sms, .email]), rig)
            let told = try await rows(rig)
            #expect(told == ["/maria/ email"])
        }
    }

    @Test("of a kind that the recipient has muted is shown on their screen and sent nowhere")
    func mutedKind() async throws {
        try await CoachingRig.with { rig in
            func wishes(_ kinds: [String]) -> NotificationRecipient {
                NotificationRecipient(
                    tenantID: CoachingRig.tenant, agentID: "ann", mutedKinds: kinds)
            }
            let saved = try await rig.coaching.saveNotificationRecipient(wishes(["escalation"]))
            #expect(saved.mutedKinds == ["escalation"])
            let refused = await #expect(throws: RPCError.self) {
                try await rig.coaching.saveNotificationRecipient(wishes(["sport"]))
            }
            #expect(refused?.code == .invalidArgument)
            _ = try await enqueue(telling(.agent("ann"), by: [.sms, .email, .inAppMessage]), rig)
            let told = try await rows(rig)
            #expect(told == ["ann// in_app_message"])
        }
    }

    @Test("by another service leaves by the channels that reach the agent, and once")
    func ofAnotherService() async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.coaching.saveNotificationRecipient(
                NotificationRecipient(
                    tenantID: CoachingRig.tenant, agentID: "ann", email: "ann@agency.test",
                    pushToken: "device"))
            var notice = NotifyAgent(
                tenantID: CoachingRig.tenant, agentID: "ann", kind: "milestone",
                title: "Your week", body: "Three talks.", subject: "2026-01-05",
                deduplicationKey: "week 2026-01-05")
            #expect(try await rig.coaching.notifyAgent(notice).count == 2)
            #expect(try await rig.coaching.notifyAgent(notice).count == 0)
            let told = try await rows(rig)
            #expect(told == ["ann// email", "ann// in_app_message"], "a letter rings no phone")
            notice.priority = Open(.high)
            notice.deduplicationKey = "licence"
            #expect(try await rig.coaching.notifyAgent(notice).count == 3)
            notice.kind = "sport"
            let refused = await #expect(throws: RPCError.self) {
                try await rig.coaching.notifyAgent(notice)
            }
            #expect(refused?.code == .invalidArgument)
        }
    }

    private func telling(_ recipient: Recipient, by channels: [NotificationChannel]) -> Notification
    {
        Notification(
            tenant: CoachingRig.tenant, recipient: recipient, kind: .escalation, priority: .high,
            title: "Three critical alerts", body: "within one hour", subject: "talk",
            deduplicationKey: "escalation:talk", channels: channels)
    }

    private func enqueue(_ notification: Notification, _ rig: CoachingRig) async throws -> Int {
        try await rig.database.withTransaction(.tenant(CoachingRig.tenant)) {
            try await outbox.enqueue(notification, at: now, in: $0)
        }
    }

    private func know(
        _ user: String, team: TeamID?, muting: [NotificationChannel] = [], _ rig: CoachingRig
    ) async throws {
        try await rig.database.scoped(to: .tenant(CoachingRig.tenant)).execute(
            """
            INSERT INTO coaching.recipients \
            (tenant_id, user_name, team_id, muted_channels, changed_at) \
            VALUES (\(CoachingRig.tenant), \(user), \(team), \(muting), \(now))
            """)
    }

    private func rows(_ rig: CoachingRig) async throws -> [String] {
        try await rig.database.scoped(to: .tenant(CoachingRig.tenant)).query(
            """
            SELECT agent_id || '/' || user_name || '/ ' || channel FROM coaching.notifications \
            ORDER BY 1
            """, as: String.self)
    }
}

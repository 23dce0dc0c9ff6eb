import CoachingContract
import GamificationContract
import GatewayDomain
import Identifiers
import MeshContract
import RPC
import Synchronization
import Testing
import Wire

@testable import GatewayService

/// The feed against a fake Coaching and a real database.
@Suite struct LiveFeedTests {
    private static func envelope(_ number: Int) -> EventEnvelope {
        let event = MessageObserved(
            conversationID: "c1", agentID: "ana", category: "housing",
            messageID: MessageID("m\(number)"), role: Open(.client), action: Open(.message),
            text: "message \(number)", sentAt: noon, messageCount: number, overallQualityScore: 70,
            outcome: Open(.inProgress), timeZone: "UTC")
        return EventEnvelope(
            position: EventPosition(cursor(number)), eventID: EventID(at: noon), tenantID: harbor,
            kind: MessageObserved.kind, occurredAt: noon, payload: event.wireBytes())
    }

    /// Serves events 1…`last` after the place that was asked for, then breaks off.
    private static func coaching(last: Int, asked: Asked) -> Handlers {
        var handlers = Handlers()
        handlers.serve(Mesh.health) { _, _ in
            HealthReport(
                service: "coaching", isServing: true, checks: [], version: "1", startedAt: noon,
                contractDigest: "")
        }
        handlers.serve(Mesh.subscribe) { request, _, writer in
            asked.places.withLock { $0.append(request.after) }
            for number in 1...last
            where request.after.map({ EventPosition(cursor(number)) > $0 }) ?? true {
                try await writer.write(envelope(number))
            }
            throw RPCError(.unavailable, "gone")
        }
        return handlers
    }

    final class Asked: Sendable {
        let places = Mutex<[EventPosition?]>([])
    }

    @Test func everyReplicaTellsItsBrowsersAndACursorMeansTheSameAtEach() async throws {
        try await withGateway { first in
            try await withGateway { second in
                let coaching = Self.coaching(last: 30, asked: Asked())
                let feeds = [first, second].map { replica in
                    LiveFeed(
                        client: Client(InProcessChannel(coaching)), kinds: LiveFeed.talkKinds,
                        hub: replica.hub,
                        places: LivePlaceStore(database: first.database, upstream: "coaching"),
                        logger: silent, now: { noon })
                }
                let running = feeds.map { feed in Task { await feed.run() } }
                defer { for task in running { task.cancel() } }
                // A browser whose replica goes after 15 events comes back to the other one.
                for (replica, numbers) in [(first, 1...15), (second, 16...30)] {
                    let after = cursor(numbers.lowerBound - 1)
                    let browser = try await replica.signedIn()
                    try await browser.watch("/api/live?after=\(after)") { reader in
                        for number in numbers {
                            let event = try #require(try await reader.event(), "event \(number)")
                            try #require(event["cursor"] as? String == cursor(number).description)
                        }
                    }
                }
            }
        }
    }

    @Test func theFeedGoesOnAfterABreakAndRepeatsNothing() async throws {
        try await withGateway { gateway in
            let asked = Asked()
            let hub = LiveHub()
            let feed = LiveFeed(
                client: Client(InProcessChannel(Self.coaching(last: 30, asked: asked))),
                kinds: LiveFeed.talkKinds, hub: hub,
                places: LivePlaceStore(database: gateway.database, upstream: "coaching"),
                logger: silent, now: { noon })
            let running = Task { await feed.run() }
            while asked.places.withLock({ $0.count }) < 2 {
                try await Task.sleep(for: .milliseconds(20))
            }
            running.cancel()
            await running.value
            #expect(asked.places.withLock { $0.prefix(2) } == [nil, EventPosition(cursor(30))])
            #expect(
                hub.board(for: Audience(tenant: harbor, agent: nil)).board.conversations.first?
                    .messages.count == 30)
        }
    }

    @Test func whatGamificationTellsOfIsReadIntoALogOfItsOwn() async throws {
        func envelope<Event: MeshEvent>(_ number: Int, _ event: Event) -> EventEnvelope {
            EventEnvelope(
                position: EventPosition(cursor(number)), eventID: EventID(at: noon),
                tenantID: harbor, kind: Event.kind, occurredAt: noon, payload: event.wireBytes())
        }
        let told = [
            envelope(
                1,
                AchievementUnlocked(
                    agentID: "ana", achievementID: "a", name: "First", points: 25, why: "Done.")),
            envelope(2, LevelReached(agentID: "ana", level: Open(.beginner), why: "10 talks")),
            envelope(
                3,
                BadgeIssued(
                    agentID: "ana", badgeID: UUIDv7(at: noon), achievementID: "a", name: "First")),
        ]
        var handlers = Self.coaching(last: 1, asked: Asked())
        handlers.serve(Mesh.subscribe) { request, _, writer in
            for event in told where request.kinds.contains(event.kind) {
                try await writer.write(event)
            }
            throw RPCError(.unavailable, "gone")
        }
        let served = handlers
        try await withGateway { gateway in
            let hub = LiveHub(.ofUnlocks)
            let feed = LiveFeed(
                client: Client(InProcessChannel(served)), kinds: LiveFeed.unlockKinds, hub: hub,
                places: LivePlaceStore(database: gateway.database, upstream: "gamification"),
                logger: silent, now: { noon })
            let running = Task { await feed.run() }
            while hub.newest < cursor(3) { try await Task.sleep(for: .milliseconds(20)) }
            running.cancel()
            await running.value
            guard
                case .entries(let entries, _) = hub.read(
                    after: .start, for: Audience(tenant: harbor, agent: "ana"), limit: 9)
            else { return #expect(Bool(false)) }
            let unlocks = entries.compactMap { entry -> LiveUnlock? in
                if case .unlocked(let unlock) = entry.event { unlock } else { nil }
            }
            #expect(unlocks.map(\.kind) == [.achievement, .level, .badge])
            #expect(unlocks.map(\.name) == ["First", "Beginner", "First"])
            #expect(unlocks.map(\.points) == [25, 0, 0])
        }
    }

    @Test func aRestartedGatewayShowsWhatTheOldOneShowed() async throws {
        try await withGateway { gateway in
            let places = LivePlaceStore(database: gateway.database, upstream: "coaching")
            #expect(try await places.place() == nil)
            try await places.save(cursor(20), at: noon)
            try await places.save(cursor(5), at: noon)
            #expect(try await places.place() == cursor(20), "a place never goes back")
            let asked = Asked()
            let hub = LiveHub()
            let feed = LiveFeed(
                client: Client(InProcessChannel(Self.coaching(last: 30, asked: asked))),
                kinds: LiveFeed.talkKinds, hub: hub,
                places: places, logger: silent, now: { noon })
            let running = Task { await feed.run() }
            while hub.newest < cursor(30) { try await Task.sleep(for: .milliseconds(20)) }
            running.cancel()
            await running.value
            #expect(asked.places.withLock { $0.first } == EventPosition(cursor(20)))
            #expect(
                hub.board(for: Audience(tenant: harbor, agent: nil)).board.conversations.first?
                    .messages.count == 10)
        }
    }
}

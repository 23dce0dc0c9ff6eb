import CoachingContract
import GamificationContract
import GatewayDomain
import Identifiers
import Logging
import MeshContract
import NIOCore
import Postgres
import RPC
import Runtime
import ServiceLifecycle
import Wire

/// Reads a service's events into a hub, for as long as the gateway runs.
///
/// The hub's log is only in memory. What survives a restart is the place where it begins, saved every
/// few seconds: a restarted gateway reads from there and knows what it knew. Events cost no statement
/// this way, and every replica has its own copy.
struct LiveFeed: Service {
    /// What Coaching tells of conversations.
    static let talkKinds = [
        MessageObserved.kind, AlertRaised.kind, AlertAnswered.kind, SessionStarted.kind,
        SessionChanged.kind, NotificationSent.kind,
    ]
    /// What Gamification tells an agent of.
    static let unlockKinds = [AchievementUnlocked.kind, LevelReached.kind, BadgeIssued.kind]
    /// A restarted gateway reads at most what came in this time more than it needs.
    private static let savesEvery = Duration.seconds(5)
    /// Between two tries to reach the service: short, since people watch.
    private static let retriesAfter = Duration.milliseconds(500)
    /// So often the service is asked whether it still works.
    private static let looksEvery = Duration.seconds(2)
    /// Looks in a row that found nobody: one may have met a busy moment.
    private static let missesMax = 2

    let client: Client<Mesh>
    let kinds: [String]
    let hub: LiveHub
    let places: LivePlaceStore
    let logger: Logger
    let now: @Sendable () -> Instant

    func run() async {
        await cancelWhenGracefulShutdown {
            await begin()
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await follow() }
                group.addTask { await watch() }
                group.addTask { await savePlaces() }
            }
        }
    }

    /// Waits for the database: without the place, everything since the beginning would be read.
    private func begin() async {
        while !Task.isCancelled {
            do {
                hub.starts(after: try await places.place() ?? .start)
                return
            } catch {
                logger.warning("the live place is not known yet", metadata: ["why": "\(error)"])
                try? await Task.sleep(for: Self.retriesAfter)
            }
        }
    }

    private func follow() async {
        var startsAtOldest = false
        while !Task.isCancelled {
            do {
                _ = try await client.health(
                    HealthRequest(asksPeers: false), timeout: PeerCall.pageTimeout)
                hub.isConnected = true
                let newest = hub.newest
                let isAnywhere = startsAtOldest || newest == .start
                let after = isAnywhere ? nil : EventPosition(newest)
                for try await envelope in client.subscribe(
                    SubscribeEvents(after: after, kinds: kinds))
                {
                    publish(envelope)
                    startsAtOldest = false
                }
            } catch  where error.saysThatEventsAreGone {
                // The gateway was away for longer than events are kept: views begin with the oldest.
                logger.warning("live events are missing", metadata: ["why": "\(error)"])
                startsAtOldest = true
            } catch {
                logger.warning("live events interrupted", metadata: ["why": "\(error)"])
            }
            hub.isConnected = false
            try? await Task.sleep(for: Self.retriesAfter)
        }
    }

    /// Asks whether the service works: a stream on which nothing comes may be one to a process that
    /// stands still, or that has lost its database.
    private func watch() async {
        var misses = 0
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.looksEvery)
            let report = try? await client.health(
                HealthRequest(asksPeers: false), timeout: PeerCall.pageTimeout)
            let works = report?.checks.allSatisfy { $0.name != "database" || $0.isPassing } ?? false
            misses = works ? 0 : misses + 1
            if works { hub.isConnected = true }
            if misses == Self.missesMax { hub.isConnected = false }
        }
    }

    /// An event that this version cannot read is left out; the ones after it are not.
    private func publish(_ envelope: EventEnvelope) {
        do {
            guard let event = try LiveEvent(envelope) else { return }
            try hub.publish(event, of: envelope.tenantID, at: LiveCursor(envelope.position))
        } catch {
            logger.error(
                "event not shown", metadata: ["event": "\(envelope.eventID)", "why": "\(error)"])
        }
    }

    private func savePlaces() async {
        var saved: LiveCursor?
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.savesEvery)
            let place = hub.rebuildsAfter
            guard place != saved, place != .start else { continue }
            do {
                try await places.save(place, at: now())
                saved = place
            } catch {
                logger.warning("the live place was not saved", metadata: ["why": "\(error)"])
            }
        }
    }
}

extension LiveEvent {
    /// Nil for a kind that a live view does not show.
    init?(_ envelope: EventEnvelope) throws(WireError) {
        if let event = try envelope.decode(MessageObserved.self) {
            self = .messageObserved(LiveMessage(event))
        } else if let event = try envelope.decode(AlertRaised.self) {
            self = .alertRaised(LiveAlert(event.alert))
        } else if let event = try envelope.decode(AlertAnswered.self) {
            self = .alertAnswered(
                LiveAnswer(
                    alert: event.alertID, agent: event.agentID, response: event.response.text,
                    actedOn: event.actedOn))
        } else if let event = try envelope.decode(SessionStarted.self) {
            self = .sessionChanged(
                LiveSession(id: event.sessionID, agent: event.agentID, status: "active"))
        } else if let event = try envelope.decode(SessionChanged.self) {
            self = .sessionChanged(
                LiveSession(id: event.sessionID, agent: event.agentID, status: event.status.text))
        } else if let event = try envelope.decode(NotificationSent.self) {
            self = .notified(LiveNotification(event))
        } else if let unlock = try LiveUnlock.read(envelope) {
            self = .unlocked(unlock)
        } else {
            return nil
        }
    }
}

extension LiveUnlock {
    /// Nil for another event, and for what the agent is not to be shown.
    fileprivate static func read(_ envelope: EventEnvelope) throws(WireError) -> LiveUnlock? {
        if let event = try envelope.decode(AchievementUnlocked.self), event.isShown {
            LiveUnlock(
                id: envelope.eventID, agent: event.agentID, kind: .achievement, name: event.name,
                why: event.why, points: event.points, at: envelope.occurredAt)
        } else if let event = try envelope.decode(LevelReached.self), event.isShown {
            LiveUnlock(
                id: envelope.eventID, agent: event.agentID, kind: .level,
                name: Words.title(event.level.text), why: event.why, at: envelope.occurredAt)
        } else if let event = try envelope.decode(BadgeIssued.self), event.isShown {
            LiveUnlock(
                id: envelope.eventID, agent: event.agentID, kind: .badge, name: event.name,
                why: "", at: envelope.occurredAt)
        } else {
            nil
        }
    }
}

extension LiveNotification {
    fileprivate init(_ event: NotificationSent) {
        self.init(
            id: event.notificationID, agent: event.agentID,
            userName: event.userName == "*" ? nil : event.userName, about: event.aboutAgentID,
            kind: event.kind,
            priority: event.priority.known, title: event.title, body: event.body,
            subject: event.subject, createdAt: event.createdAt)
    }
}

extension LiveMessage {
    fileprivate init(_ event: MessageObserved) {
        self.init(
            conversation: event.conversationID, agent: event.agentID, lead: event.leadID,
            category: event.category, id: event.messageID, role: event.role.text,
            action: event.action.text, text: event.text, sentAt: event.sentAt,
            messageCount: event.messageCount, qualityScore: event.overallQualityScore,
            outcome: event.outcome.text)
    }
}

extension LiveCursor {
    init(_ position: EventPosition) {
        self.init(transaction: position.transactionID, position: position.position)
    }
}

extension EventPosition {
    init(_ cursor: LiveCursor) {
        self.init(transactionID: cursor.transaction, position: cursor.position)
    }
}

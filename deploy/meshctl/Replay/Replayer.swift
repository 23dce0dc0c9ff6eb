import AnalyzerContract
import CoachingContract
import Identifiers
import RPC
import Synchronization
import Wire

/// Plays conversations as live messages through the mesh and counts every message and alert.
package struct Replayer: Sendable {
    /// A message is sent again this often while the mesh is away, a quarter of a second apart or more.
    static let retryLimit = 240
    /// How long alerts may trail the last message before they count as lost.
    static let trailLimit = Duration.seconds(10)

    let plan: ReplayPlan
    let coaching: Client<Coaching>
    let analyzer: Client<Analyzer>
    let watchers: Watchers?

    package init(
        plan: ReplayPlan, coaching: Client<Coaching>, analyzer: Client<Analyzer>,
        watchers: Watchers? = nil
    ) {
        self.plan = plan
        self.coaching = coaching
        self.analyzer = analyzer
        self.watchers = watchers
    }

    /// Plays all of `records`; `progress` is told how many conversations have ended.
    package func play(
        _ records: [ConversationRecord], progress: @escaping @Sendable (Int, Int) -> Void
    ) async throws -> ReplayReport {
        let ledger = ReplayLedger()
        let start = ContinuousClock.now
        let tenants = Set(records.map(tenant))
        let stored = try await withThrowingTaskGroup(of: Void.self) { group in
            for tenant in tenants {
                group.addTask { await AlertFollower(coaching, tenant, ledger).follow() }
            }
            let sessions = try await startSessions(for: records, ledger)
            try await playAll(records, ledger, progress)
            try await awaitTrailingAlerts(ledger)
            let stored = try await countStored(records, ledger)
            try await stopSessions(sessions, ledger)
            group.cancelAll()
            return stored
        }
        return ReplayReport(
            conversations: records.count, sessions: min(plan.sessions, records.count),
            messages: ledger.messages, alerts: ledger.alertsReceived,
            lost: stored.lost + ledger.alertsMissing,
            doubled: stored.doubled + ledger.alertsDoubled,
            alertLatency: ledger.alertLatency.percentiles,
            analysisLatency: ledger.analysisLatency.percentiles, retries: ledger.retries,
            seconds: ((ContinuousClock.now - start).seconds * 1_000).rounded() / 1_000)
    }

    private func playAll(
        _ records: [ConversationRecord], _ ledger: ReplayLedger,
        _ progress: @escaping @Sendable (Int, Int) -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var ended = 0
            for (place, record) in records.enumerated() {
                if place >= plan.sessions {
                    try await group.next()
                    ended += 1
                    progress(ended, ledger.alertsReceived)
                }
                group.addTask { try await play(record, ledger) }
            }
            while try await group.next() != nil {
                ended += 1
                progress(ended, ledger.alertsReceived)
            }
        }
    }

    private func play(_ record: ConversationRecord, _ ledger: ReplayLedger) async throws {
        guard let first = record.messages.first, let last = record.messages.last else { return }
        // The conversation ends now on its own clock, so that its gaps keep their meaning.
        let shift = Instant.wallClock - last.sentAt
        var previous = first.sentAt
        for message in record.messages {
            try await Task.sleep(for: plan.pause(for: message.sentAt - previous))
            previous = message.sentAt
            let request = ObserveMessage(record, message, plan: plan, shiftedBy: shift)
            let key = ReplayLedger.MessageKey(
                conversationID: request.conversationID, messageID: message.messageID)
            ledger.messageSent(key)
            let observation = try await repeating(ledger) {
                try await coaching.observeMessage(request)
            }
            ledger.messageAcknowledged(key, alert: observation.alert?.alertID)
            await watchers?.look(
                at: request.conversationID, of: record.agentID, tenant: request.tenantID)
        }
    }

    private func startSessions(
        for records: [ConversationRecord], _ ledger: ReplayLedger
    ) async throws -> [CoachingSession] {
        var agents: Set<AgentKey> = []
        for record in records {
            agents.insert(AgentKey(tenant: tenant(record), agent: record.agentID))
        }
        var sessions: [CoachingSession] = []
        for key in agents.sorted(by: { $0.agent < $1.agent }) {
            let request = StartSession(
                tenantID: key.tenant, agentID: key.agent, intensity: Open(plan.intensity))
            sessions.append(
                try await repeating(ledger) { try await coaching.startSession(request) })
        }
        return sessions
    }

    private func stopSessions(_ sessions: [CoachingSession], _ ledger: ReplayLedger) async throws {
        for session in sessions {
            let request = ChangeSession(tenantID: session.tenantID, sessionID: session.sessionID)
            _ = try await repeating(ledger) { try await coaching.stopSession(request) }
        }
    }

    private func awaitTrailingAlerts(_ ledger: ReplayLedger) async throws {
        let limit = ContinuousClock.now + Self.trailLimit
        while ledger.alertsMissing > 0, ContinuousClock.now < limit {
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Asks the Analyzer what it kept: the proof that nothing acknowledged was lost or came twice.
    private func countStored(
        _ records: [ConversationRecord], _ ledger: ReplayLedger
    ) async throws -> (lost: Int, doubled: Int) {
        var sent: [GetAnalysis: Set<MessageID>] = [:]
        for record in records where !record.messages.isEmpty {
            let request = GetAnalysis(
                tenantID: tenant(record), conversationID: plan.conversationID(of: record))
            sent[request, default: []].formUnion(record.messages.map(\.messageID))
        }
        var (lost, doubled) = (0, 0)
        for (request, sent) in sent {
            let stored = try await repeating(ledger) {
                try await analyzer.getConversation(request).messages.map(\.messageID)
            }
            let known = sent.intersection(stored).count
            lost += sent.count - known
            doubled += stored.count - known
        }
        return (lost, doubled)
    }

    /// Calls again while the mesh is away; every call here is harmless to repeat.
    private func repeating<Value>(
        _ ledger: ReplayLedger, _ call: () async throws -> Value
    ) async throws -> Value {
        var tries = 0
        while true {
            do {
                return try await call()
            } catch let error as RPCError where error.mayPass && tries < Self.retryLimit {
                tries += 1
                ledger.retried()
                try await Task.sleep(for: .milliseconds(.random(in: 100...400)))
            }
        }
    }

    private func tenant(_ record: ConversationRecord) -> TenantID { plan.tenant ?? record.tenantID }

    private struct AgentKey: Hashable {
        let tenant: TenantID
        let agent: AgentID
    }
}

extension RPCError {
    /// Whether the same call may succeed later without anybody changing anything.
    var mayPass: Bool {
        switch code {
        case .unavailable, .aborted, .resourceExhausted, .deadlineExceeded: true
        default: false
        }
    }
}

/// Follows a tenant's alerts through outages: resumes with the last cursor it saw.
private struct AlertFollower {
    let coaching: Client<Coaching>
    let tenant: TenantID
    let ledger: ReplayLedger

    init(_ coaching: Client<Coaching>, _ tenant: TenantID, _ ledger: ReplayLedger) {
        self.coaching = coaching
        self.tenant = tenant
        self.ledger = ledger
    }

    func follow() async {
        // From the oldest kept: an alert before the first answer must not be missed.
        var cursor: Int64 = 0
        while !Task.isCancelled {
            let request = SubscribeAlerts(tenantID: tenant, after: cursor)
            do {
                for try await alert in coaching.subscribeAlerts(request) {
                    cursor = alert.cursor
                    ledger.alertReceived(
                        alert.alertID,
                        for: .init(
                            conversationID: alert.conversationID, messageID: alert.messageID))
                }
            } catch {
                try? await Task.sleep(for: .milliseconds(100))
            }
        }
    }
}

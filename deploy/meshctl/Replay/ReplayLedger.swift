import Identifiers
import Synchronization

/// Counts what a replay sent, what was promised, and what came.
final class ReplayLedger: Sendable {
    private struct State {
        var sentAt: [MessageKey: ContinuousClock.Instant] = [:]
        var promised: Set<AlertID> = []
        var received: Set<AlertID> = []
        /// Every alert that came for a message; one at most is right.
        var alerts: [MessageKey: Set<AlertID>] = [:]
        var repeatedAlerts = 0
        var messages = 0
        var retries = 0
    }

    struct MessageKey: Hashable, Sendable {
        let conversationID: ConversationID
        let messageID: MessageID
    }

    private let state = Mutex(State())
    let alertLatency = LatencyRecorder()
    let analysisLatency = LatencyRecorder()

    func messageSent(_ key: MessageKey) {
        state.withLock { $0.sentAt[key] = .now }
    }

    /// The mesh acknowledged the message: its analysis is stored.
    func messageAcknowledged(_ key: MessageKey, alert: AlertID?) {
        let sent = state.withLock { state in
            state.messages += 1
            if let alert { state.promised.insert(alert) }
            return state.sentAt[key]
        }
        if let sent { analysisLatency.record(.now - sent) }
    }

    /// The subscriber got an alert; one seen before it was sent has no latency.
    func alertReceived(_ id: AlertID, for key: MessageKey) {
        let sent = state.withLock { state -> ContinuousClock.Instant? in
            guard state.received.insert(id).inserted else {
                state.repeatedAlerts += 1
                return nil
            }
            state.alerts[key, default: []].insert(id)
            return state.sentAt[key]
        }
        if let sent { alertLatency.record(.now - sent) }
    }

    func retried() { state.withLock { $0.retries += 1 } }

    var messages: Int { state.withLock { $0.messages } }
    var retries: Int { state.withLock { $0.retries } }
    var alertsReceived: Int { state.withLock { $0.promised.intersection($0.received).count } }
    /// Alerts that came again, and those beyond the first for a message that was sent here.
    var alertsDoubled: Int {
        state.withLock { state in
            state.sentAt.keys.reduce(state.repeatedAlerts) {
                $0 + max(0, (state.alerts[$1]?.count ?? 0) - 1)
            }
        }
    }
    /// Alerts that the mesh said it sent and that have not come.
    var alertsMissing: Int { state.withLock { $0.promised.subtracting($0.received).count } }
}

import Synchronization

/// Counts what was said, what the mesh promised, and what the sockets showed.
final class LiveLedger: Sendable {
    private struct Said {
        let at: ContinuousClock.Instant
        var isAcknowledged = false
        var isPromisedAlert = false
        var messageSightings = 0
        var alertSightings = 0
    }

    private let said = Mutex<[String: Said]>([:])
    private let counted = Mutex((conversations: 0, failures: 0))
    let analysis = LatencyRecorder()
    let messages = LatencyRecorder()
    let alerts = LatencyRecorder()

    /// An agent is done and began so many conversations.
    func played(_ count: Int) { counted.withLock { $0.conversations += count } }
    /// A call ended in an error.
    func failed() { counted.withLock { $0.failures += 1 } }

    var conversations: Int { counted.withLock { $0.conversations } }
    var failures: Int { counted.withLock { $0.failures } }

    func sent(_ id: String) { said.withLock { $0[id] = Said(at: .now) } }

    func acknowledged(_ id: String, hasAlert: Bool) {
        let sent = said.withLock { said in
            said[id]?.isAcknowledged = true
            said[id]?.isPromisedAlert = hasAlert
            return said[id]?.at
        }
        if let sent { analysis.record(.now - sent) }
    }

    func seen(_ sighting: LiveSighting) {
        let first = said.withLock { said -> ContinuousClock.Instant? in
            guard var line = said[sighting.messageID] else { return nil }
            switch sighting.kind {
            case .message: line.messageSightings += 1
            case .alert: line.alertSightings += 1
            }
            said[sighting.messageID] = line
            let count = sighting.kind == .message ? line.messageSightings : line.alertSightings
            return count == 1 ? line.at : nil
        }
        guard let first else { return }
        (sighting.kind == .message ? messages : alerts).record(sighting.at - first)
    }

    struct Count: Sendable {
        var messages = 0
        var alerts = 0
        /// Acknowledged and never shown.
        var lost = 0
        /// Shown more than once.
        var doubled = 0
    }

    var count: Count {
        said.withLock { said in
            said.values.reduce(into: Count()) { count, line in
                guard line.isAcknowledged else { return }
                count.messages += 1
                count.alerts += min(1, line.alertSightings)
                if line.messageSightings == 0 { count.lost += 1 }
                if line.isPromisedAlert && line.alertSightings == 0 { count.lost += 1 }
                if line.messageSightings > 1 { count.doubled += 1 }
                if line.alertSightings > 1 { count.doubled += 1 }
            }
        }
    }
}

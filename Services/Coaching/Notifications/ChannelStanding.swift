import Identifiers
import Synchronization

/// How one channel's server has answered lately, in this process.
final class ChannelStanding: Sendable {
    /// A server that takes longer over a letter is worth a word.
    static let patience = Duration.seconds(5)

    private struct State {
        /// When each try that is under way began.
        var underWay: [NotificationID: Instant] = [:]
        /// Why the last try came to nothing; nil once one did not.
        var fault: String?
    }

    private let state = Mutex(State())

    func began(_ id: NotificationID, at now: Instant) {
        state.withLock { $0.underWay[id] = now }
    }

    /// - Parameter fault: why nobody took it now; nil when somebody did, or never will.
    func ended(_ id: NotificationID, fault: String?) {
        state.withLock { state in
            state.underWay[id] = nil
            state.fault = fault
        }
    }

    /// In words for an operator; empty while letters leave.
    func words(at now: Instant) -> String {
        let (fault, oldest) = state.withLock { ($0.fault, $0.underWay.values.min()) }
        if let fault { return "letters wait: \(fault)" }
        guard let oldest, now - oldest > Self.patience else { return "" }
        return
            "letters wait: the server has not answered for \((now - oldest).components.seconds) s"
    }
}

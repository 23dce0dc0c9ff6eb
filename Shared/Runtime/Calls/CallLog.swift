import Identifiers
import Instrumentation
import Logging
import Metrics
import RPC
import Synchronization
import Telemetry

/// Counts and logs every call that this process served or made.
///
/// `Metric` says which figures there are.
final class CallLog: CallObserver {
    /// A unary call that takes longer than this is worth a line even when it went well.
    static let slowLimit = Duration.seconds(1)

    let logger: Logger
    let figures = Mutex(CallFigures())
    private let timers = Mutex<[TimerKey: Timer]>([:])

    init(logger: Logger) { self.logger = logger }

    func callEnded(_ outcome: CallOutcome) {
        figures.withLock { $0.callEnded(outcome, at: .wallClock) }
        timer(of: outcome).recordNanoseconds(outcome.duration.microseconds * 1_000)
        guard let level = level(of: outcome) else { return }
        var fields: Logger.Metadata = [
            "method": "\(outcome.method)", "peer": "\(outcome.peer)", "code": "\(outcome.code)",
            "side": "\(outcome.side.rawValue)", "duration_ms": "\(outcome.duration.milliseconds)",
        ]
        let stalls = "\(outcome.ledger)"
        if !stalls.isEmpty { fields["stalls"] = "\(stalls)" }
        if let callID = outcome.callID { fields["call"] = "\(callID)" }
        if let tenantID = outcome.tenantID { fields["tenant"] = "\(tenantID)" }
        if let cause = outcome.cause { fields["cause"] = "\(cause)" }
        logger.log(level: level, "call ended", metadata: fields)
    }

    /// Calls with one timer; contracts and certificates bound how many there are.
    private struct TimerKey: Hashable {
        let side: CallOutcome.Side
        let method: String
        let peer: String
        let code: StatusCode
    }

    /// Made for the first such call: making one looks for it in the registry by all its names.
    private func timer(of outcome: CallOutcome) -> Timer {
        let key = TimerKey(
            side: outcome.side, method: outcome.method, peer: outcome.peer, code: outcome.code)
        return timers.withLock { timers in
            if let timer = timers[key] { return timer }
            let metric = key.side == .client ? Metric.callsMade : .callsServed
            let timer = metric.timer("mesh", key.method, "\(key.code)", key.peer)
            timers[key] = timer
            return timer
        }
    }

    func callRepeated(_ repetition: Repetition) {
        Metric.callsRepeated.add(
            1, repetition.method, repetition.peer, repetition.kind.rawValue)
    }

    func observed(_ event: TransportEvent) {
        switch event {
        case .handshakeFailed(let cause, let side):
            Metric.handshakeFailures.add(1, side.rawValue, cause.rawValue)
        case .connectionRefused(let limit):
            Metric.connectionsRefused.add(1, limit)
        case .loopLagged(let lag):
            Metric.loopLag.record(lag)
            logger.warning(
                "an event loop was late; a handler on it computes or blocks",
                metadata: ["lag_ms": "\(lag.milliseconds)"])
        case .reloaded(let name):
            Metric.filesReloaded.add(1, name)
        case .reloadFailed(let name, _):
            Metric.fileFaults.add(1, name)
        }
    }

    /// Nil where a call is not worth a line.
    private func level(of outcome: CallOutcome) -> Logger.Level? {
        switch outcome.code {
        case .ok: outcome.kind == .unary && outcome.duration > Self.slowLimit ? .notice : nil
        case .internal, .unknown, .dataLoss: .error
        case .unavailable, .deadlineExceeded, .resourceExhausted: .warning
        default: outcome.side == .server ? .info : nil
        }
    }

    /// Names the call, the tenant and the trace in every line that is written while a call is served.
    static let metadataProvider = Logger.MetadataProvider {
        guard let context = CallContext.current else { return [:] }
        var fields: Logger.Metadata = ["call": "\(context.callID)"]
        if let trace = ServiceContext.current?.trace { fields["trace"] = "\(trace.trace)" }
        if let principal = context.principal { fields["tenant"] = "\(principal.tenantID)" }
        return fields
    }
}

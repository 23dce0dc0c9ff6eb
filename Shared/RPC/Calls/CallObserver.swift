import Identifiers

/// Is told of every call that ended, on both sides: metrics and logs hang here.
///
/// Called on the event loop or in the caller's task: it returns at once and does not block.
public protocol CallObserver: Sendable {
    func callEnded(_ outcome: CallOutcome)
    /// A call that this side makes is tried once more.
    func callRepeated(_ repetition: Repetition)
    /// Something happened outside any call. Called on any thread.
    func observed(_ event: TransportEvent)
}

extension CallObserver {
    public func callRepeated(_ repetition: Repetition) {}
    public func observed(_ event: TransportEvent) {}
}

/// One more attempt of a call.
public struct Repetition: Sendable, Hashable {
    /// A retry follows an attempt that failed; a hedge runs beside one that is slow.
    public enum Kind: String, Sendable { case retry, hedge }

    public let kind: Kind
    public let method: String
    public let peer: String
    /// How the attempt before failed; nil for a hedge.
    public let code: StatusCode?
    /// How long a retry waits; how long a hedge has waited.
    public let delay: Duration

    public init(kind: Kind, method: String, peer: String, code: StatusCode?, delay: Duration) {
        self.kind = kind
        self.method = method
        self.peer = peer
        self.code = code
        self.delay = delay
    }
}

/// Tells all observers of the calls that one side made: the channel's, the caller's own and those
/// that interceptors gave a call.
package struct CallReporter: Sendable {
    let observer: (any CallObserver)?
    /// Whom the calls go to.
    let peer: String

    package init(_ observer: (any CallObserver)?, peer: String) {
        self.observer = observer
        self.peer = peer
    }

    /// `call`, which `clock` kept the time of, has ended: with `error`, or with OK and `ledger`.
    package func callEnded(
        _ call: OutgoingCall, _ clock: CallClock, _ error: RPCError?, _ ledger: StallLedger,
        sent: Int, received: Int
    ) {
        let own = call.context?.observer
        guard observer != nil || own != nil || call.watch != nil else { return }
        let outcome = CallOutcome(
            side: .client, method: call.method.name, kind: call.method.kind, peer: peer,
            code: error?.code ?? .ok, duration: Deadline.now - clock.began, requestByteCount: sent,
            responseByteCount: received,
            ledger: error?.ledger ?? ledger, callID: call.context?.callID,
            tenantID: call.context?.principal?.tenantID)
        observer?.callEnded(outcome)
        own?.callEnded(outcome)
        for watcher in call.watch.observers.reversed() { watcher.callEnded(outcome) }
    }

    /// `call` is tried again after `error`, or beside an attempt that is slow.
    package func callRepeated(_ call: OutgoingCall, after error: RPCError?, _ delay: Duration) {
        let repetition = Repetition(
            kind: error == nil ? .hedge : .retry, method: call.method.name, peer: peer,
            code: error?.code, delay: delay)
        observer?.callRepeated(repetition)
        call.context?.observer?.callRepeated(repetition)
        for watcher in call.watch.observers { watcher.callRepeated(repetition) }
    }
}

/// One call that ended.
public struct CallOutcome: Sendable {
    public let side: Side
    public let method: String
    /// A call that streams lasts as long as it is wanted: its duration is no latency.
    public let kind: MethodKind
    /// The other service: who called, or who was called.
    public let peer: String
    public let code: StatusCode
    public let duration: Duration
    /// The sum of all messages of a stream.
    public let requestByteCount: Int
    /// The sum of all messages of a stream.
    public let responseByteCount: Int
    public let ledger: StallLedger
    /// Nil when the call belongs to no chain that this side knows of.
    public let callID: CallID?
    public let tenantID: TenantID?
    /// What a handler threw, for logs only: the peer has been told a status instead.
    public let cause: (any Error)?

    public enum Side: String, Sendable { case client, server }

    public init(
        side: Side, method: String, kind: MethodKind, peer: String, code: StatusCode,
        duration: Duration, requestByteCount: Int, responseByteCount: Int,
        ledger: StallLedger = StallLedger(),
        callID: CallID? = nil, tenantID: TenantID? = nil, cause: (any Error)? = nil
    ) {
        self.side = side
        self.method = method
        self.kind = kind
        self.peer = peer
        self.code = code
        self.duration = duration
        self.requestByteCount = requestByteCount
        self.responseByteCount = responseByteCount
        self.ledger = ledger
        self.callID = callID
        self.tenantID = tenantID
        self.cause = cause
    }
}

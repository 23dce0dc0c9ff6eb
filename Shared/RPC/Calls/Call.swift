import Identifiers
import Instrumentation

/// What a handler knows about the call it serves.
public struct Call: Sendable {
    /// Shared by all copies: a call is copied at every step to its handler.
    private var shared: Indirect<Fields>

    /// The wall clock when the call arrived.
    public var now: Instant { shared.value.now }
    /// The service that called, as its certificate names it.
    public var caller: CallerIdentity { shared.value.caller }
    /// The person for whom it calls, if any.
    public var principal: Principal? { shared.value.principal }
    public var metadata: Metadata {
        get { shared.value.metadata }
        set { shared.value.metadata = newValue }
    }
    /// Nil when the caller set none; the handler's task is cancelled when it passes.
    public var deadline: Deadline? { shared.value.deadline }
    /// `coaching.startSession`.
    public var method: String { shared.value.method }
    /// The same for every hop that one outermost call causes.
    public var callID: CallID { shared.value.callID }
    /// W3C trace context of the caller, if it sent one; what the handler's own calls send on.
    public var traceparent: String? {
        get { shared.value.traceparent }
        set { shared.value.traceparent = newValue }
    }
    public var tracestate: String? {
        get { shared.value.tracestate }
        set { shared.value.tracestate = newValue }
    }
    /// What the handler's task inherits beside the call; nil leaves it as it is.
    public var serviceContext: ServiceContext? {
        get { shared.value.serviceContext }
        set { shared.value.serviceContext = newValue }
    }
    public var watch: CallWatch? {
        get { shared.value.watch }
        set { shared.value.watch = newValue }
    }
    /// What the handler has waited for its database's pool so far.
    package var poolWait: PoolWait? { shared.value.poolWait }
    /// The services that passed the principal on, the one that vouched for it first.
    package var principalPath: [String] { shared.value.principalPath }
    /// The caller, or one before it, repeats what fails.
    package var callerRepeats: Bool { shared.value.callerRepeats }

    /// A call as a test makes it; connections make theirs from what the wire says.
    public init(
        now: Instant, caller: CallerIdentity, principal: Principal? = nil, metadata: Metadata = [:],
        deadline: Deadline? = nil, method: String, callID: CallID = .random(),
        traceparent: String? = nil
    ) {
        self.init(
            now: now, caller: caller, principal: principal, metadata: metadata, deadline: deadline,
            method: method, callID: callID, traceparent: traceparent, principalPath: [])
    }

    package init(
        now: Instant, caller: CallerIdentity, principal: Principal?, metadata: Metadata,
        deadline: Deadline?, method: String, callID: CallID, traceparent: String?,
        tracestate: String? = nil, principalPath: [String], callerRepeats: Bool = false,
        poolWait: PoolWait? = nil
    ) {
        shared = Indirect(
            Fields(
                now: now, caller: caller, principal: principal, metadata: metadata,
                deadline: deadline, method: method, callID: callID, traceparent: traceparent,
                tracestate: tracestate, principalPath: principalPath, callerRepeats: callerRepeats,
                poolWait: poolWait))
    }

    private struct Fields: Sendable {
        var now: Instant
        var caller: CallerIdentity
        var principal: Principal?
        var metadata: Metadata
        var deadline: Deadline?
        var method: String
        var callID: CallID
        var traceparent: String?
        var tracestate: String?
        var serviceContext: ServiceContext?
        var watch: CallWatch?
        var principalPath: [String]
        var callerRepeats: Bool
        var poolWait: PoolWait?
    }
}

/// Names one outermost call and every call it causes: in logs, 16 hex digits.
public struct CallID: Sendable, Hashable, RawRepresentable, CustomStringConvertible {
    public let rawValue: UInt64

    public init(rawValue: UInt64) { self.rawValue = rawValue }

    public static func random() -> CallID { CallID(rawValue: .random(in: 1 ... .max)) }

    public var description: String {
        let digits = String(rawValue, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

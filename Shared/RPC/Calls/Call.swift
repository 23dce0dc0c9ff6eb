import Identifiers

/// What a handler knows about the call it serves.
public struct Call: Sendable {
    /// The wall clock when the call arrived.
    public let now: Instant
    /// The service that called, as its certificate names it.
    public let caller: CallerIdentity
    /// The person for whom it calls, if any.
    public let principal: Principal?
    public let metadata: Metadata
    /// Nil when the caller set none; the handler's task is cancelled when it passes.
    public let deadline: Deadline?
    /// `coaching.startSession`.
    public let method: String
    /// The same for every hop that one outermost call causes.
    public let callID: CallID
    /// W3C trace context of the caller, if it sent one.
    public let traceparent: String?
    /// The services that passed the principal on, the one that vouched for it first.
    package let principalPath: [String]
    /// The caller, or one before it, repeats what fails.
    package let callerRepeats: Bool

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
        principalPath: [String], callerRepeats: Bool = false
    ) {
        self.now = now
        self.caller = caller
        self.principal = principal
        self.metadata = metadata
        self.deadline = deadline
        self.method = method
        self.callID = callID
        self.traceparent = traceparent
        self.principalPath = principalPath
        self.callerRepeats = callerRepeats
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

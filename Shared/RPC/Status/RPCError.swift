/// A call that did not end with OK: thrown by handlers to say so, thrown by clients when told so.
///
/// `message` is for engineers: it names the thing, the limit it met and what to do; it never holds
/// customer text.
public struct RPCError: Error, Sendable, Hashable {
    /// Shared by all copies: every function of a call's path may return an error, and hardly ever
    /// does.
    private var shared: Shared

    public var code: StatusCode {
        get { shared.fields.code }
        set { change { $0.code = newValue } }
    }
    public var message: String {
        get { shared.fields.message }
        set { change { $0.message = newValue } }
    }
    public var details: [ErrorDetail] {
        get { shared.fields.details }
        set { change { $0.details = newValue } }
    }
    public var origin: Origin {
        get { shared.fields.origin }
        set { change { $0.origin = newValue } }
    }
    /// What a failed call's response carried beside the error.
    public var metadata: Metadata {
        get { shared.fields.metadata }
        set { change { $0.metadata = newValue } }
    }
    /// Where the call's time went, as far as the side that holds the error can tell.
    public var ledger: StallLedger {
        get { shared.fields.ledger }
        set { change { $0.ledger = newValue } }
    }

    /// Where an error was born.
    public enum Origin: Sendable, Hashable {
        /// In this process: in the handler, or in the client before or while waiting.
        case local
        /// In the service of this name, which may be several hops away.
        case remote(String)
    }

    public init(
        _ code: StatusCode, _ message: String, details: [ErrorDetail] = [], origin: Origin = .local,
        metadata: Metadata = [:], ledger: StallLedger = StallLedger()
    ) {
        shared = Shared(
            Fields(
                code: code, message: message, details: details, origin: origin, metadata: metadata,
                ledger: ledger))
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.shared.fields == right.shared.fields
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(shared.fields) }

    private mutating func change(_ body: (inout Fields) -> Void) {
        var fields = shared.fields
        body(&fields)
        shared = Shared(fields)
    }

    private struct Fields: Sendable, Hashable {
        var code: StatusCode
        var message: String
        var details: [ErrorDetail]
        var origin: Origin
        var metadata: Metadata
        var ledger: StallLedger
    }

    private final class Shared: Sendable {
        let fields: Fields
        init(_ fields: Fields) { self.fields = fields }
    }
}

extension RPCError: CustomStringConvertible {
    /// `DEADLINE_EXCEEDED: … (from coaching) [queue 12 µs, handler 1.9 s, peer 85 µs]`.
    public var description: String {
        var text = "\(code): \(message)"
        if case .remote(let service) = origin { text += " (from \(service))" }
        let stalls = "\(ledger)"
        return stalls.isEmpty ? text : text + " [\(stalls)]"
    }
}

/// An error that knows the status a caller should see.
///
/// A handler may throw it instead of an `RPCError`; the error itself stays on this side, for logs.
public protocol RPCErrorConvertible: Error {
    var rpcError: RPCError { get }
}

/// What a program can act on in an error.
public enum ErrorDetail: Sendable, Hashable {
    /// The domain's own name for what happened, in snake_case: `session_not_active`.
    case reason(String)
    /// A field of the request, by its path, and what is wrong with it.
    case field(String, problem: String)
    /// A limit that the call met, and its configured value.
    case limit(String, value: Int)
    /// The call may succeed after this time.
    case retryAfter(Duration)
    /// The thing that is missing or in the way: its kind and its id.
    case resource(kind: String, id: String)
}

extension RPCError {
    /// What the caller of a handler that threw `error` is told; unknown errors stay on this side.
    ///
    /// A deadline that has passed wins over a cancellation, because it caused it.
    package init(thrownBy method: String, _ error: any Error, deadlinePassed: Bool) {
        switch error {
        case let error as RPCError: self = error
        case let error as any RPCErrorConvertible: self = error.rpcError
        case is CancellationError: self.init(.cancelled, "\(method) was cancelled")
        default: self.init(.internal, "\(method) failed")
        }
        if code == .ok { self = RPCError(.internal, "\(method) threw the status OK") }
        if code == .cancelled, deadlinePassed {
            self = .deadlineExceeded(method)
        }
    }

    package static func unimplemented(_ method: String, by service: String) -> RPCError {
        RPCError(.unimplemented, "\(service) does not serve \(method)")
    }

    package static func deadlineExceeded(_ method: String) -> RPCError {
        RPCError(.deadlineExceeded, "\(method) did not finish before its deadline")
    }

    /// The deadline passed on the calling side while `service` kept silent.
    package static func unanswered(_ method: String, by service: String) -> RPCError {
        RPCError(.deadlineExceeded, "\(service) did not answer \(method) before its deadline")
    }

    package static func cancelled(_ method: String) -> RPCError {
        RPCError(.cancelled, "the caller of \(method) cancelled it")
    }
}

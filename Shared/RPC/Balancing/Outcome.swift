/// What an attempt says about the server that it went to.
///
/// Only what the server did counts. A caller that left, a limit of ours, a deadline that passed
/// before the request was sent or an error that was born behind the server say nothing about it:
/// they are `.unknown`, release the attempt and feed nothing (Envoy#25487 shows what else happens).
package enum Outcome: Sendable, Equatable {
    /// It answered: with OK, or with an error that is the caller's own.
    case served
    /// It answered with an error of its own making.
    case failed(StatusCode)
    /// The request was written, and then no answer came for this long until the deadline.
    case silent(Duration)
    /// The connection was lost while it had the request.
    case lost
    case unknown
}

extension Outcome {
    /// The outcome of an attempt at `target` that ended with `error`, nil for OK; `wasSent` when
    /// its request was written, `elapsed` ago.
    package init(_ error: RPCError?, from target: String, wasSent: Bool, elapsed: Duration) {
        guard let error else { self = .served; return }
        switch error.origin {
        // A server that is too slow mostly says so itself, just before the deadline.
        case .remote(target) where error.code == .deadlineExceeded: self = .silent(elapsed)
        case .remote(target): self = Self.answered(error)
        case .remote: self = .unknown
        case .local where !wasSent: self = .unknown
        case .local where error.code == .unavailable: self = .lost
        case .local where error.code == .deadlineExceeded: self = .silent(elapsed)
        case .local: self = .unknown
        }
    }

    private static func answered(_ error: RPCError) -> Outcome {
        switch error.code {
        case .unavailable, .internal, .unknown, .dataLoss: .failed(error.code)
        // It is busy, which latency and load show, or somebody has left.
        case .deadlineExceeded, .resourceExhausted, .cancelled: .unknown
        case .ok, .invalidArgument, .notFound, .alreadyExists, .permissionDenied,
            .failedPrecondition, .aborted, .outOfRange, .unimplemented, .unauthenticated:
            .served
        }
    }

    /// Whether it counts against a server; nil when it says nothing.
    package func isFailure(_ limits: ClientLimits) -> Bool? {
        switch self {
        case .served: false
        case .failed, .lost: true
        case .silent(let elapsed): elapsed >= limits.tellingSilence ? true : nil
        case .unknown: nil
        }
    }

    /// Whether it counts against the target as a whole; nil when it says nothing.
    ///
    /// A lost connection is not the breaker's business: there is none to call on then anyway, and
    /// a restart must not keep a breaker open. Neither are INTERNAL and its like: a handler that
    /// always fails must not cut off the other methods.
    package func opensBreaker(_ limits: ClientLimits) -> Bool? {
        switch self {
        case .served, .failed(.internal), .failed(.unknown), .failed(.dataLoss): false
        case .failed: true
        case .silent: isFailure(limits)
        case .lost, .unknown: nil
        }
    }
}

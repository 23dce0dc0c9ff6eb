/// Stands in the way of every call that a channel makes, of all four kinds.
///
///     struct Locale: ClientInterceptor {
///         func intercept(_ call: inout OutgoingCall, to peer: String) {
///             call.metadata["locale"] = "en"
///         }
///     }
///     let coaching = Client<Coaching>(channel.intercepted(by: Locale(), Tracing()))
///
/// One function for unary calls and streams alike: what a call is, is in `call.method`; what
/// becomes of it, its observers and message filters are told (`WatchedCall`).
public protocol ClientInterceptor: Sendable {
    /// `call` is about to go out to the service `peer`: it may be changed, watched or, by an error,
    /// refused.
    ///
    /// Runs once a call, in the caller's task, before its attempts.
    func intercept(_ call: inout OutgoingCall, to peer: String) async throws(RPCError)
}

extension RPCChannel {
    /// This channel with `interceptors` in the way of its calls, the first one outermost; without
    /// any it is the same channel.
    public func intercepted(by interceptors: any ClientInterceptor...) -> any RPCChannel {
        intercepted(by: interceptors)
    }

    /// This channel with `interceptors` in the way of its calls, the first one outermost.
    public func intercepted(by interceptors: [any ClientInterceptor]) -> any RPCChannel {
        interceptors.isEmpty ? self : InterceptedChannel(base: self, interceptors: interceptors)
    }
}

/// A channel with interceptors in the way of its calls.
struct InterceptedChannel: RPCChannel {
    let base: any RPCChannel
    let interceptors: [any ClientInterceptor]

    var peer: String { base.peer }

    nonisolated(nonsending) func unary(_ call: OutgoingCall) async throws(RPCError) -> [UInt8] {
        let call = try await intercepted(call)
        return try call.watch.filtered(.response, try await base.unary(call))
    }

    func serverStreaming(_ call: OutgoingCall) -> any MessageSource {
        InterceptedSource(call, over: self)
    }

    func streaming(_ call: OutgoingCall) async throws(RPCError) -> any MessageExchange {
        let call = try await intercepted(call)
        return call.watch.watching(try await base.streaming(call))
    }

    /// The call as it goes out; whoever watches a call that is refused is told so.
    func intercepted(_ original: OutgoingCall) async throws(RPCError) -> OutgoingCall {
        let clock = CallClock(at: .now)
        var call = original
        do throws(RPCError) {
            for interceptor in interceptors {
                try await interceptor.intercept(&call, to: peer)
            }
            if !call.method.kind.streamsRequests {
                call.message = try call.watch.filtered(.request, call.message)
            }
            return call
        } catch {
            CallReporter(nil, peer: peer).callEnded(
                call, clock, error, error.ledger, sent: 0, received: 0)
            throw error
        }
    }
}

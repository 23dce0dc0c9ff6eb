import Instrumentation

/// Stands in the way of every call that handlers serve, of all four kinds.
///
///     struct Maintenance: ServerInterceptor {
///         func intercept(_ call: inout Call, of method: MethodDescriptor) throws(RPCError) {
///             if method.idempotency == .notIdempotent { throw RPCError(.unavailable, "…") }
///         }
///     }
///     handlers.intercept(by: Maintenance())
public protocol ServerInterceptor: Sendable {
    /// `call` was admitted and its handler is about to start: it may be changed, watched or, by an
    /// error, refused.
    ///
    /// Runs in the handler's task and time: the deadline and the caller's leaving cancel it.
    func intercept(_ call: inout Call, of method: MethodDescriptor) async throws(RPCError)
}

extension ServedMethod {
    /// Runs the interceptors, the first one outermost, and then the handler.
    nonisolated(nonsending) func intercepted(
        _ message: [UInt8], _ original: Call, _ stream: any HandlerStream
    ) async -> HandlerOutcome {
        var (call, message) = (original, message)
        do throws(RPCError) {
            for interceptor in interceptors {
                try await interceptor.intercept(&call, of: descriptor)
            }
            if !descriptor.kind.streamsRequests {
                message = try call.watch.filtered(.request, message)
            }
        } catch {
            let told = call.deadline?.hasPassed ?? false ? .deadlineExceeded(call.method) : error
            return HandlerOutcome(message: nil, error: told, observers: call.watch.observers)
        }
        var outcome = await watched(message, call, stream)
        outcome.observers = call.watch.observers
        return outcome
    }

    private nonisolated(nonsending) func watched(
        _ message: [UInt8], _ call: Call, _ stream: any HandlerStream
    ) async -> HandlerOutcome {
        var handled = self
        handled.interceptors = []
        let stream = call.watch.watching(stream)
        guard let context = call.serviceContext else {
            return await handled.run(message, call, stream).filtered(by: call.watch)
        }
        return await ServiceContext.$current.withValue(context) { [handled] in
            await handled.run(message, call, stream).filtered(by: call.watch)
        }
    }
}

extension HandlerOutcome {
    fileprivate func filtered(by watch: CallWatch?) -> HandlerOutcome {
        guard let message, let watch else { return self }
        do throws(RPCError) {
            return HandlerOutcome(message: try watch.filtered(.response, message))
        } catch {
            return HandlerOutcome(message: nil, error: error)
        }
    }

    /// Tells the server's observer, and those of interceptors, how the call ended.
    package func tell(
        _ observer: (any CallObserver)?, _ outcome: @autoclosure () -> CallOutcome
    ) {
        guard observer != nil || !observers.isEmpty else { return }
        let outcome = outcome()
        observer?.callEnded(outcome)
        for own in observers.reversed() { own.callEnded(outcome) }
    }
}

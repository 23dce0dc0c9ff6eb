/// How a handler ended: what the caller is told, and what only this side may know.
package struct HandlerOutcome: Sendable {
    /// The message of a single response; nil where the responses are a stream.
    package let message: [UInt8]?
    /// Nil when the handler returned.
    package let error: RPCError?
    /// What the handler threw, when it was not a status itself.
    package let cause: (any Error)?
    /// Those that interceptors gave the call.
    var observers: [any CallObserver]

    package init(
        message: [UInt8]?, error: RPCError? = nil, cause: (any Error)? = nil,
        observers: [any CallObserver] = []
    ) {
        self.message = message
        self.error = error
        self.cause = cause
        self.observers = observers
    }
}

extension ServedMethod {
    /// Runs the handler, behind its interceptors, with the context that its outgoing calls inherit.
    package nonisolated(nonsending) func run(
        _ message: [UInt8], _ call: Call, _ stream: any HandlerStream
    ) async -> HandlerOutcome {
        guard interceptors.isEmpty else { return await intercepted(message, call, stream) }
        do {
            let reply: [UInt8]? = try await CallContext.$current.withValue(
                CallContext(serving: call)
            ) {
                switch body {
                case .unary(let handle):
                    return try await handle(message, call)
                case .serverStreaming(let handle):
                    try await handle(message, call, stream)
                    return nil
                case .clientStreaming(let handle):
                    return try await handle(stream, call)
                case .bidirectional(let handle):
                    try await handle(stream, call)
                    return nil
                }
            }
            return limited(reply)
        } catch {
            let passed = call.deadline?.hasPassed ?? false
            let status = RPCError(thrownBy: call.method, error, deadlinePassed: passed)
            return HandlerOutcome(
                message: nil, error: status, cause: error is RPCError ? nil : error)
        }
    }

    private func limited(_ reply: [UInt8]?) -> HandlerOutcome {
        let count = reply?.count ?? 0
        guard count <= descriptor.maximumMessageBytes else {
            return HandlerOutcome(message: nil, error: descriptor.tooLong("response", count))
        }
        return HandlerOutcome(message: reply)
    }
}

extension MethodDescriptor {
    /// The status of a message over the method's limit; `part` is `request` or `response`.
    package func tooLong(_ part: String, _ byteCount: Int) -> RPCError {
        .limitMet(
            "maximumMessageBytes", maximumMessageBytes,
            "a \(part) of \(name) has \(byteCount) bytes, too many for the method")
    }
}

import Wire

/// A client-streaming method on a channel, ready to be called.
public struct ClientStreamingCall<Element: WireMessage, Response: WireMessage>: Sendable {
    let channel: any RPCChannel
    let method: MethodDescriptor
    let principal: Principal?

    /// Sends what `send` writes and returns the answer.
    ///
    /// Without `timeout` it may last for ever. The requests end when `send` returns; when it throws,
    /// the call is cancelled. An answer that comes earlier ends the next write by an error: let it
    /// out of `send`, and the answer is returned as if all had been sent.
    public func callAsFunction(
        timeout: Duration? = nil, metadata: Metadata = [:], options: CallOptions = CallOptions(),
        isolation: isolated (any Actor)? = #isolation,
        _ send: (RequestWriter<Element>) async throws -> Void
    ) async throws -> Response {
        let stream = try await channel.streaming(
            OutgoingCall(
                method, timeout: timeout, metadata: metadata, options: options,
                principal: principal))
        return try await withTaskCancellationHandler {
            try await sent(send, stream)
            guard let bytes = try await stream.next() else {
                throw RPCError(.internal, "\(method.name) ended without a response")
            }
            return try decodedResponse(bytes, of: method.name)
        } onCancel: {
            stream.cancel()
        }
    }

    private func sent(
        _ send: (RequestWriter<Element>) async throws -> Void, _ stream: any MessageExchange,
        isolation: isolated (any Actor)? = #isolation
    ) async throws {
        do {
            try await send(RequestWriter(stream: stream))
            stream.finish()
        } catch is RPCError where stream.isOver {
            // The answer, or the call's own error, says more than the write that it interrupted.
        } catch {
            stream.cancel()
            throw error
        }
    }
}

/// A bidirectional method on a channel, ready to be called.
public struct BidirectionalCall<Request: WireMessage, Response: WireMessage>: Sendable {
    let channel: any RPCChannel
    let method: MethodDescriptor
    let principal: Principal?

    /// Runs `body` with both directions of the call.
    ///
    /// The requests end with `RequestWriter.finish()`. The call is over when the responses have
    /// ended; when `body` leaves before that, by returning or throwing, the call is cancelled.
    /// Without `timeout` it may last for ever.
    public func callAsFunction<Result>(
        timeout: Duration? = nil, metadata: Metadata = [:], options: CallOptions = CallOptions(),
        isolation: isolated (any Actor)? = #isolation,
        _ body: (RequestWriter<Request>, MessageStream<Response>) async throws -> Result
    ) async throws -> Result {
        let stream = try await channel.streaming(
            OutgoingCall(
                method, timeout: timeout, metadata: metadata, options: options,
                principal: principal))
        defer { stream.cancel() }  // Which does nothing once the call is over.
        let name = method.name
        let responses = MessageStream<Response> { () throws(RPCError) in
            try await stream.next()
        } decode: { bytes throws(RPCError) in
            try decodedResponse(bytes, of: name)
        }
        return try await withTaskCancellationHandler {
            try await body(RequestWriter(stream: stream), responses)
        } onCancel: {
            stream.cancel()
        }
    }
}

/// Sends the request messages of one call.
public struct RequestWriter<Element: WireMessage>: Sendable {
    let stream: any MessageExchange

    /// Sends one message, waiting while the server is slower than the writer.
    ///
    /// Once the call is over it throws the call's error, or CANCELLED with the reason
    /// `already_answered` when the server answered without reading to the end.
    public func write(_ element: Element) async throws(RPCError) {
        try await stream.write(element.wireBytes())
    }

    /// Says that no message follows; the server's sequence of requests ends.
    public func finish() { stream.finish() }
}

extension OutgoingCall {
    /// A call whose messages follow.
    fileprivate init(
        _ method: MethodDescriptor, timeout: Duration?, metadata: Metadata, options: CallOptions,
        principal: Principal?
    ) {
        let context = CallContext.current
        self.init(
            method: method, message: [],
            deadline: earliest(timeout.map(Deadline.after), context?.deadline), metadata: metadata,
            context: context.acting(as: principal), options: options)
    }
}

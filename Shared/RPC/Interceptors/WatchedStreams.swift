/// A handler's side of a call whose messages pass filters.
private struct WatchedHandlerStream: HandlerStream {
    let base: any HandlerStream
    let watch: CallWatch

    func nextRequest() async throws(RPCError) -> [UInt8]? {
        guard let message = try await base.nextRequest() else { return nil }
        return try watch.filtered(.request, message)
    }

    func write(_ message: [UInt8]) async throws(RPCError) {
        try await base.write(try watch.filtered(.response, message))
    }
}

/// A caller's side of a call that streams and whose messages pass filters.
private final class WatchedExchange: MessageExchange {
    private let base: any MessageExchange
    private let watch: CallWatch

    init(_ base: any MessageExchange, _ watch: CallWatch) {
        self.base = base
        self.watch = watch
    }

    func next() async throws(RPCError) -> [UInt8]? {
        guard let message = try await base.next() else { return nil }
        return try filtered(.response, message)
    }

    func write(_ message: [UInt8]) async throws(RPCError) {
        try await base.write(try filtered(.request, message))
    }

    func finish() { base.finish() }
    func cancel() { base.cancel() }
    var isOver: Bool { base.isOver }

    /// A filter's error ends the call.
    private func filtered(
        _ direction: MessageDirection, _ message: [UInt8]
    ) throws(RPCError) -> [UInt8] {
        do throws(RPCError) {
            return try watch.filtered(direction, message)
        } catch {
            base.cancel()
            throw error
        }
    }
}

extension CallWatch? {
    func watching(_ stream: any HandlerStream) -> any HandlerStream {
        guard let self, !self.filters.isEmpty else { return stream }
        return WatchedHandlerStream(base: stream, watch: self)
    }

    func watching(_ exchange: any MessageExchange) -> any MessageExchange {
        guard let self, !self.filters.isEmpty else { return exchange }
        return WatchedExchange(exchange, self)
    }
}

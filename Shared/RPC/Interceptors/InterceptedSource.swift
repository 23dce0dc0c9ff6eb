import Synchronization

/// A server stream with interceptors in the way: they run when its first message is asked for.
final class InterceptedSource: MessageSource {
    private enum State {
        case idle, opening, cancelled
        case open(any MessageSource, CallWatch?)
        case refused(RPCError)
    }

    private let call: OutgoingCall
    private let channel: InterceptedChannel
    private let state = Mutex(State.idle)

    init(_ call: OutgoingCall, over channel: InterceptedChannel) {
        self.call = call
        self.channel = channel
    }

    func next() async throws(RPCError) -> [UInt8]? {
        let (source, watch) = try await opened()
        guard let message = try await source.next() else { return nil }
        do throws(RPCError) {
            return try watch.filtered(.response, message)
        } catch {
            source.cancel()
            throw error
        }
    }

    func cancel() {
        let source = state.withLock { state -> (any MessageSource)? in
            switch state {
            case .open(let source, _): return source
            case .refused, .cancelled: return nil
            case .idle, .opening:
                state = .cancelled
                return nil
            }
        }
        source?.cancel()
    }

    private func opened() async throws(RPCError) -> (any MessageSource, CallWatch?) {
        let known = state.withLock { state in
            defer { if case .idle = state { state = .opening } }
            return state
        }
        switch known {
        case .open(let source, let watch): return (source, watch)
        case .refused(let error): throw error
        case .opening: throw .readTwice
        case .cancelled: throw .cancelled(call.method.name)
        case .idle: return try await open()
        }
    }

    private func open() async throws(RPCError) -> (any MessageSource, CallWatch?) {
        let call: OutgoingCall
        do throws(RPCError) {
            call = try await channel.intercepted(self.call)
        } catch {
            state.withLock { $0 = .refused(error) }
            throw error
        }
        let source = channel.base.serverStreaming(call)
        let isCancelled = state.withLock { state in
            if case .cancelled = state { return true }
            state = .open(source, call.watch)
            return false
        }
        // Its first `next()` then ends the call, and tells who watches it.
        if isCancelled { source.cancel() }
        return (source, call.watch)
    }
}

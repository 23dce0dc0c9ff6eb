import RPC
import Synchronization

/// One server stream as its reader sees it: opened by the first `next()`, retried elsewhere while
/// it certainly reached no handler.
final class ClientStream: MessageSource {
    private struct State {
        var call: PendingCall?
        var connection: ClientConnection?
        var isCancelled = false
        var attempts: CallAttempts
        var hasDelivered = false
        var avoided: Int?
    }

    private let outgoing: OutgoingCall
    private let core: ClientCore
    private let state: Mutex<State>

    init(_ outgoing: OutgoingCall, core: ClientCore) {
        self.outgoing = outgoing
        self.core = core
        state = Mutex(State(attempts: CallAttempts(outgoing, core.clientLimits)))
    }

    func next() async throws(RPCError) -> [UInt8]? {
        while true {
            let (call, connection) = try await opened()
            do throws(StreamEnd) {
                let message = try await next(of: call, on: connection)
                state.withLock { $0.hasDelivered = true }
                return message
            } catch {
                guard let pause = pauseToTryAgain(error) else { throw error.error }
                if pause > .zero { try? await Task.sleep(for: pause) }
            }
        }
    }

    func cancel() {
        let (call, connection) = state.withLock { state in
            state.isCancelled = true
            return (state.call, state.connection)
        }
        if let call { _ = connection?.post(.cancel(call)) }
    }

    private func next(
        of call: PendingCall, on connection: ClientConnection
    ) async throws(StreamEnd) -> [UInt8]? {
        let result: Result<[UInt8]?, StreamEnd> = await withTaskCancellationHandler {
            do throws(StreamEnd) {
                return .success(
                    try await call.receiver!.next { charge in  // A stream's call has a receiver.
                        _ = connection.post(.consumed(call, charge: charge))
                    })
            } catch {
                return .failure(error)
            }
        } onCancel: {
            cancel()
        }
        return try result.get()
    }

    private func opened() async throws(RPCError) -> (PendingCall, ClientConnection) {
        if let open = state.withLock({ state in state.call.map { ($0, state.connection!) } }) {
            return open
        }
        let header = try core.header(for: outgoing)
        while true {
            let avoided = state.withLock { $0.avoided }
            let placement = try await core.placed(
                outgoing, isFirst: avoided == nil, avoiding: avoided)
            let connection = placement.connection
            let call = PendingCall(
                outgoing, header: header,
                receiver: StreamReceiver(portion: core.limits.streamCredit / 4))
            call.ends(core, placement)
            let isCancelled = state.withLock { state in
                state.call = call
                state.connection = connection
                state.avoided = placement.ticket.slot
                return state.isCancelled
            }
            if isCancelled || Task.isCancelled {
                call.end(.failed(.cancelled(outgoing.method.name)))
                throw .cancelled(outgoing.method.name)
            }
            if connection.post(.start(call)) { return (call, connection) }
            call.end(.notProcessed(RPCError(.unavailable, "the connection is gone")))
        }
    }

    /// Nil when the stream may not be opened again: it has delivered, or its method forbids it.
    private func pauseToTryAgain(_ end: StreamEnd) -> Duration? {
        state.withLock { state in
            guard !state.hasDelivered, !state.isCancelled else { return nil }
            let action = core.next(
                after: end.error, wasSent: end.wasProcessed, &state.attempts)
            guard case .again(let pause) = action else { return nil }
            state.call = nil
            state.connection = nil
            return pause
        }
    }
}

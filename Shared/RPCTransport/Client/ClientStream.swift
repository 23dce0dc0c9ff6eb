import RPC
import Synchronization

/// One server stream as its reader sees it: opened by the first `next()`, retried elsewhere while
/// it certainly reached no handler.
final class ClientStream: MessageSource {
    private struct State {
        var call: PendingCall?
        var connection: ClientConnection?
        var isCancelled = false
        var attempts = 0
    }

    private let outgoing: OutgoingCall
    private let core: ClientCore
    private let state = Mutex(State())

    init(_ outgoing: OutgoingCall, core: ClientCore) {
        self.outgoing = outgoing
        self.core = core
    }

    func next() async throws(RPCError) -> [UInt8]? {
        while true {
            let (call, connection) = try await opened()
            do throws(StreamEnd) {
                return try await next(of: call, on: connection)
            } catch {
                guard !error.wasProcessed, mayTryAgain() else { throw error.error }
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
            let connection = try await core.connection(for: outgoing)
            let call = PendingCall(
                outgoing, header: header,
                receiver: StreamReceiver(portion: core.limits.streamCredit / 4))
            let isCancelled = state.withLock { state in
                state.call = call
                state.connection = connection
                return state.isCancelled
            }
            if isCancelled || Task.isCancelled { throw .cancelled(outgoing.method.name) }
            if connection.post(.start(call)) { return (call, connection) }
        }
    }

    private func mayTryAgain() -> Bool {
        state.withLock { state in
            state.attempts += 1
            state.call = nil
            state.connection = nil
            return state.attempts < ClientCore.attemptsMax
        }
    }
}

import NIOCore
import RPC
import Synchronization

/// One server stream as its reader sees it: opened by the first `next()`, retried elsewhere while
/// it certainly reached no handler.
final class ClientStream: MessageSource {
    /// One attempt, where it went and what it brings.
    private struct Attempt {
        let call: PendingCall
        let receiver: StreamReceiver
        let connection: ClientConnection
    }

    private struct State {
        var attempt: Attempt?
        var isCancelled = false
        var attempts: CallAttempts
        /// Of the attempt to come, from 0.
        var number: UInt = 0
        var hasDelivered = false
        var avoided: Int?
        /// Of the attempts that failed.
        var clock: CallClock?
    }

    private let outgoing: OutgoingCall
    private let core: ClientCore
    private let reporter: CallReporter
    private let state: Mutex<State>

    init(_ outgoing: OutgoingCall, core: ClientCore, _ reporter: CallReporter) {
        self.outgoing = outgoing
        self.core = core
        self.reporter = reporter
        state = Mutex(State(attempts: CallAttempts(outgoing, core.clientLimits)))
    }

    func next() async throws(RPCError) -> [UInt8]? {
        while true {
            let attempt = try await opened()
            let call = attempt.call
            let payload: Payload?
            do throws(StreamEnd) {
                payload = try await next(of: attempt)
                state.withLock { $0.hasDelivered = true }
            } catch {
                guard let pause = pauseToTryAgain(call, error) else {
                    throw call.isReported ? error.error : failed(error.error, call.clock)
                }
                reporter.callRepeated(outgoing, after: error.error, pause)
                if pause > .zero { try? await Task.sleep(for: pause) }
                continue
            }
            return try readable(payload)
        }
    }

    /// The message as it was before it was compressed; one that cannot be read ends the stream.
    private func readable(_ payload: Payload?) throws(RPCError) -> [UInt8]? {
        do throws(RPCError) {
            return try payload?.response(of: outgoing.method, core.compression)
        } catch {
            cancel()
            throw error
        }
    }

    func cancel() {
        let attempt = state.withLock { state in
            state.isCancelled = true
            return state.attempt
        }
        if let attempt { _ = attempt.connection.post(.cancel(attempt.call)) }
    }

    private func next(of attempt: Attempt) async throws(StreamEnd) -> Payload? {
        let result: Result<Payload?, StreamEnd> = await withTaskCancellationHandler {
            do throws(StreamEnd) {
                return .success(
                    try await attempt.receiver.next { charge in
                        _ = attempt.connection.post(.consumed(attempt.call, charge: charge))
                    })
            } catch {
                return .failure(error)
            }
        } onCancel: {
            cancel()
        }
        return try result.get()
    }

    private func opened() async throws(RPCError) -> Attempt {
        if let attempt = state.withLock({ $0.attempt }) { return attempt }
        let number = state.withLock { $0.number }
        var clock = state.withLock { $0.clock } ?? CallClock(at: .now)
        let header: ByteBuffer
        do throws(RPCError) {
            header = try core.header(for: outgoing, attempt: number)
        } catch {
            throw failed(error, clock)
        }
        while true {
            let avoided = state.withLock { $0.avoided }
            let placement: ClientCore.Placement
            do throws(RPCError) {
                placement = try await core.placed(
                    outgoing, isFirst: avoided == nil, avoiding: avoided, &clock)
            } catch {
                throw failed(error.settled(clock), clock)
            }
            let connection = placement.connection
            let receiver = StreamReceiver(portion: core.limits.streamCredit / 4)
            let call = PendingCall(
                outgoing, header: header, clock: clock, compression: connection.outgoing,
                receiver: receiver, reporter: reporter)
            let attempt = Attempt(call: call, receiver: receiver, connection: connection)
            call.ends(core, placement)
            let isCancelled = state.withLock { state in
                state.attempt = attempt
                state.avoided = placement.ticket.slot
                return state.isCancelled
            }
            if isCancelled || Task.isCancelled {
                let error = RPCError.cancelled(outgoing.method.name).settled(clock)
                call.end(.failed(error))
                throw failed(error, clock)
            }
            if connection.post(.start(call)) { return attempt }
            call.end(.notProcessed(RPCError(.unavailable, "the connection is gone")))
        }
    }

    /// The call ended before it delivered anything: its observers are told here.
    private func failed(_ error: RPCError, _ clock: CallClock) -> RPCError {
        reporter.callEnded(
            outgoing, clock, error, error.ledger, sent: outgoing.message.count, received: 0)
        return error
    }

    /// Nil when the stream may not be opened again: it has delivered, or its method forbids it.
    private func pauseToTryAgain(_ call: PendingCall, _ end: StreamEnd) -> Duration? {
        var clock = call.clock
        clock.attemptFailed(at: .now)
        return state.withLock { state in
            guard !state.hasDelivered, !state.isCancelled else { return nil }
            let action = core.next(
                after: end.error, wasSent: end.wasProcessed, &state.attempts)
            guard case .again(let pause) = action else { return nil }
            state.clock = clock
            state.attempt = nil
            state.number += 1
            return pause
        }
    }
}

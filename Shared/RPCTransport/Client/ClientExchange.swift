import Compression
import NIOCore
import RPC

/// One open call whose client streams, as its caller sees it.
///
/// Every message goes to the connection through its mailbox, in the order of the writes.
final class ClientExchange: MessageExchange {
    private let call: PendingCall
    private let sender: StreamSender
    private let receiver: StreamReceiver
    private let connection: ClientConnection
    private let compression: MessageCompression?

    init(
        _ call: PendingCall, _ sender: StreamSender, _ receiver: StreamReceiver,
        on connection: ClientConnection, _ compression: MessageCompression?
    ) {
        self.compression = compression
        self.call = call
        self.sender = sender
        self.receiver = receiver
        self.connection = connection
    }

    var isOver: Bool { sender.isOver }

    func write(_ message: [UInt8]) async throws(RPCError) {
        let method = call.method
        guard message.count <= method.maximumMessageBytes else {
            throw method.tooLong("request", message.count)
        }
        guard !Task.isCancelled else { throw .cancelled(method.name) }
        let payload =
            connection.outgoing.map { Payload(message, of: method, $0) } ?? Payload(message)
        try sender.begin(ReceiveCredit.charge(for: payload.bytes.count))
        // A closed connection has ended the call, so the wait says why.
        _ = connection.post(.write(call, payload))
        try await sender.waitForRoom(method)
    }

    func finish() {
        let told = RPCError(
            .failedPrecondition, "\(call.method.name) was finished: no message may follow")
        if sender.finish(told) { _ = connection.post(.finish(call)) }
    }

    func next() async throws(RPCError) -> [UInt8]? {
        let result: Result<Payload?, RPCError> = await withTaskCancellationHandler {
            do throws(StreamEnd) {
                return .success(
                    try await receiver.next { charge in
                        _ = connection.post(.consumed(call, charge: charge))
                    })
            } catch {
                return .failure(error.error)
            }
        } onCancel: {
            cancel()
        }
        let payload = try result.get()
        do throws(RPCError) {
            return try payload?.response(of: call.method, compression)
        } catch {
            cancel()
            throw error
        }
    }

    func cancel() { _ = connection.post(.cancel(call)) }
}

extension MeshClient {
    public func streaming(_ call: OutgoingCall) async throws(RPCError) -> any MessageExchange {
        var attempts = CallAttempts(call, core.clientLimits)
        var clock = CallClock(at: .now)
        var number: UInt = 0
        var avoided: Int?
        while true {
            let header: ByteBuffer
            do throws(RPCError) {
                header = try core.header(for: call, attempt: number)
            } catch {
                throw failed(call, error, clock)
            }
            let window = core.limits.streamCredit / 4
            let (sender, receiver) = (
                StreamSender(window: window), StreamReceiver(portion: window)
            )
            let placement: ClientCore.Placement
            do throws(RPCError) {
                placement = try await core.placed(
                    call, isFirst: number == 0, avoiding: avoided, &clock)
            } catch {
                throw failed(call, error.settled(clock, streams: true), clock)
            }
            let pending = PendingCall(
                call, header: header, clock: clock, compression: nil, receiver: receiver,
                sender: sender, reporter: reporter)
            pending.ends(core, placement)
            // Nil once the REQUEST is written.
            let end: CallEnd? = await placement.connection.handOver(pending) { pending.opens($0) }
            guard let end, let error = end.error else {
                return ClientExchange(
                    pending, sender, receiver, on: placement.connection, core.compression)
            }
            let action = core.next(after: error, wasSent: end.wasProcessed, &attempts)
            guard case .again(let pause) = action, !Task.isCancelled else {
                throw pending.isReported ? error : failed(call, error, pending.clock)
            }
            reporter.callRepeated(call, after: error, pause)
            clock = pending.clock
            clock.attemptFailed(at: .now)
            if pause > .zero { try? await Task.sleep(for: pause) }
            (number, avoided) = (number + 1, placement.ticket.slot)
        }
    }

    /// The call ended before it was open: its observers are told here.
    private func failed(_ call: OutgoingCall, _ error: RPCError, _ clock: CallClock) -> RPCError {
        reporter.callEnded(call, clock, error, error.ledger, sent: 0, received: 0)
        return error
    }
}

import Identifiers
import Synchronization

/// One call in this process: the caller reads messages, the handler writes them.
///
/// What decides is `InProcessExchange`; this class holds its lock and does what it says.
final class InProcessCall: MessageSource, MessageSink {
    private let outgoing: OutgoingCall
    private let channel: InProcessChannel
    private let exchange: Mutex<InProcessExchange>

    init(_ outgoing: OutgoingCall, over channel: InProcessChannel) {
        self.outgoing = outgoing
        self.channel = channel
        exchange = Mutex(InProcessExchange(credit: channel.limits.streamCredit))
    }

    func next() async throws(RPCError) -> [UInt8]? {
        if exchange.withLock({ $0.callStarted() }) { start() }
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { reader in
                let wakes = exchange.withLock { $0.messageWanted(by: reader) }
                wakes.resume()
                if Task.isCancelled { cancel() }
            }
        } onCancel: {
            cancel()
        }
        return try result.get()
    }

    func write(_ message: [UInt8]) async throws(RPCError) {
        guard message.count <= outgoing.method.maximumMessageBytes else {
            throw outgoing.method.tooLong("response", message.count)
        }
        let result = await withUnsafeContinuation { writer in
            let wakes = exchange.withLock { $0.messageWritten(message, by: writer) }
            wakes.resume()
        }
        try result.get()
    }

    /// The caller has left: a deadline that has passed is the reason that counts.
    func cancel() {
        let hasPassed = outgoing.deadline?.hasPassed ?? false
        end(hasPassed ? .deadlineExceeded(outgoing.method.name) : .cancelled(outgoing.method.name))
    }

    private func start() {
        do {
            let (method, call) = try channel.admitted(outgoing)
            if let deadline = outgoing.deadline, deadline.hasPassed {
                return end(.deadlineExceeded(call.method))
            }
            let task = Task.detached { await self.serve(method, call) }
            let timer = outgoing.deadline.map { deadline in
                Task.detached {
                    try? await Task.sleep(for: deadline.remaining)
                    if !Task.isCancelled { self.end(.deadlineExceeded(call.method)) }
                }
            }
            exchange.withLock { $0.handlerStarted([task] + (timer.map { [$0] } ?? [])) }
                .resume()
        } catch {
            end(error.comingFrom(channel.service))
        }
    }

    private func serve(_ method: ServedMethod, _ call: Call) async {
        let start = Deadline.now
        let outcome = await method.run(outgoing.message, call, self)
        let duration = Deadline.now - start
        var error = outcome.error?.comingFrom(channel.service)
        error?.ledger.handlerMicroseconds = UInt32(clamping: duration.microseconds)
        exchange.withLock { $0.handlerEnded(message: outcome.message, error: error) }.resume()
        channel.observer?.callEnded(
            CallOutcome(
                side: .server, method: call.method, peer: call.caller.service,
                code: outcome.error?.code ?? .ok, duration: duration,
                requestByteCount: outgoing.message.count,
                responseByteCount: exchange.withLock { $0.writtenByteCount },
                callID: call.callID, tenantID: call.principal?.tenantID, cause: outcome.cause))
    }

    private func end(_ error: RPCError) {
        exchange.withLock { $0.callEnded(error) }.resume()
    }
}

extension RPCError {
    /// The error as the caller of `service` sees it; an error from further away keeps its origin.
    package func comingFrom(_ service: String) -> RPCError {
        guard case .local = origin else { return self }
        var copy = self
        copy.origin = .remote(service)
        return copy
    }
}

import Identifiers
import Synchronization

/// One call in this process, as its caller sees it; `HandlerSide` is how its handler does.
///
/// What decides is `InProcessExchange`; this class holds its lock and does what it says.
final class InProcessCall: MessageExchange {
    private let outgoing: OutgoingCall
    private let channel: InProcessChannel
    private let exchange: Mutex<InProcessExchange>
    private let began = Deadline.now

    init(_ outgoing: OutgoingCall, over channel: InProcessChannel) {
        self.outgoing = outgoing
        self.channel = channel
        exchange = Mutex(
            InProcessExchange(method: outgoing.method.name, credit: channel.limits.streamCredit))
        channel.gauge.changed { $0.calls += 1 }
    }

    deinit { channel.gauge.changed { $0.calls -= 1 } }

    // MARK: - The caller's side

    /// Starts the handler, unless it was started before.
    func begin() {
        if exchange.withLock({ $0.callStarted() }) { start() }
    }

    func next() async throws(RPCError) -> [UInt8]? {
        begin()
        return try await read(.responses) { _ in self.cancel() }
    }

    func write(_ message: [UInt8]) async throws(RPCError) {
        guard message.count <= outgoing.method.maximumMessageBytes else {
            throw outgoing.method.tooLong("request", message.count)
        }
        try await write(message, .requests)
    }

    func finish() {
        let told = RPCError(.failedPrecondition, "\(outgoing.method.name): no message may follow")
        exchange.withLock { $0[.requests].ended(nil, writers: told) }.resume()
    }

    var isOver: Bool { exchange.withLock { $0.isOver } }

    /// The caller has left: a deadline that has passed is the reason that counts.
    func cancel() {
        let hasPassed = outgoing.deadline?.hasPassed ?? false
        end(hasPassed ? .deadlineExceeded(outgoing.method.name) : .cancelled(outgoing.method.name))
    }

    // MARK: - The handler's side

    /// What the handler reads from and writes to.
    private struct HandlerSide: HandlerStream {
        let call: InProcessCall
        let method: ServedMethod

        func nextRequest() async throws(RPCError) -> [UInt8]? {
            let message = try await call.read(.requests) { call.abandon($0, .requests) }
            guard let message, message.count > method.requestBytes else { return message }
            let error = method.requestTooLong(message.count)
            call.end(error.comingFrom(call.channel.service))
            throw error
        }

        func write(_ message: [UInt8]) async throws(RPCError) {
            guard message.count <= method.descriptor.maximumMessageBytes else {
                throw method.descriptor.tooLong("response", message.count)
            }
            try await call.write(message, .responses)
        }
    }

    private func start() {
        do {
            let (method, call) = try channel.admitted(outgoing)
            if let deadline = outgoing.deadline, deadline.hasPassed {
                return end(.deadlineExceeded(call.method))
            }
            let ended = try channel.started(method)
            channel.gauge.changed { $0.handlers += 1 }
            let handler = Task.detached {
                await self.serve(method, call, ended)
                self.channel.gauge.changed { $0.handlers -= 1 }
            }
            let timer = outgoing.deadline.map { deadline in
                channel.gauge.changed { $0.timers += 1 }
                return Task.detached {
                    try? await Task.sleep(for: deadline.remaining)
                    if !Task.isCancelled { self.expire() }
                    self.channel.gauge.changed { $0.timers -= 1 }
                }
            }
            exchange.withLock { $0.handlerStarted(handler, timer: timer) }.resume()
        } catch {
            end(error.comingFrom(channel.service))
        }
    }

    private func serve(
        _ method: ServedMethod, _ call: Call, _ ended: (HandlerOutcome) -> Void
    ) async {
        let start = Deadline.now
        let outcome = await method.run(
            outgoing.message, call, HandlerSide(call: self, method: method))
        ended(outcome)
        let (now, error) = (Deadline.now, outcome.error?.comingFrom(channel.service))
        let ledger = StallLedger(
            queueMicroseconds: start.ledgerMicroseconds(since: began),
            handlerMicroseconds: now.ledgerMicroseconds(since: start))
        if exchange.withLock({ $0.handlerEnded() }) { finish(outcome.message, error, ledger) }
        let (read, written) = byteCounts
        outcome.tell(
            channel.observer,
            CallOutcome(
                side: .server, method: call.method, kind: method.descriptor.kind,
                peer: call.caller.service, code: outcome.error?.code ?? .ok, duration: now - start,
                requestByteCount: read, responseByteCount: written, ledger: ledger,
                callID: call.callID, tenantID: call.principal?.tenantID, cause: outcome.cause))
    }

    /// What crossed, each way.
    private var byteCounts: (requests: Int, responses: Int) {
        let (read, written) = exchange.withLock {
            ($0[.requests].writtenByteCount, $0[.responses].writtenByteCount)
        }
        return (outgoing.message.count + read, written)
    }

    /// Tells the caller's observer of the end, with its ledger, and then both sides.
    private func finish(_ message: [UInt8]?, _ error: RPCError?, _ ledger: StallLedger) {
        var error = error
        error?.ledger = ledger
        let (sent, received) = byteCounts
        CallReporter(nil, peer: channel.service).callEnded(
            outgoing, CallClock(at: began), error, ledger, sent: sent,
            received: received + (message?.count ?? 0))
        exchange.withLock { $0.closed(last: message, error) }.resume()
    }

    // MARK: - Waiting

    private typealias Direction = InProcessExchange.Direction

    private func read(
        _ direction: Direction, onCancel: @Sendable (Int) -> Void
    ) async throws(RPCError) -> [UInt8]? {
        let number = exchange.withLock { $0.number() }
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { reader in
                exchange.withLock { $0[direction].wanted(by: reader, number: number) }
                    .resume()
                if Task.isCancelled { onCancel(number) }
            }
        } onCancel: {
            onCancel(number)
        }
        return try result.get()
    }

    private func write(_ message: [UInt8], _ direction: Direction) async throws(RPCError) {
        guard !Task.isCancelled else { throw .cancelled(outgoing.method.name) }
        let number = exchange.withLock { $0.number() }
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { writer in
                exchange.withLock {
                    $0[direction].written(message, by: writer, number: number)
                }.resume()
                if Task.isCancelled { abandon(number, direction) }
            }
        } onCancel: {
            abandon(number, direction)
        }
        try result.get()
    }

    /// The task that waits under `number` was cancelled.
    private func abandon(_ number: Int, _ direction: Direction) {
        let error = RPCError.cancelled(outgoing.method.name)
        exchange.withLock { $0[direction].abandoned(number, error) }.resume()
    }

    /// The handler's side watches the deadline, so the error is born there.
    private func expire() {
        end(.deadlineExceeded(outgoing.method.name).comingFrom(channel.service))
    }

    /// Ends the call from the caller's side, or at its deadline: the handler had all of the time.
    private func end(_ error: RPCError) {
        let ledger = StallLedger(handlerMicroseconds: Deadline.now.ledgerMicroseconds(since: began))
        if exchange.withLock({ $0.callEnded() }) { finish(nil, error, ledger) }
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

import NIOCore
import RPC
import Synchronization

/// One handler that runs for a connection, and the way of its messages, in and out.
///
/// Its variables are confined to the connection's event loop, hence the unchecked `Sendable`.
final class ServerCall: HandlerStream, @unchecked Sendable {
    typealias Writer = UnsafeContinuation<Result<Void, RPCError>, Never>

    let slot: Int
    let method: ServedMethod
    let call: Call
    let arrived: Deadline
    private(set) var requestByteCount: Int
    /// What the compressed request stands for that its handler has; 0 for one that came as it is.
    private let inflatedByteCount = Atomic(0)
    private let connection: ServerConnection
    /// When the handler began; one that runs elsewhere says so when it ends.
    var started: Deadline
    var task: Task<Void, Never>?
    /// Why nothing may be written any more.
    var ending: RPCError?
    var responseByteCount = 0
    /// Set when the client streams.
    private let requests: StreamReceiver?
    private var writers: [Int: Writer] = [:]
    /// Since when writers wait, and how long others did before.
    private var blockedAt: Deadline?
    private var blockedMicroseconds: UInt32 = 0
    private let tokens = Atomic(0)

    init(
        slot: Int, method: ServedMethod, call: Call, arrived: Deadline, requestByteCount: Int,
        connection: ServerConnection, requests: StreamReceiver?
    ) {
        self.slot = slot
        self.method = method
        self.call = call
        self.arrived = arrived
        started = arrived
        self.requestByteCount = requestByteCount
        self.connection = connection
        self.requests = requests
    }

    /// Starts the handler; one that does not wait has ended when this returns.
    func start(_ message: Payload, on executor: LoopExecutor) {
        switch method.execution {
        case .onLoop:
            let task = Task.immediate(executorPreference: executor) {
                await self.run(message)
            }
            if !hasEnded { self.task = task }
        case .offloaded:
            task = Task.detached { await self.run(message) }
        }
    }

    private(set) var hasEnded = false

    private nonisolated(nonsending) func run(_ message: Payload) async {
        let started = Deadline.now
        if connection.loop.inEventLoop { self.started = started }
        let outcome =
            message.isCompressed
            ? await inflated(message) : await method.run(message.bytes, call, self)
        let answer = payload(of: outcome.message ?? [])
        if connection.loop.inEventLoop {
            end(outcome, answer, started)
        } else {
            connection.loop.execute { self.end(outcome, answer, started) }
        }
    }

    /// Compressed messages are read and made where the handler runs, not where frames are cut.
    private nonisolated(nonsending) func inflated(_ message: Payload) async -> HandlerOutcome {
        let request: [UInt8]
        do throws(RPCError) {
            request = try message.request(of: method, connection.core.compression)
        } catch {
            return HandlerOutcome(message: nil, error: error)
        }
        return await method.run(request, call, self)
    }

    private func payload(of message: [UInt8]) -> Payload {
        guard let outgoing = connection.outgoing else { return Payload(message) }
        return Payload(message, of: method.descriptor, outgoing)
    }

    private func end(_ outcome: HandlerOutcome, _ answer: Payload, _ started: Deadline) {
        self.started = started
        hasEnded = true
        task = nil
        // What a task that the handler left behind has written still goes out.
        if !writers.isEmpty { resume(Array(writers.keys), .success(())) }
        connection.handlerEnded(self, outcome, answer)
    }

    /// What this side knows of the time of the call.
    func ledger(at now: Deadline) -> StallLedger {
        let waiting = blockedAt.map { now.ledgerMicroseconds(since: $0) } ?? 0
        return StallLedger(
            queueMicroseconds: started.ledgerMicroseconds(since: arrived),
            creditMicroseconds: blockedMicroseconds &+ waiting,
            handlerMicroseconds: now.ledgerMicroseconds(since: started),
            poolMicroseconds: call.poolWait?.microseconds ?? 0)
    }

    private func wait(_ writer: Writer, _ token: Int) {
        writers[token] = writer
        blockedAt = blockedAt ?? .now
    }

    // MARK: - Requests

    /// A request of a client that streams arrived.
    func deliver(_ message: Payload, charge: Int) {
        requestByteCount += message.messageByteCount
        requests?.deliver(message, charge: charge)
    }

    /// The client has half-closed.
    func requestsEnded() { requests?.end(nil, dropsQueue: false) }

    func nextRequest() async throws(RPCError) -> [UInt8]? {
        guard let requests else { return nil }
        let cancelled = RPCError.cancelled(call.method)
        let result: Result<Payload?, RPCError> = await withTaskCancellationHandler {
            do throws(StreamEnd) {
                return .success(try await requests.next(orCancelled: cancelled, report: consumed))
            } catch {
                return .failure(error.error)
            }
        } onCancel: {
            requests.abandonRead(cancelled)
        }
        let message = try result.get()
        do throws(RPCError) {
            try hold(message)
            return try message?.request(of: method, connection.core.compression)
        } catch {
            // What follows has lost its place: the call is over, whatever its handler makes of it.
            if connection.loop.inEventLoop {
                connection.fail(self, error)
            } else {
                connection.loop.execute { self.connection.fail(self, error) }
            }
            throw error
        }
    }

    /// The handler goes on to `message`, and has no more of the one before.
    private func hold(_ message: Payload?) throws(RPCError) {
        holds(inflated: 0)
        guard let message, message.isCompressed else { return }
        let byteCount = min(message.messageByteCount, method.requestBytes)
        guard connection.hasRoom(for: byteCount) else {
            throw .limitMet(
                "inflatedBytes", connection.core.limits.inflatedBytes,
                ServerConnection.tooMuchInflated)
        }
        holds(inflated: byteCount)
    }

    /// What its handler has of compressed requests from now on; called from any thread.
    ///
    /// Nothing counts any more once the handler has ended: a task that it left behind may still read.
    func holds(inflated byteCount: Int, forGood: Bool = false) {
        let now = forGood ? Self.hasEndedMark : byteCount
        var before = inflatedByteCount.load(ordering: .relaxed)
        while before != Self.hasEndedMark {
            let (isDone, found) = inflatedByteCount.compareExchange(
                expected: before, desired: now, ordering: .relaxed)
            if isDone {
                if byteCount != before { connection.inflated(byteCount - before) }
                return
            }
            before = found
        }
    }

    private static let hasEndedMark = -1

    private func consumed(_ charge: Int) {
        if connection.loop.inEventLoop {
            connection.consumed(charge, by: self)
        } else {
            connection.loop.execute { self.connection.consumed(charge, by: self) }
        }
    }

    // MARK: - Responses

    func write(_ message: [UInt8]) async throws(RPCError) {
        guard message.count <= method.descriptor.maximumMessageBytes else {
            throw method.descriptor.tooLong("response", message.count)
        }
        let message = payload(of: message)
        let token = tokens.wrappingAdd(1, ordering: .relaxed).newValue
        let isOnLoop = connection.loop.inEventLoop
        if isOnLoop, try written(message, token) { return }
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { writer in
                if isOnLoop {
                    wait(writer, token)
                } else {
                    connection.loop.execute { self.write(message, writer, token) }
                }
                if Task.isCancelled { abandonWrite(token) }
            }
        } onCancel: {
            abandonWrite(token)
        }
        try result.get()
    }

    private func write(_ message: Payload, _ writer: Writer, _ token: Int) {
        do throws(RPCError) {
            guard try written(message, token) else { return wait(writer, token) }
            writer.resume(returning: .success(()))
        } catch {
            writer.resume(returning: .failure(error))
        }
    }

    /// False when the message waits for credit under `token`.
    private func written(_ message: Payload, _ token: Int) throws(RPCError) -> Bool {
        if let ending { throw ending }
        if hasEnded {
            throw RPCError(.cancelled, "\(call.method) is over: its handler has ended")
        }
        return connection.write(message, of: self, token: token)
    }

    /// The task that waits was cancelled; its message goes out all the same.
    private func abandonWrite(_ token: Int) {
        // In a tick of its own, so that it comes after the write that it gives up.
        connection.loop.execute {
            self.resume([token], .failure(.cancelled(self.call.method)))
        }
    }

    var waitingWriters: Int { writers.count }

    /// The messages with these tokens have been written, or never will be.
    func resume(_ tokens: [Int], _ result: Result<Void, RPCError>) {
        for token in tokens { writers.removeValue(forKey: token)?.resume(returning: result) }
        guard writers.isEmpty, let since = blockedAt else { return }
        blockedMicroseconds &+= Deadline.now.ledgerMicroseconds(since: since)
        blockedAt = nil
    }

    /// Nobody waits for the answer any more.
    func stop(_ error: RPCError, tokens: [Int]) {
        ending = error
        resume(tokens, .failure(error))
        requests?.end(StreamEnd(error: error, wasProcessed: true), dropsQueue: true)
        task?.cancel()
    }
}

import NIOCore
import RPC

/// One handler that runs for a connection, and the way for its messages.
///
/// Its variables are confined to the connection's event loop, hence the unchecked `Sendable`.
final class ServerCall: MessageSink, @unchecked Sendable {
    typealias Writer = UnsafeContinuation<Result<Void, RPCError>, Never>

    let slot: Int
    let method: ServedMethod
    let call: Call
    let arrived: Deadline
    let requestByteCount: Int
    private let connection: ServerConnection
    var started = Deadline(uptimeNanoseconds: 0)
    var task: Task<Void, Never>?
    /// Why nothing may be written any more.
    var ending: RPCError?
    var responseByteCount = 0
    private var writers: [Int: Writer] = [:]
    private var nextToken = 0

    init(
        slot: Int, method: ServedMethod, call: Call, arrived: Deadline, requestByteCount: Int,
        connection: ServerConnection
    ) {
        self.slot = slot
        self.method = method
        self.call = call
        self.arrived = arrived
        self.requestByteCount = requestByteCount
        self.connection = connection
    }

    /// Starts the handler; one that does not wait has ended when this returns.
    func start(_ message: [UInt8], on executor: LoopExecutor) {
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

    /// Whether how long it took says something about this server: a caller that left or a request
    /// that is wrong does not.
    func isTelling(_ outcome: HandlerOutcome) -> Bool {
        let code = ending?.code ?? outcome.error?.code ?? .ok
        return code == .ok || code == .deadlineExceeded
    }

    private func run(_ message: [UInt8]) async {
        let started = Deadline.now
        let outcome = await method.run(message, call, self)
        if connection.loop.inEventLoop {
            end(outcome, started)
        } else {
            connection.loop.execute { self.end(outcome, started) }
        }
    }

    private func end(_ outcome: HandlerOutcome, _ started: Deadline) {
        self.started = started
        hasEnded = true
        task = nil
        connection.handlerEnded(self, outcome)
    }

    // MARK: - Writing

    func write(_ message: [UInt8]) async throws(RPCError) {
        guard message.count <= method.descriptor.maximumMessageBytes else {
            throw method.descriptor.tooLong("response", message.count)
        }
        if connection.loop.inEventLoop {
            if let ending { throw ending }
            if connection.write(message, of: self, token: nextToken) { return }
            let result = await withUnsafeContinuation { wait(for: $0) }
            return try result.get()
        }
        let result = await withUnsafeContinuation { writer in
            connection.loop.execute { self.write(message, writer) }
        }
        try result.get()
    }

    private func write(_ message: [UInt8], _ writer: Writer) {
        if let ending { return writer.resume(returning: .failure(ending)) }
        if connection.write(message, of: self, token: nextToken) {
            writer.resume(returning: .success(()))
        } else {
            wait(for: writer)
        }
    }

    /// The message just written waits for credit under `nextToken`.
    private func wait(for writer: Writer) {
        writers[nextToken] = writer
        nextToken += 1
    }

    /// The messages with these tokens have been written, or never will be.
    func resume(_ tokens: [Int], _ result: Result<Void, RPCError>) {
        for token in tokens { writers.removeValue(forKey: token)?.resume(returning: result) }
    }

    /// Nobody waits for the answer any more.
    func stop(_ error: RPCError, tokens: [Int]) {
        ending = error
        resume(tokens, .failure(error))
        task?.cancel()
    }
}

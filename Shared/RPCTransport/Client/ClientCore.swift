import Logging
import NIOCore
import RPC
import Synchronization
import Wire

/// The connections of one client: which are ready, who waits for one.
final class ClientCore: Sendable {
    private typealias Waiter = UnsafeContinuation<Result<ClientConnection, RPCError>, Never>

    private struct State {
        var ready: [ClientConnection] = []
        var turn = 0
        var waiters: [Int: Waiter] = [:]
        var nextWaiter = 0
        var lastFailure: [Endpoint: String] = [:]
        var isClosed = false
    }

    /// A call that reached no handler is tried so often before its error is told.
    static let attemptsMax = 4

    let target: String
    let limits: Limits
    let group: any EventLoopGroup
    let logger: Logger
    private let state = Mutex(State())

    init(target: String, limits: Limits, group: any EventLoopGroup, logger: Logger) {
        self.target = target
        self.limits = limits
        self.group = group
        self.logger = logger
    }

    /// A connection to call on: at once, or when one is ready within the call's time.
    func connection(for call: OutgoingCall) async throws(RPCError) -> ClientConnection {
        if let connection = readyConnection() { return connection }
        return try await waitForConnection(call)
    }

    /// The ready connections take turns.
    func readyConnection() -> ClientConnection? {
        state.withLock { state in
            guard !state.ready.isEmpty else { return nil }
            state.turn &+= 1
            return state.ready[state.turn % state.ready.count]
        }
    }

    func waitForConnection(_ call: OutgoingCall) async throws(RPCError) -> ClientConnection {
        let number = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        let patience = min(limits.connectionWait, call.deadline?.remaining ?? limits.connectionWait)
        let timer = group.any().scheduleTask(in: patience.amount) {
            self.wake(number, .failure(self.noConnection(after: patience)))
        }
        let name = call.method.name
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { (waiter: Waiter) in
                add(waiter, number)
                if Task.isCancelled { wake(number, .failure(.cancelled(name))) }
            }
        } onCancel: {
            wake(number, .failure(.cancelled(name)))
        }
        timer.cancel()
        return try result.get()
    }

    private func add(_ waiter: Waiter, _ number: Int) {
        let answer = state.withLock { state -> Result<ClientConnection, RPCError>? in
            if state.isClosed { return .failure(RPCError(.unavailable, "the client is closed")) }
            if let ready = state.ready.first { return .success(ready) }
            guard state.waiters.count < limits.waitingCalls else {
                return .failure(
                    .limitMet(
                        "waitingCalls", limits.waitingCalls,
                        "as many calls wait for a connection to \(target)"))
            }
            state.waiters[number] = waiter
            return nil
        }
        if let answer { waiter.resume(returning: answer) }
    }

    private func wake(_ number: Int, _ result: Result<ClientConnection, RPCError>) {
        state.withLock { $0.waiters.removeValue(forKey: number) }?.resume(returning: result)
    }

    private func noConnection(after wait: Duration) -> RPCError {
        let failures = state.withLock { state in
            state.lastFailure.map { "\($0.key): \($0.value)" }.sorted().joined(separator: "; ")
        }
        let milliseconds = Int(wait / .milliseconds(1))
        return RPCError(
            .unavailable,
            "no connection to \(target) within \(milliseconds) ms"
                + (failures.isEmpty ? "" : " (\(failures))"))
    }

    // MARK: - What connectors tell

    func opened(_ connection: ClientConnection, at endpoint: Endpoint) {
        let waiters = state.withLock { state -> [Waiter] in
            guard !state.isClosed else { return [] }
            state.lastFailure[endpoint] = nil
            state.ready.append(connection)
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume(returning: .success(connection)) }
    }

    func left(_ connection: ClientConnection) {
        state.withLock { $0.ready.removeAll { $0 === connection } }
    }

    func failed(at endpoint: Endpoint, _ reason: String) {
        state.withLock { $0.lastFailure[endpoint] = reason }
        logger.debug(
            "no connection",
            metadata: ["target": "\(target)", "endpoint": "\(endpoint)", "reason": "\(reason)"])
    }

    /// No call waits any more; returns the connections that are to be closed.
    func close() -> [ClientConnection] {
        let (waiters, ready) = state.withLock { state in
            state.isClosed = true
            defer { (state.waiters, state.ready) = ([:], []) }
            return (Array(state.waiters.values), state.ready)
        }
        for waiter in waiters {
            waiter.resume(returning: .failure(RPCError(.unavailable, "the client is closed")))
        }
        return ready
    }

    var isClosed: Bool { state.withLock { $0.isClosed } }
    var readyCount: Int { state.withLock { $0.ready.count } }

    /// What the calls hold that wait for a connection, and the ready connections.
    func census() async -> Census {
        let (ready, waiting) = state.withLock { ($0.ready, $0.waiters.count) }
        var census = Census()
        for connection in ready {
            let part = try? await connection.loop.submit { connection.census }.get()
            census = census + (part ?? Census())
        }
        census.calls += waiting
        census.timers += waiting
        return census
    }
}

extension ClientCore {
    /// The header of a call, once its sizes are within their limits.
    func header(for call: OutgoingCall, attempt: UInt = 0) throws(RPCError) -> ByteBuffer {
        if let refusal = limits.refusal(of: call.metadata) { throw refusal }
        guard call.message.count <= call.method.maximumMessageBytes else {
            throw call.method.tooLong("request", call.message.count)
        }
        guard let header = CallHeader(call, attempt: attempt) else { return ByteBuffer() }
        return header.wireBuffer()
    }
}

import NIOCore
import NIOPosix
import NIOSSL
import RPC
import Synchronization

/// Keeps one connection to one endpoint: connects, and connects again when it is lost.
final class Connector: Sendable {
    private struct State {
        var backoff: Backoff
        var channel: (any Channel)?
        var isStarted = false
        var isClosed = false
        var waiting: Scheduled<Void>?
    }

    private let core: ClientCore
    private let endpoint: Endpoint
    private let contexts: TLSContexts
    private let loop: any EventLoop
    private let state: Mutex<State>

    init(core: ClientCore, endpoint: Endpoint, contexts: TLSContexts) {
        self.core = core
        self.endpoint = endpoint
        self.contexts = contexts
        loop = core.group.next()
        state = Mutex(State(backoff: Backoff(core.limits)))
    }

    /// Begins to connect; nothing happens the second time.
    func start() {
        let isFirst = state.withLock { state in
            defer { state.isStarted = true }
            return !state.isStarted && !state.isClosed
        }
        if isFirst { connect() }
    }

    func close() {
        let (channel, waiting) = state.withLock { state in
            state.isClosed = true
            return (state.channel, state.waiting)
        }
        waiting?.cancel()
        channel?.close(promise: nil)
    }

    private func connect() {
        guard !state.withLock({ $0.isClosed }) else { return }
        let attempt = Attempt()
        ClientBootstrap(group: loop)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.userTimeout, value: core.limits.userTimeoutMilliseconds)
            .connectTimeout(core.limits.helloTimeout.amount)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try self.prepare(channel, attempt) }
            }
            .connect(host: endpoint.host, port: endpoint.port)
            .hop(to: loop)
            .whenComplete { result in
                switch result {
                case .success(let channel): self.connected(channel, attempt)
                case .failure(let error): self.lost(attempt, "\(error)")
                }
            }
    }

    private func connected(_ channel: any Channel, _ attempt: Attempt) {
        attempt.isConnected = true
        // The connection may have come and gone before this was called.
        if let reason = attempt.closedEarly { return lost(attempt, reason) }
        let isClosed = state.withLock { state in
            state.channel = channel
            return state.isClosed
        }
        if isClosed { channel.close(promise: nil) }
    }

    private func prepare(_ channel: any Channel, _ attempt: Attempt) throws {
        let tls = try NIOSSLClientHandler(context: contexts.context(), serverHostname: nil)
        let connection = ClientConnection(
            target: core.target, loop: channel.eventLoop, limits: core.limits,
            events: ClientConnection.Events(
                opened: { [weak attempt] _ in attempt.map(self.opened) },
                leaving: { [weak attempt] in attempt.map(self.leaving) },
                closed: { reason in self.closed(attempt, reason) }))
        attempt.connection = connection
        let handler = ConnectionHandler(
            driver: connection, loop: channel.eventLoop, limits: core.limits,
            trustDomain: contexts.trustDomain)
        connection.handler = handler
        try channel.pipeline.syncOperations.addHandlers(tls, handler)
    }

    /// One connection while it lasts; confined to its event loop, hence the unchecked `Sendable`.
    private final class Attempt: @unchecked Sendable {
        var connection: ClientConnection?
        var isConnected = false
        /// Why it was closed before it counted as connected.
        var closedEarly: String?
        /// The next attempt is on its way already.
        var isReplaced = false
    }

    private func opened(_ attempt: Attempt) {
        state.withLock { $0.backoff.succeeded() }
        if let connection = attempt.connection { core.opened(connection, at: endpoint) }
    }

    /// The server drains: calls go elsewhere from now on.
    private func leaving(_ attempt: Attempt) {
        if let connection = attempt.connection { core.left(connection) }
        lost(attempt, "the server is draining")
    }

    private func closed(_ attempt: Attempt, _ reason: String) {
        if let connection = attempt.connection { core.left(connection) }
        attempt.connection = nil
        // A connection that was never made is told by its `connect`, which knows why.
        guard attempt.isConnected else { return attempt.closedEarly = reason }
        lost(attempt, reason)
    }

    /// Tries again after a pause, once for each attempt.
    private func lost(_ attempt: Attempt, _ reason: String) {
        guard !attempt.isReplaced else { return }
        attempt.isReplaced = true
        core.failed(at: endpoint, reason)
        state.withLock { state in
            guard !state.isClosed else { return }
            let pause = state.backoff.failed(chance: .random(in: 0..<1))
            state.waiting = loop.scheduleTask(in: pause.amount) { self.connect() }
        }
    }
}

import NIOCore
import NIOPosix
import NIOSSL
import RPC
import Synchronization

/// Keeps one connection to one endpoint: connects, and connects again when it is lost, unless it
/// is a further one to a hot address.
final class Connector: Sendable {
    private struct State {
        var backoff: Backoff
        /// One while it connects and calls, more while others drain; the channel once TCP is up.
        var attempts: [ObjectIdentifier: (any Channel)?] = [:]
        /// The one that takes calls.
        var connection: ClientConnection?
        var isClosed = false
        var waiting: Scheduled<Void>?
    }

    let slot: Int
    let endpoint: Endpoint
    let isAnother: Bool
    private let core: ClientCore
    private let loop: any EventLoop
    private let state: Mutex<State>

    init(core: ClientCore, slot: Int, endpoint: Endpoint, isAnother: Bool = false) {
        self.core = core
        self.slot = slot
        self.endpoint = endpoint
        self.isAnother = isAnother
        loop = core.group.next()
        state = Mutex(State(backoff: Backoff(core.limits)))
    }

    /// Begins to connect; called once.
    func start() { connect() }

    /// Ends every connection, and the calls on them.
    func close() {
        stop()
        for channel in state.withLock({ $0.attempts.values }) { channel?.close(promise: nil) }
    }

    /// The address is no longer the target's: calls that are under way end, then it closes.
    func retire() {
        stop()
        // One that is still being made leaves as soon as it is open.
        _ = state.withLock { $0.connection }?.post(.leave)
    }

    /// Makes no further connection.
    private func stop() {
        let waiting = state.withLock { state in
            state.isClosed = true
            return state.waiting
        }
        waiting?.cancel()
        forgetIfOver()
    }

    /// Nothing is left of it and nothing follows. Whatever may have been the last asks here.
    private func forgetIfOver() {
        if state.withLock({ $0.isClosed && $0.attempts.isEmpty }) { core.forget(self) }
    }

    private func connect() {
        let attempt = Attempt()
        let mayConnect = state.withLock { state in
            guard !state.isClosed else { return false }
            state.attempts.updateValue(nil, forKey: ObjectIdentifier(attempt))
            return true
        }
        guard mayConnect else { return }
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
                case .failure(let error):
                    self.lost(attempt, "\(error)")
                    self.ended(attempt)
                }
            }
    }

    private func connected(_ channel: any Channel, _ attempt: Attempt) {
        attempt.isConnected = true
        // The connection may have come and gone before this was called.
        if let reason = attempt.closedEarly {
            lost(attempt, reason)
            return ended(attempt)
        }
        let isClosed = state.withLock { state in
            state.attempts[ObjectIdentifier(attempt)] = channel
            return state.isClosed
        }
        if isClosed { channel.close(promise: nil) }
    }

    private func prepare(_ channel: any Channel, _ attempt: Attempt) throws {
        let tls = try NIOSSLClientHandler(
            context: core.contexts.context(), serverHostname: nil)
        let refused: @Sendable (HandshakeFailure) -> Void = { [core] cause in
            core.observer?.observed(.handshakeFailed(cause, .client))
        }
        let connection = ClientConnection(
            target: core.target, loop: channel.eventLoop, limits: core.limits,
            compression: core.compression, loopLag: core.clientLimits.loopLag,
            events: ClientConnection.Events(
                opened: { [weak attempt] hello in
                    if let attempt { self.opened(attempt, hello) }
                },
                leaving: { [weak attempt] in attempt.map(self.leaving) },
                lagging: { self.core.lagged(self) },
                closed: { reason in self.closed(attempt, reason) },
                refused: refused))
        attempt.connection = connection
        let handler = ConnectionHandler(
            driver: connection, loop: channel.eventLoop, limits: core.limits,
            trustDomain: core.contexts.trustDomain, readsCompressed: core.compression != nil)
        handler.recorder = core.capture?.recorder(
            of: "client of \(core.target)", core.logger)
        connection.handler = handler
        try channel.pipeline.syncOperations.addHandlers(
            HandshakeWatch.handlers(around: tls, limits: core.limits, failed: refused) + [handler])
    }

    /// One connection while it lasts; confined to its event loop, hence the unchecked `Sendable`.
    private final class Attempt: @unchecked Sendable {
        var connection: ClientConnection?
        var isConnected = false
        /// Its number in the core while it takes calls.
        var number: Int?
        var hasOpened = false
        /// Why it was closed before it counted as connected.
        var closedEarly: String?
        /// The next attempt is on its way already.
        var isReplaced = false
    }

    private func opened(_ attempt: Attempt, _ hello: Hello) {
        guard let connection = attempt.connection else { return }
        attempt.hasOpened = true
        let isClosed = state.withLock { state in
            state.backoff.succeeded()
            state.connection = connection
            return state.isClosed
        }
        let number = core.opened(connection, by: self, room: hello.limits.concurrentCalls)
        attempt.number = number
        if isClosed || number == nil { _ = connection.post(.leave) }
    }

    /// The server drains: calls go elsewhere from now on.
    private func leaving(_ attempt: Attempt) {
        leftCore(attempt)
        lost(attempt, "the server is draining")
    }

    private func closed(_ attempt: Attempt, _ reason: String) {
        leftCore(attempt)
        attempt.connection = nil
        // A connection that was never made is told by its `connect`, which knows why.
        guard attempt.isConnected else { return attempt.closedEarly = reason }
        lost(attempt, reason)
        ended(attempt)
    }

    private func ended(_ attempt: Attempt) {
        state.withLock { _ = $0.attempts.removeValue(forKey: ObjectIdentifier(attempt)) }
        forgetIfOver()
    }

    private func leftCore(_ attempt: Attempt) {
        state.withLock { state in
            if state.connection === attempt.connection { state.connection = nil }
        }
        guard let number = attempt.number else { return }
        attempt.number = nil
        core.left(number, by: self)
    }

    /// Tries again after a pause, once for each attempt.
    private func lost(_ attempt: Attempt, _ reason: String) {
        guard !attempt.isReplaced else { return }
        attempt.isReplaced = true
        guard !state.withLock({ $0.isClosed }) else { return }
        core.noted(reason, by: self, isFailure: !attempt.hasOpened)
        guard !isAnother else { return stop() }
        state.withLock { state in
            guard !state.isClosed else { return }
            let pause = state.backoff.failed(chance: .random(in: 0..<1))
            state.waiting = loop.scheduleTask(in: pause.amount) { self.connect() }
        }
    }
}

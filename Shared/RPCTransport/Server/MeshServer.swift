import Compression
import Identifiers
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import RPC
import Synchronization

/// Serves handlers over mutual TLS.
public final class MeshServer: Sendable {
    private let core: ServerCore
    private let contexts: TLSContexts
    private let address: Endpoint
    private let group: any EventLoopGroup
    private let state: Mutex<State>

    private struct State {
        var listener: (any Channel)?
        var connections: [ObjectIdentifier: AcceptedConnection] = [:]
        var gate: AcceptGate<SourceAddress>
        var executors: [ObjectIdentifier: LoopExecutor] = [:]
        var watchdogs: [LoopWatchdog] = []
        var isStopping = false
    }

    /// Port 0 takes any free port; `boundPort` says which.
    public init(
        handlers: Handlers, tls: any TLSMaterialProvider, policy: Policy, limits: Limits = Limits(),
        address: Endpoint, serviceName: String, compression: MessageCompression? = .reading,
        eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton, logger: Logger,
        observer: (any CallObserver)? = nil, capture: FrameCapture? = nil,
        measuresPoolWait: Bool = false,
        now: @escaping @Sendable () -> Instant = { .wallClock }
    ) {
        core = ServerCore(
            handlers: handlers, service: serviceName, policy: policy, limits: limits,
            compression: compression, observer: observer, capture: capture, logger: logger,
            measuresPoolWait: measuresPoolWait, now: now)
        contexts = TLSContexts(tls, role: .server)
        self.address = address
        group = eventLoopGroup
        state = Mutex(State(gate: AcceptGate(limits)))
    }

    /// The port that is listened on; nil before `start()`.
    public var boundPort: Int? { state.withLock { $0.listener?.localAddress?.port } }

    /// Handlers that run now.
    public var runningHandlers: Int { core.admission.runningHandlers }
    public var connectionCount: Int { state.withLock { $0.connections.count } }

    /// How late the latest of the event loops is now; calls wait as long before they start.
    public var loopLag: Duration {
        state.withLock { $0.watchdogs }.map(\.lag).max() ?? .zero
    }
    /// What runs and what may run now, for each method.
    public var admission: [(method: String, running: Int, limit: Int)] { core.admission.state }

    /// Listens, and serves until `stop()`.
    public func start() async throws {
        _ = try contexts.context()
        let listener = try await ServerBootstrap(group: group)
            .serverChannelOption(ChannelOptions.backlog, value: 512)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.userTimeout, value: core.limits.userTimeoutMilliseconds)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try self.accept(channel) }
            }
            .bind(host: address.host, port: address.port).orNaming(address).get()
        let watchdogs = (group.makeIterator()).map { loop in
            LoopWatchdog(loop, limits: core.limits) { [core] lag in
                core.observed(.loopLagged(lag))
            }
        }
        state.withLock { state in
            state.listener = listener
            state.watchdogs = watchdogs
        }
        core.logger.info(
            "listening", metadata: ["address": "\(listener.localAddress, default: "")"])
    }

    /// Listens, and serves until the task is cancelled or `stop()` is called; then drains.
    public func run() async throws {
        if boundPort == nil { try await start() }
        guard let listener = state.withLock({ $0.listener }) else { return }
        try await withTaskCancellationHandler {
            try await listener.closeFuture.get()
        } onCancel: {
            listener.close(promise: nil)
        }
        await stop()
    }

    /// Makes `run()` drain and return: for a method that tells a service to go.
    public func startDraining() {
        state.withLock { $0.listener }?.close(promise: nil)
    }

    /// Stops listening, sends clients elsewhere, waits for handlers as long as `drainTimeout`,
    /// then closes every connection.
    public func stop() async {
        let (listener, connections) = state.withLock { state in
            state.isStopping = true
            return (state.listener, Array(state.connections.values))
        }
        listener?.close(promise: nil)
        for accepted in connections {
            accepted.connection.loop.execute { accepted.connection.startDrain() }
        }
        let end = Deadline.after(core.limits.drainTimeout)
        while connectionCount > 0, !end.hasPassed {
            try? await group.next().scheduleTask(in: .milliseconds(5)) {}.futureResult.get()
        }
        for accepted in state.withLock({ Array($0.connections.values) }) {
            accepted.connection.loop.execute { accepted.connection.endNow() }
        }
        try? await listener?.closeFuture.get()
        for watchdog in state.withLock({ $0.watchdogs }) { watchdog.stop() }
    }

    /// What this server and its connections hold.
    public func census() async -> Census {
        var census = await connections().reduce(Census()) { $0 + $1.census }
        census.handlers = runningHandlers
        return census
    }

    /// Who is connected, and what each connection holds.
    package func connections() async -> [(peer: CallerIdentity, census: Census)] {
        var all: [(peer: CallerIdentity, census: Census)] = []
        for accepted in state.withLock({ Array($0.connections.values) }) {
            let connection = accepted.connection
            // A connection whose loop was shut down has ended.
            let one = try? await connection.loop.submit {
                (connection.caller, connection.census)
            }.get()
            if let (peer, census) = one { all.append((peer, census)) }
        }
        return all
    }

    // MARK: - Changes while it runs

    /// Uses another policy from now on: calls and streams that it does not allow end at once.
    ///
    /// When this returns, every connection holds to it.
    public func use(_ policy: Policy) async {
        core.policy = policy
        let changes = state.withLock { Array($0.connections.values) }.map { accepted in
            accepted.connection.loop.submit { accepted.connection.policyChanged() }
        }
        // Only a loop that was shut down fails, and then there is no connection any more.
        for change in changes { try? await change.get() }
    }

    /// Sends every client to a new connection within `renewalSpread`, so that all of them are
    /// verified against the certificates of now. Calls that are under way end normally.
    public func renewConnections() {
        for accepted in state.withLock({ Array($0.connections.values) }) {
            accepted.connection.loop.execute { accepted.renew() }
        }
    }

    // MARK: - Accepting

    private func accept(_ channel: any Channel) throws {
        let source = SourceAddress(channel.remoteAddress)
        let context = try contexts.context()
        guard let accepted = try register(channel, from: source) else {
            throw RPCError(.unavailable, "the server is stopping")
        }
        let connection = accepted.connection
        let handler = ConnectionHandler(
            driver: connection, loop: channel.eventLoop, limits: core.limits,
            trustDomain: contexts.trustDomain, readsCompressed: core.compression != nil)
        handler.recorder = core.capture?.recorder(of: "server \(core.service)", core.logger)
        connection.handler = handler
        let tls = NIOSSLServerHandler(context: context)
        try channel.pipeline.syncOperations.addHandlers(
            HandshakeWatch.handlers(around: tls, limits: core.limits) { [core] failure in
                core.observed(.handshakeFailed(failure, .server))
            } + [handler])
    }

    /// Takes the connection in, unless the server is stopping; throws when a limit refuses it.
    private func register(
        _ channel: any Channel, from source: SourceAddress
    ) throws -> AcceptedConnection? {
        let key = ObjectIdentifier(channel)
        let (accepted, limit) = state.withLock { state -> (AcceptedConnection?, String?) in
            guard !state.isStopping else { return (nil, nil) }
            if let limit = state.gate.arrived(from: source) { return (nil, limit) }
            let connection = ServerConnection(
                core: core, loop: channel.eventLoop,
                executor: executor(of: channel.eventLoop, in: &state),
                onOpen: { [weak self] in self?.opened(key, from: source) },
                onClose: { [weak self] in self?.closed(key) })
            let accepted = AcceptedConnection(connection, limits: core.limits)
            state.connections[key] = accepted
            return (accepted, nil)
        }
        if let limit {
            core.observed(.connectionRefused(limit: limit))
            throw RPCError(.resourceExhausted, "the limit \(limit) is met")
        }
        guard let accepted else { return nil }
        // The socket counts until it is gone, which may be after its connection is over.
        channel.closeFuture.whenComplete { [weak self] _ in
            self?.state.withLock { $0.gate.closed(from: source, wasKnown: accepted.isKnown) }
            self?.closed(key)
        }
        return accepted
    }

    private func opened(_ key: ObjectIdentifier, from source: SourceAddress) {
        let accepted = state.withLock { state in
            state.gate.opened(from: source)
            return state.connections[key]
        }
        accepted?.opened()
    }

    private func closed(_ key: ObjectIdentifier) {
        state.withLock { $0.connections.removeValue(forKey: key) }?.closed()
    }

    private func executor(of loop: any EventLoop, in state: inout State) -> LoopExecutor {
        let key = ObjectIdentifier(loop)
        if let executor = state.executors[key] { return executor }
        let executor = LoopExecutor(loop)
        state.executors[key] = executor
        return executor
    }
}

/// Nobody can listen there; mostly somebody does.
struct CannotListen: Error, CustomStringConvertible {
    let address: Endpoint
    let cause: any Error

    var description: String { "cannot listen on \(address.host):\(address.port): \(cause)" }
}

extension EventLoopFuture {
    fileprivate func orNaming(_ address: Endpoint) -> EventLoopFuture<Value> {
        flatMapErrorThrowing { throw CannotListen(address: address, cause: $0) }
    }
}

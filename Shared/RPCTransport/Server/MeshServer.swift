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
    private let state = Mutex(State())

    private struct State {
        var listener: (any Channel)?
        var connections: [ObjectIdentifier: ServerConnection] = [:]
        var executors: [ObjectIdentifier: LoopExecutor] = [:]
        var isStopping = false
    }

    /// Port 0 takes any free port; `boundPort` says which.
    public init(
        handlers: Handlers, tls: any TLSMaterialProvider, policy: Policy, limits: Limits = Limits(),
        address: Endpoint, serviceName: String,
        eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton, logger: Logger,
        observer: (any CallObserver)? = nil, now: @escaping @Sendable () -> Instant = { .wallClock }
    ) {
        core = ServerCore(
            handlers: handlers, service: serviceName, policy: policy, limits: limits,
            observer: observer, logger: logger, now: now)
        contexts = TLSContexts(tls, role: .server)
        self.address = address
        group = eventLoopGroup
    }

    /// The port that is listened on; nil before `start()`.
    public var boundPort: Int? { state.withLock { $0.listener?.localAddress?.port } }

    /// Handlers that run now.
    public var runningHandlers: Int { core.admission.runningHandlers }
    public var connectionCount: Int { state.withLock { $0.connections.count } }

    /// Listens, and serves until `stop()`.
    public func start() async throws {
        _ = try contexts.context()
        let listener = try await ServerBootstrap(group: group)
            .serverChannelOption(ChannelOptions.backlog, value: 512)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try self.accept(channel) }
            }
            .bind(host: address.host, port: address.port).get()
        state.withLock { $0.listener = listener }
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

    /// Stops listening, sends clients elsewhere, waits for handlers as long as `drainTimeout`,
    /// then closes every connection.
    public func stop() async {
        let (listener, connections) = state.withLock { state in
            state.isStopping = true
            return (state.listener, Array(state.connections.values))
        }
        listener?.close(promise: nil)
        for connection in connections { connection.loop.execute { connection.startDrain() } }
        let end = Deadline.after(core.limits.drainTimeout)
        while connectionCount > 0, !end.hasPassed {
            try? await group.next().scheduleTask(in: .milliseconds(5)) {}.futureResult.get()
        }
        for connection in state.withLock({ Array($0.connections.values) }) {
            connection.loop.execute { connection.endNow() }
        }
        try? await listener?.closeFuture.get()
    }

    private func accept(_ channel: any Channel) throws {
        guard let connection = register(channel) else {
            core.logger.warning("connection refused: the limit connections is met")
            throw RPCError(.resourceExhausted, "the limit connections is met")
        }
        let handler = ConnectionHandler(
            driver: connection, loop: channel.eventLoop, limits: core.limits,
            trustDomain: contexts.trustDomain)
        connection.handler = handler
        let tls = NIOSSLServerHandler(context: try contexts.context())
        try channel.pipeline.syncOperations.addHandlers(tls, handler)
    }

    private func register(_ channel: any Channel) -> ServerConnection? {
        state.withLock { state in
            guard !state.isStopping, state.connections.count < core.limits.connections else {
                return nil
            }
            let key = ObjectIdentifier(channel)
            let executor = executor(of: channel.eventLoop, in: &state)
            let connection = ServerConnection(
                core: core, loop: channel.eventLoop, executor: executor
            ) { [weak self] in
                self?.state.withLock { $0.connections[key] = nil }
            }
            state.connections[key] = connection
            return connection
        }
    }

    private func executor(of loop: any EventLoop, in state: inout State) -> LoopExecutor {
        let key = ObjectIdentifier(loop)
        if let executor = state.executors[key] { return executor }
        let executor = LoopExecutor(loop)
        state.executors[key] = executor
        return executor
    }
}

/// A host and a port.
public struct Endpoint: Sendable, Hashable, CustomStringConvertible {
    public let host: String
    public let port: Int

    public init(host: String = "127.0.0.1", port: Int) {
        self.host = host
        self.port = port
    }

    public var description: String { "\(host):\(port)" }
}

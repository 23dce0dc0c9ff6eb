import Compression
import Identifiers
import Logging
import NIOCore
import NIOPosix
import RPC

/// A channel to one service over mutual TLS: to all its servers, which it keeps connected.
///
/// Connects with the first call and stays so until `close()`. Each call goes to the better of two
/// servers at random, or where its routing key belongs. What certainly reached no handler is tried
/// again; so is an idempotent call that a server could not serve, as far as the target's budget
/// goes. `CallOptions` says more; `ClientLimits` bounds it.
public final class MeshClient: RPCChannel {
    let core: ClientCore
    let reporter: CallReporter
    private let calls: UnaryCalls

    /// `target` is the service that the certificate at every endpoint must name.
    public convenience init(
        target: String, endpoints: [Endpoint], tls: any TLSMaterialProvider,
        limits: Limits = .ofClient, clientLimits: ClientLimits = ClientLimits(),
        compression: MessageCompression? = .reading,
        eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton, logger: Logger,
        observer: (any CallObserver)? = nil, capture: FrameCapture? = nil
    ) {
        self.init(
            target: target, resolver: StaticResolver(endpoints), tls: tls, limits: limits,
            clientLimits: clientLimits, compression: compression,
            eventLoopGroup: eventLoopGroup, logger: logger, observer: observer,
            capture: capture)
    }

    /// `resolver` says where the target listens, and is this client's own from now on.
    public init(
        target: String, resolver: any Resolver, tls: any TLSMaterialProvider,
        limits: Limits = .ofClient, clientLimits: ClientLimits = ClientLimits(),
        compression: MessageCompression? = .reading,
        eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton, logger: Logger,
        observer: (any CallObserver)? = nil, capture: FrameCapture? = nil
    ) {
        core = ClientCore(
            target: target, limits: limits, clientLimits: clientLimits,
            compression: compression, group: eventLoopGroup,
            logger: logger, contexts: TLSContexts(tls, role: .client), resolver: resolver,
            observer: observer, capture: capture)
        reporter = CallReporter(observer, peer: target)
        calls = UnaryCalls(core: core, reporter: reporter)
    }

    deinit { close() }

    public var peer: String { core.target }

    /// Connections that are ready to be called on.
    public var readyConnections: Int { core.readyCount }

    /// Connections that are kept, being made or being left.
    package var connectorCount: Int { core.connectorCount }

    /// What this client and its connections hold.
    public func census() async -> Census { await core.census() }

    /// Resolves and connects without waiting for a call.
    public func connect() { core.start() }

    /// Ends every connection; calls that are under way fail with UNAVAILABLE.
    public func close() { core.close() }

    public func serverStreaming(_ call: OutgoingCall) -> any MessageSource {
        ClientStream(call, core: core, reporter)
    }

    public nonisolated(nonsending) func unary(
        _ call: OutgoingCall
    ) async throws(RPCError) -> [UInt8] {
        let clock = CallClock(at: .now)
        let end = await calls.end(of: call, clock)
        let sent = call.message.count
        switch end {
        case .answered(let message, let ledger):
            let received = message.bytes
            reporter.callEnded(call, clock, nil, ledger, sent: sent, received: received.count)
            return received
        case .failed(let error), .notProcessed(let error):
            reporter.callEnded(call, clock, error, error.ledger, sent: sent, received: 0)
            throw error
        }
    }
}

import Compression
import Identifiers
import Logging
import RPC
import Synchronization

/// What all connections of one server share.
final class ServerCore: Sendable {
    let handlers: [ServedMethod]
    let service: String
    private let policies: Mutex<Policy>
    let limits: Limits
    let observer: (any CallObserver)?
    /// Nil writes no frames down, which is the rule.
    let capture: FrameCapture?
    let logger: Logger
    /// Handlers wait for a database's pool, and the ledger says how long.
    let measuresPoolWait: Bool
    let now: @Sendable () -> Instant
    let hello: Hello
    let admission: Admission
    /// Bytes of requests that are not whole yet, over all connections.
    let assemblingBytes = Atomic(0)
    /// Nil neither reads nor sends what is compressed.
    let compression: MessageCompression?

    init(
        handlers: Handlers, service: String, policy: Policy, limits: Limits,
        compression: MessageCompression?,
        observer: (any CallObserver)?, capture: FrameCapture?, logger: Logger,
        measuresPoolWait: Bool, now: @escaping @Sendable () -> Instant
    ) {
        self.handlers = handlers.served
        self.service = service
        policies = Mutex(policy)
        self.limits = limits
        self.observer = observer
        self.capture = capture
        self.measuresPoolWait = measuresPoolWait
        self.logger = logger
        self.now = now
        self.compression = compression
        admission = Admission(handlers.served, limits: limits)
        hello = Hello(
            service: service, methods: handlers.methods,
            digest: ContractDigest(of: handlers.methods).bytes,
            limits: limits, compression)
    }

    /// The policy of now; connections keep a copy and are told when it changes.
    var policy: Policy {
        get { policies.withLock { $0 } }
        set { policies.withLock { $0 = newValue } }
    }

    func observed(_ event: TransportEvent) {
        logger.debug("connection", metadata: ["event": "\(event)"])
        observer?.observed(event)
    }

    /// What `caller` may call, in the order of HELLO.
    func served(to caller: CallerIdentity) -> [ServerStreams.Served] {
        let policy = policy
        return handlers.map { method in
            ServerStreams.Served(
                isAllowed: policy.refusal(of: method.descriptor.name, to: caller) == nil,
                messageByteCountMax: method.requestBytes,
                streamsRequests: method.descriptor.kind.streamsRequests)
        }
    }
}

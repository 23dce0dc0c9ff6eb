import Crypto
import Identifiers
import Logging
import RPC

/// What all connections of one server share.
final class ServerCore: Sendable {
    let handlers: [ServedMethod]
    let service: String
    let policy: Policy
    let limits: Limits
    let observer: (any CallObserver)?
    let logger: Logger
    let now: @Sendable () -> Instant
    let hello: Hello
    let admission: Admission

    init(
        handlers: Handlers, service: String, policy: Policy, limits: Limits,
        observer: (any CallObserver)?, logger: Logger, now: @escaping @Sendable () -> Instant
    ) {
        self.handlers = handlers.served
        self.service = service
        self.policy = policy
        self.limits = limits
        self.observer = observer
        self.logger = logger
        self.now = now
        admission = Admission(handlers.served, limits: limits)
        hello = Hello(
            service: service, methods: handlers.methods,
            digest: Array(SHA256.hash(data: Array(handlers.contractText.utf8)).prefix(16)),
            limits: limits)
    }

    /// What `caller` may call, in the order of HELLO.
    func served(to caller: CallerIdentity) -> [ServerStreams.Served] {
        handlers.map { method in
            ServerStreams.Served(
                isAllowed: policy.refusal(of: method.descriptor.name, to: caller) == nil,
                messageByteCountMax: method.requestBytes,
                streamsRequests: method.descriptor.kind.streamsRequests)
        }
    }
}

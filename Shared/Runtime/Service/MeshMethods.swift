import Logging
import MeshContract
import RPC
import RPCTransport
import Synchronization

/// What every service serves besides its own methods.
final class MeshMethods: Sendable {
    private let checker: HealthChecker
    private let feed: EventFeed
    private let failures: FailureHandlers
    private let introspection: IntrospectHandler
    private let logger: Logger
    /// Set once it is made, which takes these methods.
    private let server = Mutex<MeshServer?>(nil)

    init(
        checker: HealthChecker, feed: EventFeed, failures: FailureHandlers,
        introspection: IntrospectHandler, logger: Logger
    ) {
        self.checker = checker
        self.feed = feed
        self.failures = failures
        self.introspection = introspection
        self.logger = logger
    }

    func add(to handlers: inout Handlers) {
        handlers.serve(Mesh.health) { [checker] request, _ in
            await checker.report(askingPeers: request.asksPeers)
        }
        handlers.serve(Mesh.subscribe) { [feed] request, call, writer in
            try await feed.handle(request, call, writer)
        }
        handlers.set(Serving(endsAtDrain: true), for: Mesh.subscribe)
        handlers.serve(Mesh.measureLag, feed.measure)
        handlers.serve(Mesh.listFailures, failures.list)
        handlers.serve(Mesh.retryFailure, failures.retry)
        handlers.serve(Mesh.introspect) { request, call in
            try await self.introspection.handle(request, call, self.current)
        }
        handlers.serve(Mesh.drain) { request, call in try self.drain(request, call) }
    }

    func run(on server: MeshServer) { self.server.withLock { $0 = server } }

    private var current: MeshServer? { server.withLock { $0 } }

    private func drain(_ request: DrainRequest, _ call: Call) throws(RPCError) -> DrainReceipt {
        try checkText(request.reason, "reason", byteCountMax: 1_024)
        logger.notice(
            "asked to drain",
            metadata: ["caller": "\(call.caller)", "reason": "\(request.reason)"])
        current?.startDraining()
        return DrainReceipt(handlers: current?.runningHandlers ?? 0)
    }
}

import Identifiers
import Logging
import NIOCore
import NIOPosix
import RPC

/// A channel to one service over mutual TLS, which keeps itself connected.
///
/// Connects with the first call and stays so until `close()`. A call waits for a connection as
/// long as `connectionWait` and its deadline allow; then it fails with UNAVAILABLE. Calls that
/// certainly reached no handler are tried again, idempotent ones also once when their connection
/// was lost.
public final class MeshClient: RPCChannel {
    let core: ClientCore
    private let connectors: [Connector]
    private let observer: (any CallObserver)?

    /// `target` is the service that the certificate at every endpoint must name.
    public init(
        target: String, endpoints: [Endpoint], tls: any TLSMaterialProvider,
        limits: Limits = Limits(),
        eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton, logger: Logger,
        observer: (any CallObserver)? = nil
    ) {
        let core = ClientCore(target: target, limits: limits, group: eventLoopGroup, logger: logger)
        let contexts = TLSContexts(tls, role: .client)
        self.core = core
        self.observer = observer
        connectors = endpoints.map {
            Connector(core: core, endpoint: $0, contexts: contexts)
        }
    }

    deinit { close() }

    /// Connections that are ready to be called on.
    public var readyConnections: Int { core.readyCount }

    /// What this client and its connections hold.
    package func census() async -> Census { await core.census() }

    /// Connects without waiting for a call.
    public func connect() { for connector in connectors { connector.start() } }

    /// Ends every connection; calls that are under way fail with UNAVAILABLE.
    public func close() {
        for connection in core.close() { _ = connection.post(.close) }
        for connector in connectors { connector.close() }
    }

    public func serverStreaming(_ call: OutgoingCall) -> any MessageSource {
        connect()
        return ClientStream(call, core: core)
    }

    public func unary(_ call: OutgoingCall) async throws(RPCError) -> [UInt8] {
        let began = observer == nil ? nil : Deadline.now
        let end = await end(of: call)
        if let began { report(call, end, since: began) }
        switch end {
        case .answered(let message, _): return message
        case .failed(let error), .notProcessed(let error): throw error
        }
    }

    /// Makes the call, again where that is safe.
    private func end(of call: OutgoingCall) async -> CallEnd {
        var attempt: UInt = 0
        var mayRepeat = call.method.idempotency == .idempotent
        while true {
            let sent: (PendingCall, ClientConnection)
            do throws(RPCError) {
                sent = try await prepared(call, attempt)
            } catch {
                return .failed(error)
            }
            let end = await send(sent.0, on: sent.1)
            attempt += 1
            guard attempt < ClientCore.attemptsMax, !Task.isCancelled else { return end }
            switch end {
            case .notProcessed:
                continue
            case .failed(let error) where error.code == .unavailable && mayRepeat:
                mayRepeat = false
            case .answered, .failed:
                return end
            }
        }
    }

    private func prepared(
        _ call: OutgoingCall, _ attempt: UInt
    ) async throws(RPCError) -> (PendingCall, ClientConnection) {
        let header = try core.header(for: call, attempt: attempt)
        return (PendingCall(call, header: header), try await ready(for: call))
    }

    func ready(for call: OutgoingCall) async throws(RPCError) -> ClientConnection {
        if let connection = core.readyConnection() { return connection }
        connect()
        return try await core.waitForConnection(call)
    }

    private func send(_ call: PendingCall, on connection: ClientConnection) async -> CallEnd {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                call.completes(continuation)
                guard connection.post(.start(call)) else {
                    return call.end(
                        .notProcessed(RPCError(.unavailable, "the connection is gone")))
                }
                // A cancellation that came before the post has found nothing to cancel.
                if Task.isCancelled { _ = connection.post(.cancel(call)) }
            }
        } onCancel: {
            _ = connection.post(.cancel(call))
        }
    }

    private func report(_ call: OutgoingCall, _ end: CallEnd, since began: Deadline) {
        var outcome: (code: StatusCode, byteCount: Int, ledger: StallLedger)
        switch end {
        case .answered(let message, let ledger): outcome = (.ok, message.count, ledger)
        case .failed(let error), .notProcessed(let error): outcome = (error.code, 0, error.ledger)
        }
        observer?.callEnded(
            CallOutcome(
                side: .client, method: call.method.name, peer: core.target, code: outcome.code,
                duration: .now - began, requestByteCount: call.message.count,
                responseByteCount: outcome.byteCount, ledger: outcome.ledger,
                callID: call.context?.callID, tenantID: call.context?.principal?.tenantID))
    }
}

import Logging
import NIOCore
import RPC

// Shapes of what the transport will offer, so that services can be compiled against it while it is
// being written. Deleted by the commit that brings the transport.

public struct Endpoint: Sendable {
    public init(host: String, port: Int) {}
}

public final class MeshClient: RPCChannel {
    public init(
        of: String, endpoints: [Endpoint], tls: TLSMaterial, group: any EventLoopGroup,
        logger: Logger
    ) {}
    public func unary(_ call: OutgoingCall) async throws(RPCError) -> [UInt8] {
        throw RPCError(.unimplemented, "the transport is being written")
    }
    public func serverStreaming(_ call: OutgoingCall) -> any MessageSource { NoMessages() }
    public func close() async {}
}

final class NoMessages: MessageSource {
    func next() async throws(RPCError) -> [UInt8]? { nil }
    func cancel() {}
}

public struct MeshServer: Sendable {
    public init(
        name: String, handlers: Handlers, tls: TLSMaterial, policy: Policy, address: Endpoint,
        drainLimit: Duration, observer: any CallObserver, group: any EventLoopGroup, logger: Logger
    ) {}
    public func run() async throws {}
}

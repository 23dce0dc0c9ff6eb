import Compression
import Logging
import RPC
import RPCTransport
import Testing

/// Certificates, servers and clients on the loopback interface.
struct Loopback: Sendable {
    static let authority: CertificateAuthority = {
        do {
            return try CertificateAuthority()
        } catch {
            preconditionFailure("no test goes on without an authority: \(error)")
        }
    }()
    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Patient, so that a busy machine fails no test.
    static var limits: Limits {
        var limits = Limits()
        limits.helloTimeout = .seconds(60)
        limits.connectionWait = .seconds(60)
        return limits
    }

    static func material(
        of service: String, from authority: CertificateAuthority = authority
    ) throws -> TLSMaterial {
        try TLSMaterial(authority.issue(service: service), from: authority)
    }

    /// Serves `handlers` as `echo` while `body` runs with a client of it.
    static func serving(
        _ handlers: Handlers, policy: Policy = .open, limits: Limits = Self.limits,
        clientLimits: Limits? = nil, caller: String = "gateway",
        observer: (any CallObserver)? = nil, compression: MessageCompression? = .reading,
        clientCompression: MessageCompression? = .reading,
        _ body: (MeshServer, MeshClient) async throws -> Void
    ) async throws {
        let server = try server(
            handlers, policy: policy, limits: limits, observer: observer, compression: compression)
        try await server.start()
        let client = try client(
            of: "echo", port: server.port, caller: caller, limits: clientLimits ?? limits,
            compression: clientCompression)
        do {
            try await body(server, client)
        } catch {
            client.close()
            await server.stop()
            throw error
        }
        client.close()
        await server.stop()
    }

    static func server(
        _ handlers: Handlers, name: String = "echo", policy: Policy = .open,
        limits: Limits = Self.limits, port: Int = 0, observer: (any CallObserver)? = nil,
        compression: MessageCompression? = .reading
    ) throws -> MeshServer {
        MeshServer(
            handlers: handlers, tls: try material(of: name), policy: policy, limits: limits,
            address: Endpoint(port: port), serviceName: name, compression: compression,
            logger: logger, observer: observer, measuresPoolWait: true)
    }

    static func client(
        of target: String, port: Int, caller: String = "gateway", limits: Limits = Self.limits,
        compression: MessageCompression? = .reading
    ) throws -> MeshClient {
        MeshClient(
            target: target, endpoints: [Endpoint(port: port)], tls: try material(of: caller),
            limits: limits, compression: compression, logger: logger)
    }
}

extension MeshServer {
    /// Where a server that was started listens.
    var port: Int { get throws { try #require(boundPort) } }
}

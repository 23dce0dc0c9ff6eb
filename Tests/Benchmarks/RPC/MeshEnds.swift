import Logging
import NIOPosix
import RPC
import RPCTransport
import Synchronization

/// A server of the mesh and a client of it, on an event loop each, observed as a service's are.
struct MeshEnds {
    let server: MeshServer
    let client: MeshClient
    private let certificates: Certificates

    init(_ certificates: Certificates) async throws {
        self.certificates = certificates
        server = try Self.server(certificates)
        try await server.start()
        client = try Self.client(of: [Endpoint(port: server.boundPort ?? 0)], certificates)
    }

    /// One more client of the same server.
    func anotherClient() throws -> MeshClient {
        try Self.client(of: [Endpoint(port: server.boundPort ?? 0)], certificates)
    }

    func close() async {
        client.close()
        await server.stop()
    }

    static func server(
        _ certificates: Certificates, host: String = "127.0.0.1", limits: Limits = patientLimits
    ) throws -> MeshServer {
        MeshServer(
            handlers: BenchmarkContract.handlers,
            tls: try TLSMaterial(directory: certificates.directory(of: "server")),
            policy: .open, limits: limits, address: Endpoint(host: host, port: 0),
            serviceName: "server",
            eventLoopGroup: MultiThreadedEventLoopGroup(numberOfThreads: 1), logger: logger,
            observer: Durations())
    }

    static func client(
        of endpoints: [Endpoint], _ certificates: Certificates,
        limits: Limits = patient(.ofClient)
    ) throws -> MeshClient {
        MeshClient(
            target: "server", endpoints: endpoints,
            tls: try TLSMaterial(directory: certificates.directory(of: "client")), limits: limits,
            eventLoopGroup: clientGroup, logger: logger, observer: Durations())
    }

    static let logger = Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
    private static let clientGroup = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    /// A client with as many connections as `resolver` names addresses.
    static func client(
        of resolver: StaticResolver, _ certificates: Certificates, addresses: Int
    ) throws -> MeshClient {
        var clientLimits = ClientLimits()
        clientLimits.addresses = addresses
        return MeshClient(
            target: "server", resolver: resolver,
            tls: try TLSMaterial(directory: certificates.directory(of: "client")),
            limits: patient(.ofClient), clientLimits: clientLimits, eventLoopGroup: clientGroup,
            logger: logger)
    }

    static var patientLimits: Limits { patient(Limits()) }

    /// The same limits, but for a handshake that valgrind makes fifty times as slow.
    private static func patient(_ limits: Limits) -> Limits {
        var limits = limits
        limits.helloTimeout = .seconds(120)
        limits.connectionWait = .seconds(120)
        return limits
    }

    /// Counts calls by the power of two of their microseconds, as a histogram metric does.
    private final class Durations: CallObserver {
        private let counts = Mutex([Int](repeating: 0, count: 65))

        func callEnded(_ outcome: CallOutcome) {
            let (seconds, attoseconds) = outcome.duration.components
            let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
            let place = 64 - microseconds.leadingZeroBitCount
            counts.withLock { $0[place] += 1 }
        }
    }
}

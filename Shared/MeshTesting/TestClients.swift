import LocalMesh
import Logging
import RPC
import RPCTransport
import Synchronization

/// The connections of a test, one for each service and caller, opened when first asked for.
final class TestClients: Sendable {
    private struct Key: Hashable {
        let service: String
        let caller: String
    }

    private let layout: MeshLayout
    private let authority: CertificateAuthority
    private let open = Mutex<[Key: MeshClient]>([:])

    init(layout: MeshLayout, authority: CertificateAuthority) {
        self.layout = layout
        self.authority = authority
    }

    func channel(to service: String, as caller: String) throws -> MeshClient {
        let key = Key(service: service, caller: caller)
        return try open.withLock { open in
            if let channel = open[key] { return channel }
            let channel = try connect(key)
            open[key] = channel
            return channel
        }
    }

    func close() {
        let channels = open.withLock { Array($0.values) }
        for channel in channels { channel.close() }
    }

    private func connect(_ key: Key) throws -> MeshClient {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let leaf = try authority.issue(service: key.caller)
        return MeshClient(
            target: key.service,
            endpoints: [Endpoint(host: "127.0.0.1", port: layout.callPort(of: key.service))],
            tls: try TLSMaterial(leaf, from: authority), logger: logger)
    }
}

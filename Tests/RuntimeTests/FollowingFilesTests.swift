import Configuration
import Foundation
import Glibc
import Logging
import Postgres
import RPC
import RPCTransport
import Runtime
import Telemetry
import Testing

/// A service that runs takes new files and no bad ones.
@Suite(.serialized)
struct FollowingFilesTests {
    /// Serves what every service does, and nothing of its own.
    private struct QuietService: MeshService {
        static let name: ServiceName = "quiet"
        static let peers: [ServiceName] = []
        static let migrations: [Migration] = []

        typealias Settings = NoSettings

        static func assemble(_ settings: NoSettings, _ house: House) async throws -> Parts {
            Parts(handlers: Handlers())
        }
    }

    private let logger = Logger(label: "quiet") { _ in SwiftLogNoOpLogHandler() }

    @Test func aPolicyAndACertificateChangeWhileItServes() async throws {
        let folder = NSTemporaryDirectory() + "/following-\(UInt64.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let authority = try CertificateAuthority()
        try authority.write(authority.issue(service: "quiet"), to: folder)
        let policy = URL(filePath: "\(folder)/policy.json")
        let (allowing, denying) = (
            #"{"version": 1, "allow": [{"method": "mesh.*", "callers": ["meshctl"]}]}"#,
            #"{"version": 1, "deny": [{"method": "mesh.*", "callers": ["meshctl"]}]}"#
        )
        try Data(allowing.utf8).write(to: policy)
        let port = try freePort()
        let process = try ServiceProcess<QuietService>(
            configuration: ConfigReader(
                provider: EnvironmentVariablesProvider(environmentVariables: [
                    "LISTEN": "127.0.0.1:\(port)", "TLS_DIRECTORY": folder,
                    "POLICY_FILE": policy.path(), "RELOAD_SECONDS": "1",
                    "POSTGRES_URL": "postgresql://quiet@127.0.0.1:1/none",
                ])))
        let logger = logger
        let running = Task { try await process.run(logger: logger, metrics: PrometheusRegistry()) }
        let client = MeshClient(
            target: "quiet", endpoints: [Endpoint(port: port)],
            tls: try TLSMaterial(authority.issue(service: "meshctl"), from: authority),
            logger: logger)
        #expect(try await becomes(denied: false, client))
        try Data(denying.utf8).write(to: policy)
        #expect(try await becomes(denied: true, client))
        try Data("{".utf8).write(to: policy)
        try authority.write(authority.issue(service: "quiet"), to: folder)
        try await Task.sleep(for: .seconds(2))
        #expect(await isDenied(client) == true)
        try Data(allowing.utf8).write(to: policy)
        #expect(try await becomes(denied: false, client))
        client.close()
        running.cancel()
        _ = await running.result
    }

    private func becomes(denied: Bool, _ client: MeshClient) async throws -> Bool {
        for _ in 0..<100 {
            if await isDenied(client) == denied { return true }
            try await Task.sleep(for: .milliseconds(100))
        }
        return false
    }

    /// Whether `mesh.health` is refused by the policy; nil when the service was not reached.
    private func isDenied(_ client: MeshClient) async -> Bool? {
        let health = MethodDescriptor(name: "mesh.health", kind: .unary)
        do {
            _ = try await client.unary(
                OutgoingCall(method: health, message: [0xA0], deadline: .after(.seconds(5))))
            return false
        } catch {
            return error.code == .unavailable ? nil : error.code == .permissionDenied
        }
    }

    /// A port that nobody listens on at this moment.
    private func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, length) == 0
                    && getsockname(descriptor, pointer, &length) == 0
            }
        }
        try #require(isBound)
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

import Compression
import Foundation
import Logging
import MeshContract
import RPC
import RPCTransport
import Testing
import Wire

/// A running service, written down frame by frame with MESH_CAPTURE and read again as
/// `meshctl decode` reads it.
@Suite(.serialized)
struct RecordedServiceTests {
    @Test(.timeLimit(.minutes(2)))
    func theFramesOfARunningServiceAreReadWithTheNamesOfMethodsAndFields() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "frames-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let authority = try CertificateAuthority()
        let port = try freePort()
        let process = try started(in: folder, authority, port: port)
        defer {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        try await called(on: port, authority)
        let prefix = folder.appending(path: "frames.1.capture").path
        let bytes = try #require(FileManager.default.contents(atPath: prefix))
        let mode = try FileManager.default.attributesOfItem(atPath: prefix)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        var text = CaptureText { name in
            Mesh.contract.methods.first { $0.name == name }.map {
                CaptureText.Messages(
                    request: $0.request.wireSchema, response: $0.response.wireSchema)
            }
        } inflate: { frame in
            Result { try MessageCompression.reading.decompressed(frame, byteCountMax: .max) }
        }
        let lines = text.lines(of: try Capture(reading: Array(bytes)))
        for expected in [
            "HELLO version 1, \"producer\"", "REQUEST stream 1 END mesh.health",
            "{0 /asks_peers/: false}", "RESPONSE stream 1 mesh.health, OK",
            "1 /is_serving/: false", "REQUEST stream 2 END mesh.introspect",
            "RESPONSE stream 2 mesh.introspect, INVALID_ARGUMENT",
        ] {
            #expect(
                lines.contains { $0.contains(expected) },
                "missing: \(expected) in\n\(lines.joined(separator: "\n"))")
        }
        #expect(!lines.contains { $0.contains("!!") })
    }

    /// One good call and one bad one.
    private func called(on port: Int, _ authority: CertificateAuthority) async throws {
        let client = MeshClient(
            target: "producer", endpoints: [Endpoint(port: port)],
            tls: try TLSMaterial(authority.issue(service: "meshctl"), from: authority),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        defer { client.close() }
        let mesh = Client<Mesh>(client)
        let patient = CallOptions(readiness: .waits)
        let report = try await mesh.health(
            HealthRequest(asksPeers: false), timeout: .seconds(60), options: patient)
        #expect(report.service == "producer" && !report.isServing)
        let refused = await #expect(throws: RPCError.self) {
            try await mesh.introspect(
                IntrospectRequest(slowestCount: -1), timeout: .seconds(60), options: patient)
        }
        #expect(refused?.code == .invalidArgument)
    }

    /// The probe's producer; it needs no database to say what it does.
    private func started(
        in folder: URL, _ authority: CertificateAuthority, port: Int
    ) throws -> Process {
        let tls = folder.appending(path: "tls").path
        try authority.write(try authority.issue(service: "producer"), to: tls)
        let policy = folder.appending(path: "policy.json")
        try #"{"version":1,"allow":[{"method":"*","callers":["meshctl"]}]}"#
            .write(to: policy, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: "event-probe")
        process.arguments = ["producer"]
        process.environment = [
            "LISTEN": "127.0.0.1:\(port)", "TLS_DIRECTORY": tls, "POLICY_FILE": policy.path,
            "POSTGRES_URL": "postgresql://producer:none@127.0.0.1:1/none", "LOG_LEVEL": "critical",
            "MESH_CAPTURE": folder.appending(path: "frames").path,
        ]
        try process.run()
        return process
    }

    /// A port that was free a moment ago.
    private func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        try #require(isBound)
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

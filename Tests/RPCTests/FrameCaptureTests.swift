import Foundation
import RPC
import RPCTransport
import Testing
import Wire

/// What a connection writes down when it is told to.
struct FrameCaptureTests {
    @Test func eachConnectionHasAFileOfItsOwnThatOnlyItsOwnerReads() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "capture-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let capture = FrameCapture(prefix: folder.appending(path: "frames").path)
        let server = MeshServer(
            handlers: EchoService().handlers, tls: try Loopback.material(of: "echo"), policy: .open,
            limits: Loopback.limits, address: Endpoint(port: 0), serviceName: "echo",
            logger: Loopback.logger, capture: capture)
        try await server.start()
        let client = MeshClient(
            target: "echo", endpoints: [Endpoint(port: try server.port)],
            tls: try Loopback.material(of: "gateway"), limits: Loopback.limits,
            logger: Loopback.logger, capture: capture)
        _ = try await Client<Echo>(client).append(Text(text: "said in the clear"))
        client.close()
        await server.stop()
        let said = Text(text: "said in the clear").wireBytes()
        for number in 1...2 {
            let path = folder.appending(path: "frames.\(number).capture").path
            let file = try FileManager.default.attributesOfItem(atPath: path)
            #expect(file[.posixPermissions] as? Int == 0o600)
            let text = try Data(contentsOf: URL(filePath: path))
            let bytes = try Capture(reading: Array(text)).chunks.flatMap(\.bytes)
            #expect(bytes.firstRange(of: said) != nil, "connection \(number) lacks the message")
        }
    }
}

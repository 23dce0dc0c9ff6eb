import Compression
import Foundation
import Logging
import RPC
import RPCTransport

/// Serves until it is told to drain; tells its handlers when asked to count; ends with its input.
func serve(_ folder: String, limits: String) async throws {
    let named = try JSONDecoder().decode([String: Double].self, from: Data(limits.utf8))
    var logger = Logger(label: "conformance")
    logger.logLevel = .critical
    let service = ConformanceService()
    let server = MeshServer(
        handlers: service.handlers, tls: try TLSMaterial(directory: folder),
        policy: .open, limits: Limits(named), address: Endpoint(port: 0),
        serviceName: "conformance",
        compression: try .named(named, folder: folder), logger: logger)
    try await server.start()
    tell("{\"port\": \(server.boundPort ?? 0)}")
    while let line = await nextLine() {
        guard line.contains("count") else { return await server.stop() }
        tell(service.reports.handlers)
    }
}

/// Makes the call of each line until the input ends.
func call(_ folder: String) async throws {
    let caller = try Caller(folder: folder)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    while let line = await nextLine() {
        let outcome = try await caller.outcome(
            of: try decoder.decode(CallCase.self, from: Data(line.utf8)))
        tell(String(decoding: try JSONEncoder.snakeCase.encode(outcome), as: UTF8.self))
    }
}

/// Reads on a thread of its own, so that no event loop and no pool waits for the runner.
private func nextLine() async -> String? {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: readLine()) }
    }
}

private func tell(_ line: String) {
    print(line)
    fflush(nil)
}

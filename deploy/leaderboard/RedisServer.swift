import Foundation

/// A Redis of the benchmark's own, on a Unix socket, that keeps nothing on disk.
enum RedisServer {
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// Nil when there is no redis-server on this machine.
    static func withServer<Value>(
        _ body: (RedisConnection) throws -> Value
    ) async throws -> Value? {
        let places = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        guard
            let program = places.map({ "\($0)/redis-server" })
                .first(where: FileManager.default.isExecutableFile)
        else { return nil }
        let folder = FileManager.default.temporaryDirectory.appending(path: "redis-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let socket = folder.appending(path: "socket").path
        let server = Process()
        server.executableURL = URL(filePath: program)
        server.arguments = [
            "--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no", "--dir",
            folder.path,
        ]
        server.standardOutput = FileHandle.nullDevice
        try server.run()
        defer {
            server.terminate()
            server.waitUntilExit()
        }
        return try body(try await connection(to: socket))
    }

    /// Waits until the server listens, for ten seconds.
    private static func connection(to socket: String) async throws -> RedisConnection {
        for _ in 0..<200 {
            if let connection = try? RedisConnection(to: socket) { return connection }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Fault(description: "redis-server did not listen on \(socket) within ten seconds")
    }
}

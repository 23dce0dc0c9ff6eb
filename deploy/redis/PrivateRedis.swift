import Foundation

/// A Redis of our own on a socket in one folder, for tests: it keeps nothing on disk, and ends with
/// this process however that ends.
package final class PrivateRedis: Sendable {
    package struct NotStarted: Error, CustomStringConvertible {
        package let description: String
    }

    /// A loaded machine needs its time.
    private static let startTimeout = Duration.seconds(30)

    package let socket: String
    private let folder: URL
    private let process: Process
    /// Open for as long as the server may run.
    private let lifeline: Pipe

    package var url: String { "unix://\(socket)" }

    /// Starts Debian's `redis-server`; throws when there is none.
    package init() async throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "redis-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        socket = folder.appending(path: "s").path
        lifeline = Pipe()
        process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        // The shell outlives us by a moment: when nobody holds the pipe any more, it ends the server.
        process.arguments = [
            "-c",
            """
            redis-server --port 0 --unixsocket "$1" --save "" --appendonly no --dir "$2" \
            >/dev/null 2>&1 </dev/null &
            server=$!
            cat >/dev/null
            kill -9 $server
            """, "redis", socket, folder.path,
        ]
        process.standardInput = lifeline
        try process.run()
        let end = ContinuousClock.now + Self.startTimeout
        while !FileManager.default.fileExists(atPath: socket) {
            guard ContinuousClock.now < end, process.isRunning else {
                throw NotStarted(
                    description: "redis-server did not start: apt-get install redis-server")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Ends the server at once, as a crash would.
    package func kill() {
        try? lifeline.fileHandleForWriting.close()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    deinit { kill() }
}

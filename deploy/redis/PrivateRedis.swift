import Foundation
import Synchronization

/// A Redis of our own on a socket in one folder, for tests: it keeps nothing on disk, and ends with
/// this process however that ends.
package final class PrivateRedis: Sendable {
    package struct NotStarted: Error, CustomStringConvertible {
        package let description: String
    }

    /// One run of the server, by the shell that ends it.
    private struct Run: Sendable {
        let shell: Process
        /// Open for as long as the server may run.
        let lifeline: Pipe
        let server: pid_t
    }

    /// A loaded machine needs its time.
    private static let startTimeout = Duration.seconds(30)

    package let socket: String
    private let folder: URL
    private let run = Mutex<Run?>(nil)

    package var url: String { "unix://\(socket)" }

    /// Starts Debian's `redis-server`; throws when there is none.
    package init() async throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "redis-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        socket = folder.appending(path: "s").path
        try await start()
    }

    /// Starts the server, which knows nothing; one that runs goes on.
    package func start() async throws {
        guard run.withLock({ $0 == nil }) else { return }
        // That of a server that was killed would be taken for the new one's.
        try? FileManager.default.removeItem(atPath: socket)
        let run = try Self.begin(on: socket, in: folder)
        self.run.withLock { $0 = run }
        let end = ContinuousClock.now + Self.startTimeout
        while !FileManager.default.fileExists(atPath: socket) {
            guard ContinuousClock.now < end, run.shell.isRunning else {
                throw NotStarted(
                    description: "redis-server did not start: apt-get install redis-server")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Stops the server where it stands: it takes connections and says nothing.
    package func halt() { signal(SIGSTOP) }

    /// Lets a server that was halted go on.
    package func goOn() { signal(SIGCONT) }

    /// Ends the server at once, as a crash would.
    package func kill() {
        let ended = run.withLock { run in
            defer { run = nil }
            return run
        }
        try? ended?.lifeline.fileHandleForWriting.close()
        ended?.shell.waitUntilExit()
    }

    deinit {
        kill()
        try? FileManager.default.removeItem(at: folder)
    }

    private func signal(_ signal: Int32) {
        if let server = run.withLock({ $0?.server }) { Glibc.kill(server, signal) }
    }

    private static func begin(on socket: String, in folder: URL) throws -> Run {
        let (shell, lifeline, words) = (Process(), Pipe(), Pipe())
        shell.executableURL = URL(filePath: "/bin/sh")
        // The shell outlives us by a moment: when nobody holds the pipe any more, it ends the server.
        shell.arguments = [
            "-c",
            """
            redis-server --port 0 --unixsocket "$1" --save "" --appendonly no --dir "$2" \
            >/dev/null 2>&1 </dev/null &
            server=$!
            echo $server
            exec >&-
            cat >/dev/null
            kill -9 $server
            """, "redis", socket, folder.path,
        ]
        shell.standardInput = lifeline
        shell.standardOutput = words
        try shell.run()
        let line = String(decoding: words.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        guard let server = pid_t(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw NotStarted(description: "the shell of redis-server said \"\(line)\"")
        }
        return Run(shell: shell, lifeline: lifeline, server: server)
    }
}

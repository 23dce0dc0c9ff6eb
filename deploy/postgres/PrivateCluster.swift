import Foundation
import Logging
import Postgres

/// A Postgres server of our own in one folder: loopback only, passwords always, durable unless it
/// is for tests.
package struct PrivateCluster: Hashable, Sendable {
    package enum Durability: Sendable {
        /// What is committed is on disk.
        case full
        /// Nothing is: for a cluster that lives as long as a test.
        case none
    }

    /// A server that must replay much after a crash needs this long.
    private static let startTimeoutSeconds = 120

    /// Where it really is; another place than asked for when the server's user cannot get there.
    package let folder: String
    package let port: Int
    private let password: String

    /// Where the owner connects.
    package var url: String { "postgresql://postgres:\(password)@127.0.0.1:\(port)/postgres" }

    package var configuration: DatabaseConfiguration {
        get throws { try DatabaseConfiguration(url: url) }
    }

    /// Starts the cluster in `folder`, making it first when there is none; one that runs is used as
    /// it is. Without a `port`, or when it is taken, a free one is chosen.
    package static func start(
        in folder: String, port: Int? = nil, durability: Durability = .full, logger: Logger
    ) async throws -> PrivateCluster {
        let tool = try ServerTool()
        let files = try await ClusterFiles.prepare(folder)
        try await files.initialize(with: tool, durability: durability)
        if let port = try files.runningPort() {
            logger.info("postgres runs already", metadata: ["port": "\(port)"])
            return PrivateCluster(folder: files.folder, port: port, password: try files.password())
        }
        let port = try await freePort(preferring: port)
        try await files.start(
            with: tool, port: port, durability: durability, timeoutSeconds: startTimeoutSeconds)
        logger.info("postgres started", metadata: ["port": "\(port)", "folder": "\(files.folder)"])
        return PrivateCluster(folder: files.folder, port: port, password: try files.password())
    }

    /// The cluster of `folder` when its server runs.
    package static func running(in folder: String) async throws -> PrivateCluster? {
        let files = try await ClusterFiles.prepare(folder)
        guard files.isInitialized, let port = try files.runningPort() else { return nil }
        return PrivateCluster(folder: files.folder, port: port, password: try files.password())
    }

    /// A look at one file and one process.
    package var isRunning: Bool {
        get throws { try ClusterFiles(folder: folder).runningPort() != nil }
    }

    /// Stops the server; its data stays. Harmless when it does not run.
    package func stop() async throws {
        let files = ClusterFiles(folder: folder)
        guard try files.runningPort() != nil else { return }
        let code = try await ServerTool().run(
            "pg_ctl", ["stop", "-D", files.data, "-m", "fast", "-w", "-t", "60"],
            output: files.log("stop"))
        guard code == 0 else {
            throw ClusterFault("postgres did not stop: see \(files.log("stop"))")
        }
    }

    /// Kills the server as a power cut would, for tests of what survives; returns once it is dead.
    package func kill() throws {
        let files = ClusterFiles(folder: folder)
        guard let process = try files.runningProcess() else { return }
        Glibc.kill(process, SIGKILL)
        // On a busy machine dying takes a while, and `start` would take it for a server that runs.
        while try files.runningProcess() == process { usleep(1_000) }
    }

    /// `wanted` when nobody has it, else any that nobody has.
    ///
    /// The processes of a server that was killed keep its port for a moment.
    private static func freePort(preferring wanted: Int?) async throws -> Int {
        guard let wanted else { return try FreePorts.first() }
        for _ in 0..<50 {
            if FreePorts.isFree(wanted, evenResting: true) { return wanted }
            try await Task.sleep(for: .milliseconds(20))
        }
        return try FreePorts.first()
    }
}

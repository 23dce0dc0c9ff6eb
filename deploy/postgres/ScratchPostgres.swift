import Foundation
import Glibc
import Logging
import Postgres

/// The one server that the tests of a process share, and the databases they make in it.
///
/// It is the server of `POSTGRES_URL` (a superuser's URL) when that is set, else a cluster of its
/// own without fsync. That cluster ends with the process however it ends: a watcher waits for the
/// end of a socket that only this process holds, stops the server and deletes its folder.
package struct ScratchPostgres: Sendable {
    private static let starting = Starting()

    /// The owner's connection to the server.
    package let owner: DatabaseConfiguration
    /// The cluster behind it; nil when the server is somebody else's.
    package let cluster: PrivateCluster?

    /// Starts the server at the first call.
    package static func shared() async throws -> ScratchPostgres { try await starting.result() }

    /// Starts a cluster for one test that stops or kills it.
    package static func separate(
        port: Int? = nil, durability: PrivateCluster.Durability = .none
    ) async throws -> ScratchPostgres {
        try await startCluster(durability, port: port)
    }

    /// Makes an empty database, passes it to `body` and drops it, whatever happens.
    package func withDatabase<Value>(
        isolation: isolated (any Actor)? = #isolation,
        _ body: (DatabaseConfiguration) async throws -> Value
    ) async throws -> Value {
        let name =
            "scratch_\(Int(Date().timeIntervalSince1970))_\(UInt32.random(in: 0...UInt32.max))"
        let databases = DatabaseOwner(owner)
        try await databases.create(name)
        do {
            let value = try await body(owner.connecting(to: name))
            try await databases.drop(name)
            return value
        } catch {
            try? await databases.drop(name)
            throw error
        }
    }

    private static func start() async throws -> ScratchPostgres {
        guard let url = ProcessInfo.processInfo.environment["POSTGRES_URL"], !url.isEmpty else {
            return try await startCluster(.none)
        }
        return ScratchPostgres(owner: try DatabaseConfiguration(url: url), cluster: nil)
    }

    private static func startCluster(
        _ durability: PrivateCluster.Durability, port: Int? = nil
    ) async throws -> ScratchPostgres {
        let cluster = try await PrivateCluster.start(
            in: try scratchFolder(), port: port, durability: durability, logger: .silent)
        return ScratchPostgres(owner: try cluster.configuration, cluster: cluster)
    }

    /// A folder that is taken away, with the server in it, when this process ends.
    package static func scratchFolder() throws -> String {
        let folder =
            "/var/tmp/coachingmesh-scratch-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        try Watcher.watch(folder)
        return folder
    }

    private actor Starting {
        private var task: Task<ScratchPostgres, any Error>?

        func result() async throws -> ScratchPostgres {
            // A task that is shared by every test; it ends when the server is up.
            let task = task ?? Task { try await ScratchPostgres.start() }
            self.task = task
            return try await task.value
        }
    }
}

extension Logger {
    static var silent: Logger { Logger(label: "scratch") { _ in SwiftLogNoOpLogHandler() } }
}

/// Outlives this process by a moment, to take the scratch cluster away.
private enum Watcher {
    static func watch(_ folder: String) throws {
        var ends: [Int32] = [-1, -1]
        // No other child may hold the second end: that this process lets go of it is the sign.
        let type = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue
        guard socketpair(AF_UNIX, Int32(type), 0, &ends) == 0 else {
            throw ClusterFault("no socket for the scratch cluster's watcher")
        }
        let script = """
            trap '' INT TERM HUP
            cat >/dev/null
            # initdb or a server that is slow to stop may still be writing.
            for try in 1 2 3 4 5 6 7 8 9 10; do
                "$1/pg_ctl" stop -D "$2/data" -m immediate -w -t 10 >/dev/null 2>&1
                rm -rf -- "$2" >/dev/null 2>&1
                sleep 2
                test -e "$2" || exit 0
            done
            """
        // A session of its own, so that what ends our process group leaves it to its work.
        let command =
            ["/usr/bin/setsid"]
            + ServerTool.asServerUser([
                "/bin/sh", "-c", script, "watcher", try ServerTool().folder, folder,
            ])
        let output = open("/dev/null", O_WRONLY | O_CLOEXEC)
        defer {
            close(output)
            close(ends[0])
        }
        _ = try ChildProcess.start(command, input: ends[0], output: output)
    }
}

import Foundation

/// Runs one of Postgres's own programs, as the `postgres` user when we are root: the server refuses
/// to be root.
struct ServerTool: Sendable {
    /// Debian keeps each version's programs apart.
    private static let versionsFolder = "/usr/lib/postgresql"
    /// The system user of Debian's package.
    static let systemUser = "postgres"

    let folder: String

    /// Finds the newest installed server, 13 or later.
    init() throws {
        let versions =
            (try? FileManager.default.contentsOfDirectory(atPath: Self.versionsFolder)) ?? []
        let newest = versions.compactMap { Int($0) }.filter { $0 >= 13 }.sorted().last {
            FileManager.default.isExecutableFile(atPath: "\(Self.versionsFolder)/\($0)/bin/initdb")
        }
        guard let newest else {
            throw ClusterFault(
                "no Postgres server is installed: install postgresql-15, or set POSTGRES_URL")
        }
        folder = "\(Self.versionsFolder)/\(newest)/bin"
    }

    static var isRoot: Bool { geteuid() == 0 }

    /// Runs `initdb`, `pg_ctl`, … to its end and returns its exit code and what it printed to
    /// `output`, a file; a pipe would be held open by the server that it starts.
    func run(_ program: String, _ arguments: [String], output: String) async throws -> Int32 {
        try await Self.run(Self.asServerUser(["\(folder)/\(program)"] + arguments), output: output)
    }

    /// The command line that runs `command` as the user of the server.
    static func asServerUser(_ command: [String]) -> [String] {
        isRoot ? ["/usr/sbin/runuser", "-u", systemUser, "--"] + command : command
    }

    /// Runs `command` to its end; `output` nil throws away what it prints.
    static func run(_ command: [String], output: String? = nil) async throws -> Int32 {
        let input = open("/dev/null", O_RDWR | O_CLOEXEC)
        let printed =
            output.map { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644) } ?? dup(input)
        defer {
            close(input)
            close(printed)
        }
        guard printed >= 0 else { throw ClusterFault("cannot write \(output ?? "/dev/null")") }
        return await ChildProcess.end(
            of: try ChildProcess.start(command, input: input, output: printed))
    }
}

/// Why a private cluster does not run.
package struct ClusterFault: Error, CustomStringConvertible {
    package let description: String
    init(_ description: String) { self.description = description }
}

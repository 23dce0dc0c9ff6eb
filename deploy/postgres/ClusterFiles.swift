import Foundation

/// The folder of a private cluster: `data/`, `log/`, the owner's password and the socket.
struct ClusterFiles: Sendable {
    /// A Unix socket's path has 108 bytes, and Postgres adds its own name to it.
    private static let socketFolderLengthMax = 80

    /// Above what Linux ever gives to a process (2²²).
    private static let deadProcess: Substring = "4194305"

    let folder: String

    var data: String { "\(folder)/data" }
    private var passwordFile: String { "\(folder)/password" }
    private var serverLog: String { log("postgres") }
    func log(_ name: String) -> String { "\(folder)/log/\(name).log" }

    var isInitialized: Bool { FileManager.default.fileExists(atPath: "\(data)/PG_VERSION") }

    func password() throws -> String {
        try String(contentsOfFile: passwordFile, encoding: .utf8)
    }

    // MARK: - Making

    /// Makes the folder and sees to it that the server's user gets there.
    ///
    /// A checkout in a home that others may not enter is out of its reach; then the cluster lives
    /// under /var/tmp, by a name that stays the same for the same folder.
    static func prepare(_ wanted: String) async throws -> ClusterFiles {
        let wanted = URL(fileURLWithPath: wanted).standardizedFileURL.path
        for folder in [wanted, "/var/tmp/coachingmesh\(wanted.replacing("/", with: "-"))"] {
            let files = ClusterFiles(folder: folder)
            try FileManager.default.createDirectory(
                atPath: "\(folder)/log", withIntermediateDirectories: true)
            guard ServerTool.isRoot else { return files }
            for path in [folder, "\(folder)/log"] { try giveToServerUser(path) }
            let test = ServerTool.asServerUser(["/usr/bin/test", "-w", "\(folder)/log"])
            if try await ServerTool.run(test) == 0 { return files }
            rmdir("\(folder)/log")
            rmdir(folder)
        }
        throw ClusterFault(
            "user \(ServerTool.systemUser) can write neither to \(wanted) nor to /var/tmp")
    }

    /// Runs initdb beside the final place, so that an interrupted one is never taken for a cluster.
    func initialize(with tool: ServerTool, durability: PrivateCluster.Durability) async throws {
        guard !isInitialized else { return }
        let half = "\(folder)/data.half"
        for leftover in [half, data] where FileManager.default.fileExists(atPath: leftover) {
            try FileManager.default.removeItem(atPath: leftover)
        }
        try writePassword()
        let code = try await tool.run(
            "initdb",
            [
                "-D", half, "-U", "postgres", "--auth=scram-sha-256", "--pwfile=\(passwordFile)",
                "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums",
            ] + (durability == .none ? ["--no-sync"] : []), output: log("initdb"))
        guard code == 0 else { throw ClusterFault("initdb failed: see \(log("initdb"))") }
        try FileManager.default.moveItem(atPath: half, toPath: data)
    }

    private func writePassword() throws {
        var generator = SystemRandomNumberGenerator()
        let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789")
        let password = String(
            (0..<26).map { _ in alphabet.randomElement(using: &generator) ?? "x" })
        guard
            FileManager.default.createFile(
                atPath: passwordFile, contents: Data(password.utf8),
                attributes: [.posixPermissions: 0o600])
        else { throw ClusterFault("cannot write \(passwordFile)") }
        if ServerTool.isRoot { try Self.giveToServerUser(passwordFile) }
    }

    private static func giveToServerUser(_ path: String) throws {
        guard let user = getpwnam(ServerTool.systemUser) else {
            throw ClusterFault("there is no user \(ServerTool.systemUser): install postgresql-15")
        }
        guard chown(path, user.pointee.pw_uid, user.pointee.pw_gid) == 0 else {
            throw ClusterFault("cannot give \(path) to the user \(ServerTool.systemUser)")
        }
    }

    // MARK: - Running

    func start(
        with tool: ServerTool, port: Int, durability: PrivateCluster.Durability, timeoutSeconds: Int
    ) async throws {
        let sockets = folder.utf8.count <= Self.socketFolderLengthMax ? folder : ""
        var settings = [
            "listen_addresses=127.0.0.1", "port=\(port)", "unix_socket_directories=\(sockets)",
            "max_connections=200", "log_line_prefix=%m [%p] %q%u@%d ",
        ]
        if durability == .none {
            settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        }
        // pg_ctl hands them to a shell.
        let options = settings.map { "-c '\($0.replacing("'", with: "'\\''"))'" }
        try disownLocks()
        // The children of a server that was killed live for a moment and hold its shared memory.
        for _ in 0..<20 {
            let code = try await tool.run(
                "pg_ctl",
                [
                    "start", "-D", data, "-l", serverLog, "-w", "-t", "\(timeoutSeconds)",
                    "-o", options.joined(separator: " "),
                ], output: log("start"))
            if code == 0 { return }
            guard lastFault.contains("still in use") else { break }
            try await Task.sleep(for: .milliseconds(250))
        }
        throw ClusterFault("postgres did not start: \(lastFault) (\(serverLog))")
    }

    /// The last thing that the server gave up for.
    private var lastFault: String {
        let log = (try? String(contentsOfFile: serverLog, encoding: .utf8)) ?? ""
        return log.split(separator: "\n").last { $0.contains("FATAL") }.map(String.init)
            ?? "no reason"
    }

    /// The port of the server that runs on our data; nil when none does.
    func runningPort() throws -> Int? {
        guard try runningProcess() != nil else { return nil }
        let lines = try lockFile()?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
        return lines.count > 3 ? Int(lines[3]) : nil
    }

    /// The postmaster's process; nil when it is gone.
    func runningProcess() throws -> pid_t? {
        guard let text = try lockFile(), let line = text.split(separator: "\n").first,
            let process = pid_t(line)
        else { return nil }
        let command = try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8)
        return command?.contains(data) == true ? process : nil
    }

    /// Makes the lock files of a server that is gone say so.
    ///
    /// A zombie, or another process that has the number by now, would pass for the server. The rest
    /// of the data's lock file stays: by it the server sees whether children of the old one still
    /// use the memory that they shared.
    func disownLocks() throws {
        guard try runningProcess() == nil else { return }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        let sockets = names.filter { $0.hasPrefix(".s.PGSQL.") && $0.hasSuffix(".lock") }
        for path in ["\(data)/postmaster.pid"] + sockets.map({ "\(folder)/\($0)" }) {
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { continue }
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            lines[0] = Self.deadProcess
            try lines.joined(separator: "\n").write(
                toFile: path, atomically: false, encoding: .utf8)
        }
    }

    private func lockFile() throws -> String? {
        let path = "\(data)/postmaster.pid"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try String(contentsOfFile: path, encoding: .utf8)
    }
}

import Foundation
import Postgres

/// Postgres's own load generator, to measure ours beside it.
package struct PgBench: Sendable {
    private let tool: ServerTool
    private let configuration: DatabaseConfiguration

    /// `configuration` names the database and the role that it is run as.
    package init(_ configuration: DatabaseConfiguration) throws {
        tool = try ServerTool()
        self.configuration = configuration
    }

    /// Scripts per second that `clients` connections run, prepared, for `seconds`.
    ///
    /// They see the rows of tenant `t` by a setting of their connections.
    package func scriptsPerSecond(
        _ script: String, clients: Int, seconds: Int
    ) async throws -> Double {
        let folder = "\(NSTemporaryDirectory())/pgbench-\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try script.write(toFile: "\(folder)/script", atomically: true, encoding: .utf8)
        let code = try await ServerTool.run(
            [
                "/usr/bin/env", "PGOPTIONS=-c app.tenant=t",
                "PGPASSWORD=\(configuration.password)", "\(tool.folder)/pgbench",
                "-h", configuration.host, "-p", configuration.port, "-U", configuration.user,
                "-n", "-M", "prepared", "-c", "\(clients)", "-j", "2", "-T", "\(seconds)",
                "-f", "\(folder)/script", configuration.database,
            ], output: "\(folder)/output")
        let output = try String(contentsOfFile: "\(folder)/output", encoding: .utf8)
        guard code == 0, let rate = output.split(separator: "tps = ").last,
            let number = Double(rate.prefix { $0.isNumber || $0 == "." })
        else { throw ClusterFault("pgbench failed: \(output.suffix(300))") }
        return number
    }
}

import Foundation
import Logging
import Postgres

extension PrivateCluster {
    /// Copies the cluster into `folder` and starts the copy as a standby that follows it.
    package func startStandby(in folder: String) async throws -> PrivateCluster {
        let files = try await ClusterFiles.prepare(folder)
        let code = try await ServerTool().run(
            "pg_basebackup",
            ["-d", url, "-D", files.data, "-R", "-X", "stream", "--checkpoint=fast"],
            output: files.log("basebackup"))
        guard code == 0 else {
            throw ClusterFault("pg_basebackup failed: see \(files.log("basebackup"))")
        }
        try FileManager.default.copyItem(
            atPath: "\(self.folder)/password", toPath: "\(files.folder)/password")
        return try await PrivateCluster.start(in: files.folder, logger: .silent)
    }

    /// Makes a standby the primary.
    package func promote() async throws {
        let files = ClusterFiles(folder: folder)
        let code = try await ServerTool().run(
            "pg_ctl", ["promote", "-D", files.data, "-w", "-t", "60"], output: files.log("promote"))
        guard code == 0 else {
            throw ClusterFault("the standby was not promoted: see \(files.log("promote"))")
        }
    }
}

extension ScratchPostgres {
    /// Starts a standby of this cluster, which ends with the process as every scratch cluster does.
    package func standby() async throws -> PrivateCluster {
        guard let cluster else { throw ClusterFault("a standby needs a cluster of our own") }
        return try await cluster.startStandby(in: try Self.scratchFolder())
    }
}

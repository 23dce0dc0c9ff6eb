import Foundation
import Postgres
import PostgresCluster
import Testing

struct ClusterTests {
    @Test func `a cluster is made once, reused while it runs, and started again after a crash`()
        async throws
    {
        let scratch = try await ScratchPostgres.separate()
        let cluster = try #require(scratch.cluster)
        try await DatabaseOwner(scratch.owner).create("kept")
        let again = try await PrivateCluster.start(
            in: cluster.folder, durability: .none, logger: silent)
        #expect(again.url == cluster.url)
        try cluster.kill()
        let risen = try await PrivateCluster.start(
            in: cluster.folder, port: cluster.port, durability: .none, logger: silent)
        #expect(risen.url == cluster.url)
        let database = Database(try risen.configuration.connecting(to: "kept"), logger: silent)
        try await database.ping()
        try await risen.stop()
        try await #expect(PrivateCluster.running(in: cluster.folder) == nil)
    }

    @Test func `a lock file that a crash left is no obstacle, also when its number lives on`()
        async throws
    {
        let scratch = try await ScratchPostgres.separate()
        let cluster = try #require(scratch.cluster)
        try await cluster.stop()
        let lockFile = "\(cluster.folder)/data/postmaster.pid"
        try "\(getpid())\n/elsewhere\n0\n1\n".write(
            toFile: lockFile, atomically: true, encoding: .utf8)
        let risen = try await PrivateCluster.start(
            in: cluster.folder, durability: .none, logger: silent)
        try await Database(risen.configuration, logger: silent).ping()
    }

    @Test func `a taken port is passed over`() async throws {
        let first = try #require(try await ScratchPostgres.separate().cluster)
        let second = try #require(try await ScratchPostgres.separate(port: first.port).cluster)
        #expect(first.port != second.port)
    }

    @Test(arguments: ["mysql://x", "postgresql://h:port/d", "postgresql://u@h/d?nonsense=1"])
    func `a URL that is none is refused without repeating it`(url: String) throws {
        let error = #expect(throws: DatabaseError.self) { try DatabaseConfiguration(url: url) }
        #expect(error?.message.contains("postgresql://") == true)
    }

    @Test func `a description of a server has no password`() throws {
        let configuration = try DatabaseConfiguration(url: "postgresql://u:secret@h:1/d")
        #expect("\(configuration)" == "postgresql://u@h:1/d")
    }
}

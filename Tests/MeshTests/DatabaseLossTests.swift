import AnalyzerContract
import CoachingContract
import Foundation
import Identifiers
import LocalMesh
import Logging
import MeshContract
import MeshTesting
import PostgresCluster
import RPC
import Testing
import Wire

/// A whole mesh whose database is away when it starts, and one whose database dies at work.
@Suite(.serialized)
struct DatabaseLossTests {
    /// Every service starts without the database, stays, says what it waits for, and serves by itself
    /// once the database is there.
    @Test(.timeLimit(.minutes(4)))
    func aMeshThatStartsWithoutItsDatabaseWaitsAndSaysSo() async throws {
        let postgres = try await ScratchPostgres.separate(durability: .full)
        let cluster = try #require(postgres.cluster)
        try await withMesh(.processes, on: postgres) { mesh in
            try await cluster.stop()
            let first = try #require(MeshState.read(from: mesh.layout.stateFile)).services
            for process in first.values { kill(process, SIGKILL) }
            for service in MeshLayout.services {
                try await expectWaiting(service, in: mesh)
            }
            let second = try #require(MeshState.read(from: mesh.layout.stateFile)).services
            _ = try await PrivateCluster.start(
                in: cluster.folder, port: cluster.port, logger: Self.silent)
            try await mesh.awaitServing(within: .seconds(60))
            let third = try #require(MeshState.read(from: mesh.layout.stateFile)).services
            #expect(second == third, "no process had to be started again")
        }
    }

    /// `kill -9` of Postgres while agents talk: calls fail with unavailable, or at their deadline when
    /// two hops waited for the database in turn; the mesh recovers by itself, and every message that
    /// was acknowledged is there.
    @Test(.timeLimit(.minutes(4)))
    func aMeshWhoseDatabaseDiesLosesNothingAcknowledged() async throws {
        let postgres = try await ScratchPostgres.separate(durability: .full)
        let cluster = try #require(postgres.cluster)
        try await withMesh(on: postgres) { mesh in
            let (refusals, refusal) = AsyncStream.makeStream(of: StatusCode.self)
            async let talk: Void = {
                defer { refusal.finish() }
                try await Self.talk(of: 200, in: mesh) { refusal.yield($0) }
            }()
            try await Task.sleep(for: .milliseconds(300))
            try cluster.kill()
            var codes: Set<StatusCode> = []
            for await code in refusals {
                if codes.isEmpty {
                    _ = try await PrivateCluster.start(
                        in: cluster.folder, port: cluster.port, logger: Self.silent)
                }
                codes.insert(code)
            }
            try await talk
            #expect(!codes.isEmpty)
            #expect(codes.isSubset(of: [.unavailable, .deadlineExceeded]))
            try await mesh.awaitServing(within: .seconds(60))
            let stored = try await mesh.analyzer.getConversation(
                GetAnalysis(tenantID: CoachedConversationTests.tenant, conversationID: "c-1"))
            #expect(
                stored.messages.map(\.messageID.rawValue) == (0..<200).map { "m-\($0)" },
                "each message once, in order")
        }
    }

    /// Says `count` messages, each again until it is acknowledged.
    private static func talk(
        of count: Int, in mesh: TestMesh, refused: (StatusCode) -> Void
    ) async throws {
        let lines = CoachedConversationTests.lines
        let coaching = try mesh.coaching
        let end = ContinuousClock.now + .seconds(120)
        for place in 0..<count {
            let message = CoachedConversationTests.message(place, lines[place % lines.count])
            while true {
                do throws(RPCError) {
                    _ = try await coaching.observeMessage(message)
                    break
                } catch {
                    refused(error.code)
                    guard ContinuousClock.now < end else { throw error }
                    try? await Task.sleep(for: .milliseconds(50))
                }
            }
        }
    }

    private func expectWaiting(_ service: String, in mesh: TestMesh) async throws {
        let client: Client<Mesh> = try mesh.client(of: service)
        try await eventually("\(service) says that it waits for the database", within: .seconds(30))
        {
            guard let report = try? await client.health(HealthRequest(), timeout: .seconds(5))
            else { return false }
            let database = report.checks.first { $0.name == "database" }
            return !report.isServing && database?.isPassing == false
                && database?.reason.isEmpty == false
        }
    }

    private static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

import AnalyzerContract
import CoachingContract
import Foundation
import Identifiers
import LocalMesh
import MeshContract
import MeshTesting
import MeshctlCommands
import RPC
import Testing

/// Processes that die while agents talk.
@Suite(.serialized)
struct KillTests {
    /// `kill -9` of each service in turn during a replay: the supervisor starts it again, and the
    /// replay ends with nothing lost.
    @Test(.timeLimit(.minutes(5)))
    func aReplayLosesNothingWhenEachProcessIsKilledInTurn() async throws {
        try await withMesh(.processes) { mesh in
            let records = try ConversationFile.read(
                Project.file("deploy/local/demo.jsonl").path)
            let replayer = Replayer(
                plan: ReplayPlan(
                    sessions: 8, speed: 8, intensity: .intensive, runID: "kill", tenant: nil),
                coaching: try mesh.coaching, analyzer: try mesh.analyzer)
            let copies = (0..<8).flatMap { copy in records.map { $0.renamed("\(copy)") } }
            async let report = replayer.play(copies) { _, _ in }
            for service in MeshLayout.services {
                try await Task.sleep(for: .seconds(1))
                let state = try #require(MeshState.read(from: mesh.layout.stateFile))
                kill(try #require(state.services[service]), SIGKILL)
            }
            let ended = try await report
            #expect(ended.messages == copies.reduce(0) { $0 + $1.messages.count })
            #expect(ended.lost == 0 && ended.doubled == 0)
            #expect(ended.alerts > 0)
            try await mesh.awaitServing()
            let state = try #require(MeshState.read(from: mesh.layout.stateFile))
            #expect(state.restarts.values.allSatisfy { $0 >= 1 }, "\(state.restarts)")
        }
    }
}

/// Services that are told to go while agents talk.
@Suite(.serialized)
struct DrainTests {
    @Test(.timeLimit(.minutes(3)))
    func aServiceThatDrainsFailsNoCall() async throws {
        try await withMesh(.processes) { mesh in
            let coaching = try mesh.coaching
            async let talk: Void = {
                let lines = CoachedConversationTests.lines
                for place in 0..<150 {
                    _ = try await coaching.observeMessage(
                        CoachedConversationTests.message(place, lines[place % lines.count]))
                }
            }()
            for service in ["coaching", "analyzer"] {
                try await Task.sleep(for: .milliseconds(500))
                let client: Client<Mesh> = try mesh.client(of: service)
                _ = try await client.drain(DrainRequest(reason: "a test"))
            }
            try await talk
            try await mesh.awaitServing()
            let state = try #require(MeshState.read(from: mesh.layout.stateFile))
            #expect(state.restarts["coaching"] == 1 && state.restarts["analyzer"] == 1)
            let stored = try await mesh.analyzer.getConversation(
                GetAnalysis(tenantID: CoachedConversationTests.tenant, conversationID: "c-1"))
            #expect(stored.messages.map(\.messageID.rawValue) == (0..<150).map { "m-\($0)" })
        }
    }
}

/// Files of the project, found from this one.
enum Project {
    static func file(_ path: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: path)
    }
}

import AnalyzerContract
import CoachingContract
import Identifiers
import PostgresCluster
import RPC
import Testing
import Wire

@Suite struct RecoveryTests {
    static let talks = 4
    static let messages = 40

    /// The database is killed as by a power cut while agents talk and a reader listens: calls fail
    /// as unavailable, and once it is back and they were repeated, every message was heard once and
    /// every alert came once.
    @Test func aDatabaseThatDiesInTheMiddleLosesAndDoublesNothing() async throws {
        let server = try await ScratchPostgres.separate(durability: .full)
        let cluster = try #require(server.cluster)
        try await CoachingRig.with(server) { rig in
            _ = try await rig.start()
            rig.analyzer.find { (72, [opportunity("\($0.message.messageID)", .critical)]) }
            try await rig.withReplica { replica in
                let reader = Task { try await read(replica, until: Self.talks * Self.messages) }
                let refusals = try await talk(on: rig, while: cluster)
                #expect(Set(refusals).isSubset(of: [.unavailable]))
                let expected = (1...Int64(Self.talks * Self.messages)).map { $0 }
                #expect(try await reader.value == expected)
            }
            let heard = try await rig.events(MessageObserved.self)
            #expect(heard.count == Self.talks * Self.messages)
            #expect(Set(heard.map(\.messageID)).count == heard.count)
        }
    }

    /// Holds all conversations while the cluster is killed and comes back; returns the refusals.
    private func talk(
        on rig: CoachingRig, while cluster: PrivateCluster
    ) async throws -> [StatusCode] {
        try await withThrowingTaskGroup(of: [StatusCode].self) { group in
            for talk in 0..<Self.talks {
                group.addTask { try await say(in: ConversationID("talk\(talk)"), to: rig) }
            }
            group.addTask {
                try await Task.sleep(for: .milliseconds(150))
                try cluster.kill()
                _ = try await PrivateCluster.start(
                    in: cluster.folder, port: cluster.port, logger: CoachingRig.silent)
                return []
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// Says every message of a conversation, each until it is acknowledged; returns the refusals.
    private func say(
        in conversation: ConversationID, to rig: CoachingRig
    ) async throws -> [StatusCode] {
        var refusals: [StatusCode] = []
        for number in 0..<Self.messages {
            while true {
                do throws(RPCError) {
                    _ = try await rig.coaching.observeMessage(said(number, in: conversation))
                    break
                } catch {
                    refusals.append(error.code)
                    guard refusals.count < 1_000 else { throw error }
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
        }
        return refusals
    }

    /// The cursors that a reader gets who comes back whenever the stream breaks.
    private func read(
        _ coaching: Client<Coaching>, until count: Int
    ) async throws -> [Int64] {
        var cursors: [Int64] = []
        while cursors.count < count {
            let request = SubscribeAlerts(tenantID: CoachingRig.tenant, after: cursors.last ?? 0)
            do {
                for try await alert in coaching.subscribeAlerts(request) {
                    cursors.append(alert.cursor)
                    if cursors.count == count { break }
                }
            } catch {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        return cursors
    }
}

import AnalyzerContract
import CoachingContract
import Foundation
import Identifiers
import Postgres
import RPC
import Testing
import Wire

/// What Coaching's answers rest on is slow and not gone: calls end at their deadlines, and nothing that
/// was begun is lost or done twice.
@Suite("When it has to wait too long for")
struct SlowPeerTests {
    /// Shorter than anything that the test makes slow.
    private static let patience = Duration.milliseconds(500)

    @Test("the Analyzer, a call ends in time, and the message is coached once when it comes again")
    func analyzer() async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.start()
            rig.analyzer.find { _ in (72, [opportunity("price")]) }
            rig.analyzer.setDelay(.seconds(60))
            try await expectTooSlow(rig)
            rig.analyzer.setDelay(.zero)
            try await expectCoachedOnce(rig)
        }
    }

    @Test("the database, a call ends in time, and the message is coached once when it comes again")
    func database() async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.start()
            rig.analyzer.find { _ in (72, [opportunity("price")]) }
            try await rig.database.withTransaction(.tenant(CoachingRig.tenant)) { transaction in
                // Whoever writes a conversation waits for this transaction.
                try await transaction.execute(
                    "LOCK TABLE coaching.conversations IN ACCESS EXCLUSIVE MODE")
                try await expectTooSlow(rig)
            }
            try await expectCoachedOnce(rig)
        }
    }

    /// The caller's deadline ends the call, or the same deadline of the call below it a moment before.
    private func expectTooSlow(_ rig: CoachingRig) async throws {
        let began = ContinuousClock.now
        let refused = await #expect(throws: RPCError.self) {
            try await rig.coaching.observeMessage(said(1), timeout: Self.patience)
        }
        #expect([.deadlineExceeded, .unavailable].contains(refused?.code))
        #expect(ContinuousClock.now - began < .seconds(30))
    }

    private func expectCoachedOnce(_ rig: CoachingRig) async throws {
        let coached = try await rig.coaching.observeMessage(said(1))
        #expect(coached.alert?.title == "Title of price")
        let heard = try await rig.events(MessageObserved.self)
        #expect(heard.map(\.messageID) == [said(1).message.messageID])
        let raised = try await rig.events(AlertRaised.self)
        #expect(raised.count == 1)
    }
}

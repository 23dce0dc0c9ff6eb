import AnalyzerContract
import Identifiers
import RPC
import Testing
import Wire

@Suite struct StreamTests {
    @Test func messagesOfSeveralConversationsAreAnsweredInOrder() async throws {
        try await AnalyzerRig.with { rig in
            let asked = (0..<4).flatMap { number in
                [said(number), said(number, in: "other")]
            }
            let answers = try await rig.analyzer.followConversations { writer, updates in
                var answers: [AnalysisUpdate] = []
                for message in asked {
                    try await writer.write(message)
                    if let update = try await updates.next() { answers.append(update) }
                }
                writer.finish()
                #expect(try await updates.next() == nil)
                return answers
            }
            #expect(answers.map(\.findings.messageID) == asked.map(\.message.messageID))
            #expect(answers.map(\.messageCount) == [1, 1, 2, 2, 3, 3, 4, 4])
            #expect(try await rig.get().messageCount == 4)
        }
    }

    @Test func aStreamThatBrokeIsTakenUpWithItsLastMessage() async throws {
        try await AnalyzerRig.with { rig in
            func follow(_ numbers: Range<Int>) async throws -> [AnalysisUpdate] {
                try await rig.analyzer.followConversations { writer, updates in
                    var answers: [AnalysisUpdate] = []
                    for number in numbers {
                        try await writer.write(said(number))
                        if let update = try await updates.next() { answers.append(update) }
                    }
                    return answers
                }
            }
            let first = try await follow(0..<3)
            let second = try await follow(2..<5)
            #expect(second.first == first.last)
            #expect(try await rig.get().messageCount == 5)
            #expect(try await rig.events().count == 5)
        }
    }

    @Test func aBatchAnswersEachConversationAndSaysHowFarItIs() async throws {
        try await AnalyzerRig.with { rig in
            let answers = try await batch(
                [talk("one"), talk("two"), talk("empty", messageCount: 0), talk("one")], rig)
            #expect(answers.map(\.done) == [1, 2, 3, 4])
            #expect(answers.allSatisfy { $0.total == 4 })
            #expect(answers.map(\.isRepeat) == [false, false, false, true])
            #expect(answers[2].fault?.contains("messages") == true && answers[2].analysis == nil)
            #expect(answers[1].analysis?.conversationID == "two")
            #expect(answers[0].summary?.lastMessageID == answers[0].lastMessageID)
            // Again, and with the next message.
            let again = try await batch([talk("one"), talk("one", messageCount: 4)], rig)
            #expect(again[0].analysis == answers[0].analysis)
            #expect(again[1].isRepeat == false && again[1].analysis?.messageCount == 4)
            await #expect(throws: RPCError.self) { try await rig.get("one") }
        }
    }

    @Test func aSummaryKnowsTheZoneOfTheConversation() async throws {
        try await AnalyzerRig.with { rig in
            for (number, text) in [
                (0, "My name is Dana, can I see it?"), (1, "Would Thursday at 3 work?"),
                (2, "Yes, that works."),
            ] {
                var message = said(number, text)
                message.context?.timeZone = "America/Chicago"
                _ = try await rig.analyzer.observeMessage(message)
            }
            let request = GetAnalysis(tenantID: AnalyzerRig.tenant, conversationID: "talk")
            let summary = try await rig.analyzer.summarizeConversation(request)
            #expect(summary.clientName == "Dana")
            #expect(summary.appointment?.minute == 900)
            #expect(summary.appointment?.at?.description == "2026-01-08T21:00:00.000Z")
            #expect(summary.note.contains("Next step (agent, due 2026-01-08 15:00)"))
            // A replica that never heard it reads the same out of the database.
            #expect(try await rig.replica().summarizeConversation(request) == summary)
            await expect(.notFound, "conversation") {
                _ = try await rig.analyzer.summarizeConversation(
                    GetAnalysis(tenantID: AnalyzerRig.tenant, conversationID: "none"))
            }
            var wrong = said(3)
            wrong.context?.timeZone = "Mars/Olympus"
            let asked = wrong
            await expect(.invalidArgument, "time_zone") {
                _ = try await rig.analyzer.observeMessage(asked)
            }
        }
    }

    // MARK: - Rig

    private func talk(_ id: ConversationID, messageCount: Int = 3) -> Conversation {
        Conversation(
            tenantID: AnalyzerRig.tenant, conversationID: id, agentID: "ann",
            startedAt: said(0).message.sentAt,
            messages: (0..<messageCount).map { said($0, in: id).message })
    }

    private func batch(
        _ conversations: [Conversation], _ rig: AnalyzerRig
    ) async throws -> [BatchedAnalysis] {
        try await rig.analyzer.analyzeBatch { writer, answers in
            for conversation in conversations {
                try await writer.write(
                    BatchedConversation(conversation: conversation, total: conversations.count))
            }
            writer.finish()
            var all: [BatchedAnalysis] = []
            while let answer = try await answers.next() { all.append(answer) }
            return all
        }
    }
}

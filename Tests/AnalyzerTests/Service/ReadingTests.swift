import AnalyzerContract
import Identifiers
import RPC
import Testing
import Wire

@Suite struct ReadingTests {
    @Test func aConversationComesBackAsItWasObserved() async throws {
        try await AnalyzerRig.with { rig in
            for number in 0..<3 { _ = try await rig.analyzer.observeMessage(said(number)) }
            let conversation = try await rig.analyzer.getConversation(
                GetAnalysis(tenantID: AnalyzerRig.tenant, conversationID: "talk"))
            #expect(conversation.messages == (0..<3).map { said($0).message })
            #expect(conversation.agentID == "ann" && conversation.leadID == "lead")
            #expect(conversation.context == said(0).context)
            #expect(conversation.startedAt == said(0).message.sentAt)
        }
    }

    @Test func aWholeConversationScoresAsItsMessagesDoAndIsNotKept() async throws {
        try await AnalyzerRig.with { rig in
            for number in 0..<5 { _ = try await rig.analyzer.observeMessage(said(number)) }
            var conversation = try await rig.analyzer.getConversation(
                GetAnalysis(tenantID: AnalyzerRig.tenant, conversationID: "talk"))
            #expect(
                try await rig.analyzer.analyzeConversation(conversation) == (try await rig.get()))
            conversation.conversationID = "unseen"
            _ = try await rig.analyzer.analyzeConversation(conversation)
            await #expect(throws: RPCError.self) { try await rig.get("unseen") }
        }
    }

    @Test func whatIsNotThereIsNotFoundAndAnotherTenantsIsNotThere() async throws {
        try await AnalyzerRig.with { rig in
            _ = try await rig.analyzer.observeMessage(said(0))
            for (conversation, tenant) in [("none", AnalyzerRig.tenant), ("talk", "rival")] {
                let request = GetAnalysis(
                    tenantID: tenant, conversationID: ConversationID(conversation))
                await expect(.notFound, "conversation") {
                    _ = try await rig.analyzer.getAnalysis(request)
                }
                await expect(.notFound, "conversation") {
                    _ = try await rig.analyzer.getConversation(request)
                }
            }
            // The same id in another tenant is another conversation.
            let other = try await rig.analyzer.observeMessage(said(0, tenant: "rival"))
            #expect(other.messageCount == 1)
        }
    }

    @Test func aRequestThatCannotBeServedNamesItsField() async throws {
        try await AnalyzerRig.with { rig in
            func refused(_ field: String, _ change: (inout ObserveMessage) -> Void) async {
                var request = said(0)
                change(&request)
                let asked = request
                await expect(.invalidArgument, field) {
                    _ = try await rig.analyzer.observeMessage(asked)
                }
            }
            await refused("tenant_id") { $0.tenantID = "" }
            await refused("conversation_id") { $0.conversationID = "" }
            await refused("agent_id") { $0.agentID = "" }
            await refused("message.message_id") { $0.message.messageID = "" }
            await refused("message.role") { $0.message.role = .unknown(9) }
            await refused("message.text") {
                $0.message.text = String(repeating: "x", count: 16 * 1_024 + 1)
            }
            await refused("message.text") { $0.message.text = "a\0b" }
            await refused("message.price") { $0.message.price = -.infinity }
            var empty = Conversation(
                tenantID: AnalyzerRig.tenant, conversationID: "talk", agentID: "ann",
                startedAt: Instant(microseconds: 0), messages: [])
            let nothing = empty
            await expect(.invalidArgument, "messages") {
                _ = try await rig.analyzer.analyzeConversation(nothing)
            }
            empty.messages = [said(0).message, said(1).message]
            empty.messages[1].messageID = ""
            let nameless = empty
            await expect(.invalidArgument, "messages[1].message_id") {
                _ = try await rig.analyzer.analyzeConversation(nameless)
            }
            let events = try await rig.events()
            #expect(events.isEmpty)
        }
    }
}

/// Expects the call to fail with `code` and to name `word` in its message.
func expect(
    _ code: StatusCode, _ word: String, _ call: @Sendable () async throws -> Void
) async {
    do {
        try await call()
        Issue.record("the call succeeded")
    } catch let error as RPCError {
        #expect(error.code == code && error.message.contains(word), "\(error)")
    } catch {
        Issue.record(error)
    }
}

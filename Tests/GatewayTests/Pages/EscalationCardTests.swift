import CoachingContract
import Identifiers
import Testing
import Wire

@testable import GatewayService

@Suite("The inbox of a manager")
struct EscalationCardTests {
    @Test("holds one card for an agent and cause, which counts them and links their conversations")
    func groups() throws {
        let flood = (0..<47).map {
            escalation(100 - $0, of: "ana", in: ConversationID("talk-\($0 / 6)"))
        }
        let cards = EscalationCard.cards(
            of: flood + [escalation(9, of: "bob", in: "other"), escalation(8, of: "ana", nil)])
        #expect(cards.count == 3)
        let first = cards[0].values
        #expect(first["times"] as? String == "47 times")
        #expect(first["id"] as? String == flood[0].escalationID.description)
        let links = try #require(first["conversations"] as? [[String: Any]])
        #expect(links.map { $0["query"] as? String } == (0..<5).map { "talk-\($0)" })
        #expect(first["more"] as? String == "and 3 more conversations")
        #expect(cards[1].values["times"] == nil)
        let alone = try #require(cards[1].values["conversations"] as? [[String: Any]])
        #expect(alone.map { $0["label"] as? String } == ["Read the conversation"])
        #expect((cards[2].values["conversations"] as? [[String: Any]])?.isEmpty == true)
    }

    private func escalation(
        _ second: Int, of agent: AgentID, in conversation: ConversationID
    ) -> Escalation {
        var one = escalation(second, of: agent, nil)
        one.cause = Open(.complianceBreach)
        one.conversationID = conversation
        return one
    }

    private func escalation(_ second: Int, of agent: AgentID, _: Void?) -> Escalation {
        let raisedAt = noon + .seconds(second)
        return Escalation(
            escalationID: EscalationID(at: raisedAt), agentID: agent, cause: Open(.sharpDecline),
            summary: "See to \(agent).", status: Open(.open), raisedAt: raisedAt)
    }
}

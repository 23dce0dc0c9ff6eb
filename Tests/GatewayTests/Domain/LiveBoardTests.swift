import GatewayDomain
import Identifiers
import Testing

@Suite struct LiveBoardTests {
    @Test func theConversationThatMovedLastComesFirst() {
        let board = LiveBoard([
            .messageObserved(message(1, conversation: "c1")),
            .messageObserved(message(1, conversation: "c2")),
            .messageObserved(message(2, conversation: "c1", text: "newest")),
        ])
        #expect(board.conversations.map(\.latest.conversation) == ["c1", "c2"])
        #expect(board.conversation("c1")?.messages.map(\.text) == ["message 1", "newest"])
    }

    @Test func theSameMessageAgainIsShownOnce() {
        let board = LiveBoard([.messageObserved(message(1)), .messageObserved(message(1))])
        #expect(board.conversations.first?.messages.count == 1)
    }

    @Test func anAnswerStaysWithItsAlert() {
        let raised = alert(1)
        let board = LiveBoard([
            .alertRaised(raised), .alertRaised(alert(2)),
            .alertAnswered(LiveAnswer(alert: raised.id, agent: "ana", response: "accepted")),
        ])
        #expect(board.alerts.map { $0.answer?.response } == [nil, "accepted"])
    }

    @Test func whatIsShownIsBounded() {
        var limits = LiveBoard.Limits()
        limits.conversationsMax = 2
        limits.messagesMax = 3
        limits.alertsMax = 1
        var events: [LiveEvent] = []
        for conversation in 0..<5 {
            for number in 1...9 {
                events.append(
                    .messageObserved(
                        message(number, conversation: ConversationID("c\(conversation)"))))
            }
            events.append(.alertRaised(alert(conversation)))
        }
        let board = LiveBoard(events, limits: limits)
        #expect(board.conversations.count == 2)
        #expect(board.conversations.first?.messages.count == 3)
        #expect(board.conversations.first?.messages.last?.messageCount == 9)
        #expect(board.alerts.count == 1)
    }
}

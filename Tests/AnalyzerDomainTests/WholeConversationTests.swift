import AnalyzerDomain
import Identifiers
import Testing

@Suite("A conversation")
struct WholeConversationTests {
    @Test("that is empty shows nothing and claims nothing")
    func empty() {
        let analysis = ConversationAnalyzer(conversationID: "c", agentID: "a").analysis
        #expect(analysis.messageCount == 0)
        #expect(analysis.lastMessageID == nil)
        #expect(analysis.qualityScores.allSatisfy { $0.score == nil && $0.evidence.isEmpty })
        #expect(analysis.expertiseScores.allSatisfy { $0.score == nil })
        #expect(analysis.outcome == .inProgress)
        #expect(analysis.confidence == 0)
        #expect(analysis.overallQualityScore == 50)
    }

    @Test("with a tour agreed on is an appointment, with its evidence")
    func appointment() {
        let analysis = analyze(
            "A: Hi! What matters most to you in your next home?",
            "C: We need three bedrooms and a yard. Our budget is $450k.",
            "A: Got it. It has a fenced yard, so you can let the dog run. When could you see it?",
            "C: Saturday at 10 works for us.",
            "A: You're all set for Saturday at 10. I'll send the address.")
        #expect(analysis.appointmentScheduled)
        #expect(analysis.outcome == .appointmentScheduled)
        #expect(analysis.nextStepsDefined)
        #expect(analysis.questionsAsked == 2)
        #expect(analysis.messages[1].prices == [450_000])
        let closing = analysis.qualityScores.first { $0.area == .closingTechnique }
        #expect((closing?.score ?? 0) > 70)
        #expect(closing?.evidence.isEmpty == false)
    }
}

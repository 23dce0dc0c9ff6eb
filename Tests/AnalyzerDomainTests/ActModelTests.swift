import AnalyzerDomain
import Identifiers
import Testing

/// What the model of acts adds where no rule knows the words.
@Suite struct ActModelTests {
    @Test func modelIsReadableAndSmallAndSaysHowToTrainItAgain() throws {
        let model = try #require(ShippedModels.acts)
        #expect(try TextModelFile.bytes(of: model).count < 600_000)
        #expect(model.card.textCount > 1_000 && model.card.retrain.contains("ActsModel.jsonl"))
        #expect(model.card.figures.allSatisfy { $0.textCount >= 5 })
    }

    @Test(arguments: [
        "", "Ok.", "Yes.", "12", "😀", "¿Cuánto cuesta?",
        "Es demasiado caro para nosotros, 价格太高了", "Wir möchten das Haus gerne am Samstag ansehen",
        String(repeating: "well ", count: 4_000),
    ])
    func nothingIsAddedWhereNothingCanBeLearned(text: String) {
        for role in [MessageRole.agent, .client] {
            #expect(acts(in: text, by: role) == acts(in: text, by: role, hears: false))
        }
    }

    /// Rules come first: what they find stays found.
    @Test(arguments: [
        ("That's way over our budget.", MessageRole.client),
        ("I'd have to run it by my husband first.", .client),
        ("Could you come by Saturday morning to see two that fit?", .agent),
        ("What monthly payment would feel comfortable for you?", .agent),
        ("Homes in Eastfield sold in eleven days on average last month.", .agent),
    ])
    func nothingIsTakenFromTheRules(text: String, role: MessageRole) {
        let ruled = acts(in: text, by: role, hears: false)
        #expect(!ruled.isEmpty)
        #expect(ruled.isSubset(of: acts(in: text, by: role)))
    }

    @Test func aClientNeverShowsWhatOnlyAnAgentCan() {
        let agents: Set<MessageAct> = [.empathy, .reflection, .feature, .benefit, .trialClose]
        for text in [
            "I can only imagine how tiring that must be", "So what I'm hearing is you want a yard",
            "It has three bedrooms and a garage", "That way the kids have somewhere to play",
        ] {
            #expect(acts(in: text, by: .client).isDisjoint(with: agents))
        }
    }

    private func acts(
        in text: String, by role: MessageRole, hears: Bool = true
    ) -> Set<MessageAct> {
        var analyzer = ConversationAnalyzer(
            conversationID: "c", agentID: "a", acts: hears ? .shipped : ActFinder(model: nil))
        let utterance = Utterance(
            id: "m", role: role, text: text, sentAt: Instant(microseconds: 0))
        return Set(analyzer.observe(utterance).message.acts.list)
    }
}

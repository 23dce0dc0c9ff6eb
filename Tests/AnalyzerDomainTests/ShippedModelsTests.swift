import AnalyzerDomain
import Identifiers
import Testing

@Suite struct ShippedModelsTests {
    @Test func areReadableAndSmallAndAsGoodAsTheirReferences() throws {
        let negotiation = try #require(ShippedModels.negotiation)
        let persuasion = try #require(ShippedModels.persuasion)
        #expect(negotiation.card.macroF1 >= 0.58)
        #expect(persuasion.card.accuracy >= 0.735 && persuasion.card.macroF1 >= 0.628)
        for model in [negotiation, persuasion] {
            #expect(try TextModelFile.bytes(of: model).count < 300_000)
            #expect(model.card.textCount > 3_000 && !model.card.limits.isEmpty)
        }
    }

    @Test(arguments: [
        ("I need the water because my kids get very thirsty.", MessageRole.client, "self-need"),
        ("What are your highest and lowest priority items?", .agent, "elicit-pref"),
        (
            "Hi there! How is your day going? Looking forward to some camping?", .client,
            "small-talk"
        ),
        (
            "By the way, have you ever heard of Save the Children before this?", .agent,
            "have-you-heard-of-the-org"
        ),
    ])
    func nameTheStrategyOfAMessage(text: String, role: MessageRole, strategy: String) {
        #expect(say(text, as: role).message.strategies.contains(strategy))
    }

    @Test func nameNothingWhereNothingIsSaid() {
        #expect(say("", as: .agent).message.strategies.isEmpty)
        #expect(say("Ok.", as: .client).message.strategies.isEmpty)
    }
}

import Identifiers
import PredictionDomain
import PredictionSamples
import Testing

@Suite struct FeatureExtractorTests {
    /// The features after n messages are those of a conversation that ends there.
    @Test(arguments: UInt64(0)..<64)
    func aPrefixNeverSeesTheFuture(seed: UInt64) {
        let conversation = randomConversation(seed: seed)
        let all = conversation.vectors()
        for length in 1...conversation.messages.count {
            var beginning = conversation
            beginning.messages = Array(conversation.messages.prefix(length))
            beginning.succeeded.toggle()
            #expect(beginning.vectors().last == all[length - 1], "seed \(seed), length \(length)")
        }
    }

    @Test(arguments: UInt64(0)..<64)
    func everyFeatureIsFiniteOrMissing(seed: UInt64) {
        for vector in randomConversation(seed: seed).vectors() {
            #expect(vector.values.count == Feature.all.count)
            #expect(vector.values.allSatisfy { !$0.isInfinite })
        }
    }

    @Test(arguments: MessageAction.allCases)
    func aClosingActIsHeardAndStays(action: MessageAction) {
        let messages = [message(0), message(1, .agent, action), message(2)]
        let closes = [.accept, .reject, .quit].contains(action)
        for count in 1...3 {
            let isClosed = vector(of: Array(messages.prefix(count)), listPrice: 100).isClosed
            #expect(isClosed == (closes && count > 1), "\(action), \(count) messages")
        }
    }

    @Test func aBargainReadsAsItsNumbers() {
        let vector = vector(
            of: [
                message(0, .client, words: 4, acts: [.greeting]),
                message(1, .agent, words: 6, acts: [.greeting, .openQuestion]),
                message(2, .client, words: 10, acts: [.offer], prices: [800]),
                message(3, .agent, words: 8, acts: [.concession], prices: [950]),
                message(4, .client, words: 2, prices: [900]),
                message(5, .agent, .offer, words: 0, offer: 900),
            ], listPrice: 1_000)
        #expect(vector["message_count"] == 6)
        #expect(vector["elapsed_seconds"] == 50)
        #expect(vector["client_words_per_message"].map { Float($0) } == Float(16.0 / 3))
        #expect(vector["client_first_price"].map { Float($0) } == 0.8)
        #expect(vector["client_price_move"].map { Float($0) } == 0.1)
        #expect(vector["price_gap"] == 0)
        #expect(vector["opening_gap"].map { Float($0) } == 0.15)
        #expect(vector["price_repeated"] == 1)
        #expect(vector["offer_pending"] == 1)
        #expect(vector["agent_offers_made"] == 1)
        #expect(vector["agent_response_seconds"] == 10)
        #expect(vector["agent_question_share"].map { Float($0) } == Float(1.0 / 3))
        #expect(vector["second_last_message_prices_named"] == 1)
        #expect(vector["last_message_is_agents"] == 1)
        #expect(vector["client_sentiment"] == nil)
        #expect(vector.mover(of: "client_first_price") == "m2")
        #expect(vector.mover(of: "price_gap") == "m5")
    }

    @Test func aNumberFarFromTheAskingPriceIsNoPrice() {
        let vector = vector(of: [message(0, prices: [1_998, 90])], listPrice: 100)
        #expect(vector["last_price"].map { Float($0) } == 0.9)
        #expect(vector["client_prices_named"] == 1)
    }

    @Test func withoutAnAskingPriceTheFirstPriceIsTheMeasure() {
        let vector = vector(of: [message(0, prices: [200]), message(1, .agent, prices: [300])])
        #expect(vector["last_price"] == 1.5)
        #expect(vector["list_price_log"] == nil)
        #expect(vector["price_gap"] == 0.5)
    }

    @Test func anUnknownActionTellsNothing() {
        let known = [message(0), message(2, .agent)]
        let withUnknown = [
            message(0), message(1, .client, nil, acts: [.objection]), message(2, .agent),
        ]
        #expect(vector(of: known) == vector(of: withUnknown))
        let withEmpty = [message(0), message(1, .client, words: 0), message(2, .agent)]
        #expect(vector(of: known) == vector(of: withEmpty))
    }

    @Test func timeThatRunsBackwardsCountsAsNone() {
        let vector = vector(of: [message(9), message(2, .agent)])
        #expect(vector["elapsed_seconds"] == 0)
        #expect(vector["last_gap_seconds"] == 0)
    }

    @Test func namesAreDistinctAndSayNothingOfWhoPeopleAre() {
        #expect(Set(Feature.names).count == Feature.names.count)
        let forbidden: Set = ["gender", "sex", "age", "race", "personality", "target", "outcome"]
        for name in Feature.names {
            let words = name.split(separator: "_").map(String.init)
            #expect(forbidden.isDisjoint(with: words), "\(name)")
        }
    }

    @Test func everyFeatureHasWords() {
        for feature in Feature.all {
            for value in [nil, 0, 1, 37.5] {
                let factor = SuccessFactor(
                    feature: feature, value: value, contribution: -0.1, messageID: nil)
                #expect(factor.explanation.hasSuffix(": a risk."))
                #expect(factor.explanation.count > 15)
            }
        }
    }

    @Test func leadingFactorsAreTheLargestWithTheirMessages() {
        let vector = vector(of: [message(0), message(1, .agent, prices: [50])], listPrice: 100)
        var contributions = Array(repeating: 0.0, count: Feature.all.count)
        contributions[0] = 0.3
        contributions[Feature.names.firstIndex(of: "last_price") ?? 0] = -0.9
        contributions[5] = 0.01
        let factors = leadingFactors(of: vector, contributions: contributions)
        #expect(factors.map(\.feature.name) == ["last_price", "message_count"])
        #expect(factors.first?.messageID?.rawValue == "m1")
        #expect(factors.first?.value == 0.5)
    }
}

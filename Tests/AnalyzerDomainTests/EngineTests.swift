import AnalyzerDomain
import Identifiers
import Testing

/// What holds for every conversation, whatever is said in it.
@Suite struct EngineTests {
    static let sayings = [
        "Hi there!", "How are you?", "What are you looking for?", "The price is too high.",
        "Would you take $1,900?", "I can do 2,100 if you sign today.", "Saturday at 10 works.",
        "Can I see it?", "Let me think about it.", "It has a pool and a garage.",
        "So you can walk to work.", "STOP", "No kids allowed.", "deal", "ok", "", "🙂🙂", "no",
        "Similar homes sold for $450k last month.", "I'm not interested.", "You're ridiculous",
        "When would you like to move?", "See you Saturday at noon", "thanks, bye",
        "WHY?! $$$ 1,2,3",
    ]

    static func conversation(_ random: inout SplitMix64) -> [Utterance] {
        var at = Instant(microseconds: 0)
        return (0..<Int.random(in: 0...40, using: &random)).map { index in
            at = at + .milliseconds(Int.random(in: -5_000...400_000, using: &random))
            return Utterance(
                id: MessageID("m\(index)"), role: Bool.random(using: &random) ? .agent : .client,
                action: Int.random(in: 0..<6, using: &random) == 0
                    ? MessageAction.allCases.randomElement(using: &random) ?? .message : .message,
                text: sayings.randomElement(using: &random) ?? "", sentAt: at,
                price: Bool.random(using: &random)
                    ? Double.random(in: -10...5_000, using: &random) : nil)
        }
    }

    /// A copy taken anywhere goes on as the original does, and so does one made from scratch.
    @Test(arguments: UInt64(0)..<200)
    func messageByMessageIsTheSameAsFromScratch(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let utterances = Self.conversation(&random)
        let whole = analyzer(after: utterances, listPrice: 2_000).analysis
        let split = utterances.isEmpty ? 0 : Int.random(in: 0...utterances.count, using: &random)
        var resumed = analyzer(after: Array(utterances.prefix(split)), listPrice: 2_000)
        for utterance in utterances.dropFirst(split) { _ = resumed.observe(utterance) }
        #expect(resumed.analysis == whole)
    }

    @Test(arguments: UInt64(0)..<200)
    func numbersStayInTheirBounds(seed: UInt64) {
        var random = SplitMix64(seed: seed &+ 1_000)
        let utterances = Self.conversation(&random)
        var live = ConversationAnalyzer(conversationID: "c", agentID: "a", listPrice: 2_000)
        for utterance in utterances {
            let change = live.observe(utterance)
            #expect((0...100).contains(change.overallQualityScore))
            #expect(change.objectionsResolved <= change.objectionsIdentified)
            #expect(change.message.sentiment.map { (-1...1).contains($0) } ?? true)
        }
        let analysis = live.analysis
        let scores = analysis.qualityScores.map(\.score) + analysis.expertiseScores.map(\.score)
        #expect(scores.allSatisfy { $0.map { (0...100).contains($0) } ?? true })
        #expect((0...1).contains(analysis.confidence))
        #expect(analysis.messages.map(\.messageID) == utterances.map(\.id))
        #expect(Set(analysis.opportunities.map(\.key)).count == analysis.opportunities.count)
        for area in analysis.qualityScores { #expect((area.score == nil) == area.evidence.isEmpty) }
    }

    /// The evidence adds up: start, plus the points, is the score.
    @Test func everyPointOfAScoreHasItsMessage() throws {
        let analysis = analyze(
            "A: What matters most to you?", "A: And when would you like to move?")
        let area = try #require(analysis.qualityScores.first { $0.area == .informationGathering })
        let sum = area.evidence.reduce(40) { $0 + $1.points }
        #expect(abs(sum - (area.score ?? 0)) < 1e-9)
        #expect(area.evidence.allSatisfy { $0.messageID == "m0" || $0.messageID == "m1" })
    }

    @Test(arguments: [
        String(repeating: "a", count: 100_000), String(repeating: "too high $5 ", count: 9_000),
        String(repeating: "🙂", count: 5_000),
        String(repeating: "\u{0}\u{1}\u{7F}\r\n\t", count: 500),
        String(repeating: "stop texting me ", count: 3_000), String(repeating: "9", count: 100_000),
        String(repeating: "?", count: 50_000), String(repeating: "$", count: 50_000),
        String(repeating: "i can do $1,9", count: 5_000), "\u{202E}\u{FEFF}e\u{301}\u{200D}👩‍👩‍👧",
        String(repeating: "1.2.3-4/5:", count: 5_000), "日本語のメッセージです。家は高すぎます", "''''’’’’", "$", "1,",
        "1.", "-", ":(",
        String(repeating: "a hundred and ", count: 5_000),
        String(repeating: "would you like to ", count: 5_000),
    ])
    func hostileTextIsReadInTime(text: String) {
        let clock = ContinuousClock()
        let took = clock.measure {
            for role in MessageRole.allCases {
                let change = say(text, as: role)
                #expect((0...100).contains(change.overallQualityScore))
                #expect(change.message.prices.count <= 16)
                #expect(change.message.prices.allSatisfy { $0.isFinite && $0 > 0 })
            }
        }
        #expect(took < .seconds(10), "debug builds are slow, but not that slow: \(took)")
    }

    @Test func theSameConversationAlwaysReadsTheSame() {
        var random = SplitMix64(seed: 7)
        let utterances = Self.conversation(&random)
        #expect(Set((0..<5).map { _ in analyzer(after: utterances).analysis }).count == 1)
    }

    @Test(arguments: [
        (
            ["A: The pool is open.", "A: It has a gym.", "A: And a spa.", "A: Parking too."],
            "discovery.no_question"
        ),
        (
            ["A: \(String(repeating: "and then there is more to say about it ", count: 12))"],
            "pace.monologue"
        ),
        (["A: Fuck off."], "manner.unprofessional"),
        (
            [
                "C: Hi, tell me about the flat.",
                "A: I'm asking $2,000, but I could do $1,700 for you.",
            ], "negotiation.early_concession"
        ),
        (["C: What is special about it?", "A: hm"], "pace.open_question_from_client"),
    ])
    func raises(lines: [String], key: String) {
        let analysis = analyzer(after: utterances(lines), listPrice: 2_000).analysis
        let raised = analysis.opportunities.first { $0.key == key }
        #expect(raised != nil)
        #expect(raised?.title.isEmpty == false && raised?.suggestedAction.isEmpty == false)
        #expect((0...1).contains(raised?.confidence ?? 2))
    }

    @Test func aLateReplyIsRaisedAndLowersTheScore() throws {
        var late = utterances(["C: Is it available?", "A: Yes, it is available now."])
        late[1].sentAt = late[0].sentAt + .seconds(3_600)
        let analysis = analyzer(after: late).analysis
        #expect(analysis.opportunities.map(\.key) == ["pace.slow_reply"])
        let area = try #require(analysis.qualityScores.first { $0.area == .responseTime })
        #expect((area.score ?? 100) < 50)
        #expect(analysis.pace.slowestResponse == .seconds(3_600))
    }

    @Test func aGoodConversationScoresAboveACurtOne() {
        let good = analyze(
            "C: Hi, I saw your listing. Is it still available?",
            "A: Hi! Yes, it is. What matters most to you in your next home?",
            "C: A yard for the dog and a short commute. But the price is a bit high.",
            """
            A: I understand, it's a big step. Similar homes here sold for $460,000 last month, \
            and the fenced yard means you never need a dog park.
            """,
            "C: That makes sense.", "A: Would Saturday at 10 work to see it?",
            "C: Saturday works.", "A: Great, you're booked. I'll send the address today. Thank you!"
        )
        let curt = analyze(
            "C: Hi, I saw your listing. Is it still available?", "A: yes",
            "C: Does it have a yard? The price is a bit high.", "A: no",
            "C: Can I see it?", "A: busy", "C: Ok, I'll look elsewhere. Bye.", "A: whatever")
        #expect(good.overallQualityScore > curt.overallQualityScore + 25)
        #expect(good.confidence > 0.5)
    }
}

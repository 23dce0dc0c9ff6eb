import AnalyzerDomain
import Identifiers
import Testing

@Suite struct PaceTests {
    private func said(
        _ number: Int, _ role: MessageRole, from start: Int, to end: Int, words: Int = 10
    ) -> Utterance {
        Utterance(
            id: MessageID("m\(number)"), role: role,
            text: Array(repeating: "house", count: words).joined(separator: " "),
            sentAt: Instant(microseconds: Int64(end) * 1_000_000),
            typingStartedAt: Instant(microseconds: Int64(start) * 1_000_000))
    }

    @Test func whoBeginsBeforeTheOtherHasEndedInterrupts() {
        let pace = analyzer(after: [
            said(0, .client, from: 0, to: 10), said(1, .agent, from: 6, to: 20),
            said(2, .client, from: 25, to: 30), said(3, .agent, from: 31, to: 40),
            said(4, .client, from: 39, to: 45),
        ]).analysis.pace
        #expect(pace.agentInterruptions == 1)
        #expect(pace.clientInterruptions == 1)
    }

    @Test func aMinuteOfSilenceIsDeadAir() {
        let pace = analyzer(after: [
            said(0, .client, from: 0, to: 10), said(1, .agent, from: 69, to: 75),
            said(2, .client, from: 135, to: 140),
        ]).analysis.pace
        #expect(pace.silenceCount == 1)
        #expect(pace.silenceTotal == .seconds(60))
    }

    @Test func wordsPerMinuteAreOfTheTimeSpoken() {
        let pace = analyzer(after: [
            said(0, .agent, from: 0, to: 30, words: 60), said(1, .client, from: 31, to: 40),
            said(2, .agent, from: 41, to: 71, words: 90),
        ]).analysis.pace
        #expect(pace.agentWordsPerMinute == 150)
        #expect(pace.longestRunWords == 90)
    }

    @Test func withoutBeginningsNothingIsGuessed() {
        let pace = analyze("A: Hello there, how can I help?", "C: Hi.").pace
        #expect(pace.agentWordsPerMinute == nil)
        #expect(pace.agentInterruptions == 0)
    }
}

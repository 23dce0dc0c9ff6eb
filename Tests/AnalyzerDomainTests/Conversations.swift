import AnalyzerDomain
import Identifiers

/// Utterances from lines such as `A: Hello` and `C: Hi`, twenty seconds apart.
func utterances(_ lines: [String]) -> [Utterance] {
    lines.enumerated().map { index, line in
        Utterance(
            id: MessageID("m\(index)"), role: line.hasPrefix("A") ? .agent : .client,
            text: String(line.dropFirst(3)),
            sentAt: Instant(microseconds: Int64(index) * 20_000_000))
    }
}

func analyze(_ lines: String..., listPrice: Double? = nil) -> Analysis {
    analyzer(after: utterances(lines), listPrice: listPrice).analysis
}

func analyzer(after utterances: [Utterance], listPrice: Double? = nil) -> ConversationAnalyzer {
    var analyzer = ConversationAnalyzer(
        conversationID: "c", agentID: "a", listPrice: listPrice)
    for utterance in utterances { _ = analyzer.observe(utterance) }
    return analyzer
}

/// The findings of one message said by `role` at the start of a conversation.
func say(_ text: String, as role: MessageRole, listPrice: Double? = nil) -> AnalysisChange {
    var analyzer = ConversationAnalyzer(conversationID: "c", agentID: "a", listPrice: listPrice)
    return analyzer.observe(
        Utterance(id: "m", role: role, text: text, sentAt: Instant(microseconds: 0)))
}

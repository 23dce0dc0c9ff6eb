import Identifiers
import RPC
import Wire

/// Scores conversations and finds what a coach should speak to.
public enum Analyzer {
    /// Adds one message to a conversation and scores what changed; the same message again changes
    /// nothing and answers the same.
    public static let observeMessage = Method<ObserveMessage, AnalysisUpdate>(
        "analyzer.observeMessage", .idempotent)

    /// Scores a whole conversation without keeping it.
    public static let analyzeConversation = Method<Conversation, ConversationAnalysis>(
        "analyzer.analyzeConversation", .idempotent)

    /// The stored analysis of a conversation; `not_found` when none was observed.
    public static let getAnalysis = Method<GetAnalysis, ConversationAnalysis>(
        "analyzer.getAnalysis", .idempotent)

    /// The messages of a conversation in order; `not_found` when none was observed.
    public static let getConversation = Method<GetAnalysis, Conversation>(
        "analyzer.getConversation", .idempotent)
}

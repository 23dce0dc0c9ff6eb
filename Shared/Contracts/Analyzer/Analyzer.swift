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

    /// What a CRM note says of a conversation; `not_found` when none was observed.
    public static let summarizeConversation = Method<GetAnalysis, ConversationSummary>(
        "analyzer.summarizeConversation", .idempotent)

    /// Observes messages as they come, of one conversation or of many, and answers each in order
    /// with what it changed; a message sent again changes nothing and is answered the same.
    public static let followConversations = BidirectionalMethod<ObserveMessage, AnalysisUpdate>(
        "analyzer.followConversations", .idempotent)

    /// Scores the conversations of a file without keeping them, and answers each in order with how
    /// far it has come; one that cannot be scored says why and ends nothing else.
    public static let analyzeBatch = BidirectionalMethod<BatchedConversation, BatchedAnalysis>(
        "analyzer.analyzeBatch", .idempotent, execution: .offloaded)

    /// The messages of a conversation in order; `not_found` when none was observed.
    public static let getConversation = Method<GetAnalysis, Conversation>(
        "analyzer.getConversation", .idempotent)

    /// Says what to listen for; the same definition again is the same version. Managers only.
    ///
    /// `failed_precondition` with the figures when the examples do not teach it.
    public static let defineTracker = Method<DefineTracker, Tracker>(
        "analyzer.defineTracker", .idempotent, execution: .offloaded)

    public static let listTrackers = Method<ListDefinitions, TrackerList>(
        "analyzer.listTrackers", .idempotent)

    /// The newest version, retired or not.
    public static let getTracker = Method<NameDefinition, Tracker>(
        "analyzer.getTracker", .idempotent)

    /// Stops listening; what was found stays found. Managers only.
    public static let retireTracker = Method<NameDefinition, Tracker>(
        "analyzer.retireTracker", .idempotent)

    /// Says what should be done in a conversation; the same definition again is the same version.
    /// Managers only.
    public static let defineRubric = Method<DefineRubric, Rubric>(
        "analyzer.defineRubric", .idempotent)

    public static let listRubrics = Method<ListDefinitions, RubricList>(
        "analyzer.listRubrics", .idempotent)

    /// The newest version, retired or not.
    public static let getRubric = Method<NameDefinition, Rubric>(
        "analyzer.getRubric", .idempotent)

    /// Stops scoring by it. Managers only.
    public static let retireRubric = Method<NameDefinition, Rubric>(
        "analyzer.retireRubric", .idempotent)

    /// Reads all conversations with what the tenant listens for now, in the order of their ids;
    /// each element tells how far it has come. Managers only.
    public static let scoreHistory = ServerStreamingMethod<ScoreHistory, HistoryScored>(
        "analyzer.scoreHistory", .idempotent, execution: .offloaded)
}

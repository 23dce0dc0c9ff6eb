import AnalyzerContract
import Claude
import Logging
import Postgres
import RPC
import Runtime

/// The rooms of the Analyzer, wired.
struct Rooms: Sendable {
    let handlers: Handlers
    /// Makes the views that nobody waits for, while it runs.
    let analyst: ConversationAnalyst

    init(
        _ settings: AnalyzerSettings, database: Database, events: EventLog, clock: any WallClock,
        logger: Logger
    ) {
        let store = ConversationStore(database: database, events: events)
        let live = LiveConversations(countMax: settings.liveConversationCountMax)
        let trackers = TrackerStore(database: database)
        let rubrics = RubricStore(database: database)
        let ears = TenantEars(trackers: trackers, rubrics: rubrics)
        let claude = ClaudeClient(
            settings.claude, ledger: MemoryLedger(), clock: clock, logger: logger)
        analyst = ConversationAnalyst(claude, patience: settings.claudePatience)
        let reader = AnalysisReader(store: store, live: live, ears: ears, analyst: analyst)
        var handlers = Handlers()
        let observe = ObserveMessageHandler(store: store, live: live, clock: clock)
        let analyze = AnalyzeConversationHandler(ears: ears, analyst: analyst)
        handlers.serve(Analyzer.observeMessage, observe.handle)
        handlers.set(
            Serving(latencyAllowance: ObserveMessageHandler.latencyAllowance),
            for: Analyzer.observeMessage)
        handlers.serve(
            Analyzer.followConversations, FollowConversationsHandler(observe: observe).handle)
        handlers.serve(Analyzer.analyzeConversation, analyze.handle)
        handlers.serve(Analyzer.analyzeBatch, AnalyzeBatchHandler(analyze: analyze).handle)
        handlers.serve(
            Analyzer.summarizeConversation, SummarizeConversationHandler(reader: reader).handle)
        handlers.serve(Analyzer.getAnalysis, GetAnalysisHandler(reader: reader).handle)
        handlers.serve(Analyzer.getConversation, GetConversationHandler(store: store).handle)
        Self.serve(trackers, rubrics, in: &handlers)
        handlers.serve(
            Analyzer.scoreHistory, ScoreHistoryHandler(store: store, ears: ears).handle)
        self.handlers = handlers
    }

    private static func serve(
        _ trackers: TrackerStore, _ rubrics: RubricStore, in handlers: inout Handlers
    ) {
        let tracker = DefinitionHandlers(store: trackers)
        handlers.serve(Analyzer.defineTracker, DefineTrackerHandler(store: trackers).handle)
        handlers.serve(Analyzer.listTrackers) {
            TrackerList(trackers: try await tracker.list($0, $1))
        }
        handlers.serve(Analyzer.getTracker, tracker.get)
        handlers.serve(Analyzer.retireTracker, tracker.retire)
        let rubric = DefinitionHandlers(store: rubrics)
        handlers.serve(Analyzer.defineRubric, DefineRubricHandler(store: rubrics).handle)
        handlers.serve(Analyzer.listRubrics) { RubricList(rubrics: try await rubric.list($0, $1)) }
        handlers.serve(Analyzer.getRubric, rubric.get)
        handlers.serve(Analyzer.retireRubric, rubric.retire)
    }
}

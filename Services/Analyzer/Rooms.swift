import AnalyzerContract
import Postgres
import RPC
import Runtime

/// The rooms of the Analyzer, wired.
struct Rooms: Sendable {
    let handlers: Handlers

    init(
        _ settings: AnalyzerSettings, database: Database, events: EventLog, clock: any WallClock
    ) {
        let store = ConversationStore(database: database)
        let live = LiveConversations(countMax: settings.liveConversationCountMax)
        let reader = AnalysisReader(store: store, live: live)
        var handlers = Handlers()
        handlers.serve(
            Analyzer.observeMessage,
            ObserveMessageHandler(
                store: store, live: live, turns: Turns(), events: events, clock: clock
            ).handle)
        handlers.serve(Analyzer.analyzeConversation, AnalyzeConversationHandler().handle)
        handlers.serve(Analyzer.getAnalysis, GetAnalysisHandler(reader: reader).handle)
        handlers.serve(Analyzer.getConversation, GetConversationHandler(store: store).handle)
        self.handlers = handlers
    }
}

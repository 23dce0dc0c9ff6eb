import AnalyzerContract
import GamificationContract
import GamificationDomain
import Postgres
import RPC
import Runtime

/// The rooms of Gamification, wired.
struct Rooms: Sendable {
    let handlers: Handlers
    let consumers: [EventConsumer]

    init(
        database: Database, events: EventLog, changes: CacheChanges, rules: PointRules = .standard
    ) {
        let ledger = LedgerStore(database: database)
        let days = ActiveDayStore(database: database)
        let progress = ProgressReader(ledger: ledger, days: days)
        let awards = Awards(rules: rules, ledger: ledger, progress: progress, events: events)
        var handlers = Handlers()
        handlers.serve(
            Gamification.getProfile,
            GetProfileHandler(
                cache: changes.cache("profiles", GamificationProfile.self), database: database,
                ledger: ledger, days: days, progress: progress
            ).handle)
        handlers.serve(Gamification.getLeaderboard, GetLeaderboardHandler(ledger: ledger).handle)
        handlers.serve(Gamification.listPoints, ListPointsHandler(ledger: ledger).handle)
        self.handlers = handlers
        consumers = [
            AnalyzerConsumer(rules: rules, awards: awards).consumer,
            CoachingConsumer(rules: rules, awards: awards, days: days).consumer,
        ]
    }
}

import AnalyzerContract
import CoachingContract
import CoachingDomain
import Logging
import Postgres
import PredictionContract
import RPC
import Runtime

/// The rooms of Coaching, wired.
struct Rooms: Sendable {
    let handlers: Handlers
    let consumer: EventConsumer
    let feed: AlertFeed
    let desk: NotificationDesk

    init(
        _ settings: CoachingSettings, database: Database, events: EventLog, changes: CacheChanges,
        analyzer: Client<Analyzer>, prediction: Client<Prediction>, logger: Logger
    ) {
        let alerts = AlertStore(database: database)
        let scores = ScoreStore(database: database)
        let performance = PerformanceStore(database: database)
        let analyzer = AnalyzerPeer(analyzer: analyzer)
        let bell = AlertBell()
        var handlers = Handlers.forSessions(SessionStore(database: database), events)
        handlers.serve(
            Coaching.observeMessage,
            ObserveMessageHandler(
                policy: AlertPolicy(minimumGap: settings.alertGap), analyzer: analyzer,
                prediction: PredictionPeer(prediction, budget: settings.predictionBudget),
                database: database, alerts: alerts, events: events, bell: bell
            ).handle)
        handlers.serve(
            Coaching.subscribeAlerts, SubscribeAlertsHandler(alerts: alerts, bell: bell).handle)
        handlers.set(Serving(endsAtDrain: true), for: Coaching.subscribeAlerts)
        handlers.serve(
            Coaching.respondToAlert,
            RespondToAlertHandler(
                database: database, alerts: alerts, performance: performance, events: events
            ).handle)
        handlers.serve(
            Coaching.getAgentPerformance,
            GetAgentPerformanceHandler(
                cache: changes.cache("performance", AgentPerformance.self),
                areas: AreaRefresher(analyzer: analyzer, scores: scores, logger: logger),
                performance: performance
            ).handle)
        handlers.serve(Coaching.listAgents, ListAgentsHandler(performance: performance).handle)
        handlers.serveNotifications(of: database)
        self.handlers = handlers
        desk = NotificationDesk(
            database: database,
            deliverers: settings.carriers.carriers(database: database, events: events).map {
                channel, carrier in
                Deliverer(
                    channel: channel, carrier: carrier, policy: DeliveryPolicy(),
                    store: DeliveryStore(database: database), logger: logger, now: { .wallClock })
            })
        consumer = MessageAnalyzedConsumer(scores: scores).consumer
        feed = AlertFeed(database: database, alerts: alerts, bell: bell, logger: logger)
    }
}

extension Handlers {
    fileprivate mutating func serveNotifications(of database: Database) {
        let notifications = NotificationStore(database: database)
        let recipients = NotificationRecipientHandler(
            recipients: RecipientStore(database: database))
        serve(
            Coaching.listNotifications,
            ListNotificationsHandler(notifications: notifications).handle)
        serve(
            Coaching.retryNotifications,
            RetryNotificationsHandler(notifications: notifications).handle)
        serve(
            Coaching.acknowledgeNotification,
            AcknowledgeNotificationHandler(notifications: notifications).handle)
        serve(Coaching.getNotificationRecipient, recipients.get)
        serve(Coaching.saveNotificationRecipient, recipients.save)
    }

    fileprivate static func forSessions(_ sessions: SessionStore, _ events: EventLog) -> Handlers {
        var handlers = Handlers()
        func change(_ change: ChangeSessionHandler.Change) -> ChangeSessionHandler {
            ChangeSessionHandler(change: change, sessions: sessions, events: events)
        }
        handlers.serve(
            Coaching.startSession, StartSessionHandler(sessions: sessions, events: events).handle)
        handlers.serve(Coaching.pauseSession, change(.pause).handle)
        handlers.serve(Coaching.resumeSession, change(.resume).handle)
        handlers.serve(Coaching.stopSession, change(.stop).handle)
        handlers.serve(Coaching.cancelSession, change(.cancel).handle)
        handlers.serve(Coaching.getSession, GetSessionHandler(sessions: sessions).handle)
        handlers.serve(Coaching.listSessions, ListSessionsHandler(sessions: sessions).handle)
        return handlers
    }
}

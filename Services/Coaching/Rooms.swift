import AnalyzerContract
import Claude
import CoachingContract
import CoachingDomain
import Identifiers
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
    let watch: Watch
    let reporter: TimingReporter

    init(
        _ settings: CoachingSettings, library: ModuleLibrary, database: Database, events: EventLog,
        changes: CacheChanges,
        analyzer: Client<Analyzer>, prediction: Client<Prediction>, logger: Logger
    ) {
        let alerts = AlertStore(database: database)
        let scores = ScoreStore(database: database)
        let performance = PerformanceStore(database: database)
        let analyzer = AnalyzerPeer(analyzer: analyzer)
        let areas = AreaRefresher(analyzer: analyzer, scores: scores, logger: logger)
        let bell = AlertBell()
        let teams = TeamStore(database: database)
        let sessions = SessionStore(database: database)
        let escalations = EscalationStore(database: database)
        let features = FeatureStore(database: database)
        let escalationDesk = EscalationDesk(store: escalations, outbox: NotificationOutbox())
        let claude = ClaudeClient(
            settings.claude, ledger: MemoryLedger(), clock: SystemClock(), logger: logger)
        let metrics = MetricsStore(database: database)
        var handlers = Handlers.forSessions(sessions, teams, events)
        handlers.serve(
            Coaching.observeMessage,
            ObserveMessageHandler(
                policy: AlertPolicy(minimumGap: settings.alertGap), analyzer: analyzer,
                prediction: PredictionPeer(prediction, budget: settings.predictionBudget),
                timing: TimingPeer(prediction, budget: settings.predictionBudget),
                database: database, alerts: alerts, teams: teams, events: events, bell: bell,
                desk: escalationDesk, gate: PromptGate(features: features, events: events)
            ).handle)
        handlers.set(
            Serving(latencyAllowance: ObserveMessageHandler.latencyAllowance),
            for: Coaching.observeMessage)
        handlers.serve(Coaching.switchFeature, SwitchFeatureHandler(features: features).handle)
        handlers.serve(
            Coaching.subscribeAlerts,
            SubscribeAlertsHandler(alerts: alerts, teams: teams, bell: bell).handle)
        handlers.set(Serving(endsAtDrain: true), for: Coaching.subscribeAlerts)
        handlers.serve(
            Coaching.respondToAlert,
            RespondToAlertHandler(
                database: database, alerts: alerts, teams: teams, performance: performance,
                events: events, reports: TimingReportStore(database: database)
            ).handle)
        handlers.serve(
            Coaching.getAgentPerformance,
            GetAgentPerformanceHandler(
                cache: changes.cache("performance", AgentPerformance.self),
                areas: areas,
                performance: performance, teams: teams
            ).handle)
        handlers.serve(
            Coaching.listAgents, ListAgentsHandler(performance: performance, teams: teams).handle)
        handlers.serveNotifications(of: database, teams)
        handlers.serveTraining(
            library, TrainingStore(database: database), teams, performance, areas,
            LearningPathPeer(prediction: prediction), metrics,
            PlanWriter(rules: PlanRules(), claude: claude, patience: settings.planPatience), events)
        handlers.serveRolePlays(
            library, analyzer, teams, database,
            claude.isConfigured
                ? ClaudeRolePlayClient(claude: claude, patience: settings.rolePlayPatience)
                : ScriptedRolePlayClient())
        let summaries = TeamSummaries(weeks: TeamWeekStore(database: database))
        handlers.serveManagers(
            teams, escalations, summaries,
            PromptWriter(
                database: database, sessions: sessions, alerts: alerts, events: events, bell: bell))
        handlers.serve(
            Coaching.getCoachingMetrics,
            GetCoachingMetricsHandler(
                cache: changes.cache("metrics", CoachingMetrics.self),
                store: metrics, teams: teams
            ).handle)
        self.handlers = handlers
        desk = NotificationDesk(
            database: database,
            deliverers: settings.carriers.carriers(database: database, events: events).map {
                channel, carrier in
                Deliverer(
                    channel: channel, carrier: carrier, policy: DeliveryPolicy(),
                    store: DeliveryStore(database: database), logger: logger, now: { .wallClock })
            })
        watch = Watch(
            silence: SilenceWatch(
                sessions: sessions, events: events, silence: settings.sessionSilence),
            declines: DeclineWatch(
                performance: performance, escalations: escalations, desk: escalationDesk),
            courier: WeekCourier(
                performance: performance, teams: teams, summaries: summaries,
                outbox: NotificationOutbox()),
            logger: logger, now: { .wallClock })
        consumer = MessageAnalyzedConsumer(scores: scores).consumer
        reporter = TimingReporter(
            reports: TimingReportStore(database: database), prediction: prediction, logger: logger,
            now: { .wallClock })
        feed = AlertFeed(database: database, alerts: alerts, bell: bell, logger: logger)
    }
}

extension Handlers {
    fileprivate mutating func serveNotifications(of database: Database, _ teams: TeamStore) {
        let notifications = NotificationStore(database: database)
        let recipients = NotificationRecipientHandler(
            recipients: RecipientStore(database: database), teams: teams)
        serve(
            Coaching.notifyAgent,
            NotifyAgentHandler(
                database: database, recipients: RecipientStore(database: database),
                outbox: NotificationOutbox()
            ).handle)
        serve(
            Coaching.listNotifications,
            ListNotificationsHandler(notifications: notifications, teams: teams).handle)
        serve(
            Coaching.retryNotifications,
            RetryNotificationsHandler(notifications: notifications).handle)
        serve(
            Coaching.acknowledgeNotification,
            AcknowledgeNotificationHandler(notifications: notifications, teams: teams).handle)
        serve(Coaching.getNotificationRecipient, recipients.get)
        serve(Coaching.saveNotificationRecipient, recipients.save)
    }

    fileprivate static func forSessions(
        _ sessions: SessionStore, _ teams: TeamStore, _ events: EventLog
    ) -> Handlers {
        var handlers = Handlers()
        func change(_ change: ChangeSessionHandler.Change) -> ChangeSessionHandler {
            ChangeSessionHandler(change: change, sessions: sessions, teams: teams, events: events)
        }
        handlers.serve(
            Coaching.startSession,
            StartSessionHandler(sessions: sessions, teams: teams, events: events).handle)
        handlers.serve(Coaching.pauseSession, change(.pause).handle)
        handlers.serve(Coaching.resumeSession, change(.resume).handle)
        handlers.serve(Coaching.stopSession, change(.stop).handle)
        handlers.serve(Coaching.cancelSession, change(.cancel).handle)
        handlers.serve(
            Coaching.getSession, GetSessionHandler(sessions: sessions, teams: teams).handle)
        handlers.serve(
            Coaching.listSessions, ListSessionsHandler(sessions: sessions, teams: teams).handle)
        return handlers
    }
}

extension Handlers {
    fileprivate mutating func serveTraining(
        _ library: ModuleLibrary, _ training: TrainingStore, _ teams: TeamStore,
        _ performance: PerformanceStore, _ areas: AreaRefresher, _ path: LearningPathPeer,
        _ metrics: MetricsStore, _ writer: PlanWriter, _ events: EventLog
    ) {
        serve(
            Coaching.listModules,
            ListModulesHandler(library: library, training: training, teams: teams).handle)
        serve(
            Coaching.getModule,
            GetModuleHandler(library: library, training: training, teams: teams).handle)
        serve(
            Coaching.startModule,
            StartModuleHandler(library: library, training: training, teams: teams).handle)
        serve(
            Coaching.submitAssessment,
            SubmitAssessmentHandler(
                library: library, training: training, teams: teams, performance: performance,
                events: events
            ).handle)
        serve(
            Coaching.createPlan,
            CreatePlanHandler(
                library: library, training: training, teams: teams, performance: performance,
                areas: areas, path: path, metrics: metrics, writer: writer
            ).handle)
        serve(
            Coaching.getPlan,
            GetPlanHandler(training: training, teams: teams, performance: performance).handle)
        serve(
            Coaching.getTrainingEffect,
            GetTrainingEffectHandler(training: training, teams: teams).handle)
    }

    fileprivate mutating func serveRolePlays(
        _ library: ModuleLibrary, _ analyzer: AnalyzerPeer, _ teams: TeamStore,
        _ database: Database, _ client: any RolePlayClient
    ) {
        let store = RolePlayStore(database: database, library: library)
        let judge = RolePlayJudge(analyzer: analyzer)
        serve(
            Coaching.startRolePlay,
            StartRolePlayHandler(library: library, store: store, teams: teams, client: client)
                .handle)
        serve(
            Coaching.sayInRolePlay,
            SayInRolePlayHandler(store: store, teams: teams, client: client, judge: judge).handle)
        serve(
            Coaching.endRolePlay,
            EndRolePlayHandler(store: store, teams: teams, judge: judge).handle)
        serve(Coaching.getRolePlay, GetRolePlayHandler(store: store, teams: teams).handle)
        serve(Coaching.listRolePlays, ListRolePlaysHandler(store: store, teams: teams).handle)
    }
}

extension Handlers {
    fileprivate mutating func serveManagers(
        _ teams: TeamStore, _ escalations: EscalationStore, _ summaries: TeamSummaries,
        _ writer: PromptWriter
    ) {
        func change(_ status: EscalationStatus) -> ChangeEscalationHandler {
            ChangeEscalationHandler(status: status, teams: teams, escalations: escalations)
        }
        serve(Coaching.saveTeam, SaveTeamHandler(teams: teams).handle)
        serve(Coaching.listTeams, ListTeamsHandler(teams: teams).handle)
        serve(
            Coaching.listEscalations,
            ListEscalationsHandler(teams: teams, escalations: escalations).handle)
        serve(Coaching.acknowledgeEscalation, change(.acknowledged).handle)
        serve(Coaching.resolveEscalation, change(.resolved).handle)
        serve(Coaching.whisper, WhisperHandler(teams: teams, writer: writer).handle)
        serve(
            Coaching.sendTemplate,
            SendTemplateHandler(teams: teams, writer: writer, outbox: NotificationOutbox()).handle)
        serve(
            Coaching.getTeamSummary,
            GetTeamSummaryHandler(teams: teams, summaries: summaries).handle)
    }
}

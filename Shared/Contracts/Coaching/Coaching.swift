import AnalyzerContract
import Identifiers
import RPC
import Wire

/// Coaches agents while they talk.
public enum Coaching {
    /// Starts coaching an agent; a second start while one is active returns the active session.
    public static let startSession = Method<StartSession, CoachingSession>(
        "coaching.startSession", .idempotent)
    /// Keeps the session and sends no alerts until it is resumed.
    public static let pauseSession = Method<ChangeSession, CoachingSession>(
        "coaching.pauseSession", .idempotent)
    public static let resumeSession = Method<ChangeSession, CoachingSession>(
        "coaching.resumeSession", .idempotent)
    /// Completes the session; `not_found` when there is none.
    public static let stopSession = Method<ChangeSession, CoachingSession>(
        "coaching.stopSession", .idempotent)
    /// Ends the session without counting it as coaching done.
    public static let cancelSession = Method<ChangeSession, CoachingSession>(
        "coaching.cancelSession", .idempotent)
    public static let getSession = Method<ChangeSession, CoachingSession>(
        "coaching.getSession", .idempotent)
    /// Sessions, newest first.
    public static let listSessions = Method<ListSessions, SessionList>(
        "coaching.listSessions", .idempotent)

    /// Hears one message: it is analysed, stored and, when the session's intensity says so, an alert
    /// goes out. The same message again changes nothing and answers the same.
    public static let observeMessage = Method<ObserveMessage, Observation>(
        "coaching.observeMessage", .idempotent)

    /// Alerts after a cursor, then new ones as they come; a client that reconnects with the last
    /// cursor it saw misses nothing.
    public static let subscribeAlerts = ServerStreamingMethod<SubscribeAlerts, Alert>(
        "coaching.subscribeAlerts")
    /// What the agent did with an alert.
    public static let respondToAlert = Method<RespondToAlert, Alert>(
        "coaching.respondToAlert", .idempotent)

    /// How an agent has done over a period, from their stored analyses.
    public static let getAgentPerformance = Method<GetAgentPerformance, AgentPerformance>(
        "coaching.getAgentPerformance", .idempotent)
    /// Every agent of the tenant with their latest numbers.
    public static let listAgents = Method<ListAgents, AgentList>("coaching.listAgents", .idempotent)

    /// What people were told and are to be told, newest first.
    public static let listNotifications = Method<ListNotifications, NotificationList>(
        "coaching.listNotifications", .idempotent)
    /// Tries notifications of the dead-letter list anew.
    public static let retryNotifications = Method<RetryNotifications, RetriedNotifications>(
        "coaching.retryNotifications", .idempotent)
    /// Says that a person opened, followed or answered a notification.
    public static let acknowledgeNotification = Method<
        AcknowledgeNotification, NotificationRecord
    >("coaching.acknowledgeNotification", .idempotent)
    /// Where somebody is reached and how they want to be told; the defaults when nothing is known.
    public static let getNotificationRecipient = Method<
        GetNotificationRecipient, NotificationRecipient
    >("coaching.getNotificationRecipient", .idempotent)
    /// Keeps where somebody is reached and how they want to be told.
    public static let saveNotificationRecipient = Method<
        NotificationRecipient, NotificationRecipient
    >("coaching.saveNotificationRecipient", .idempotent)

    /// The modules of the library, with an agent's progress when one is named.
    public static let listModules = Method<ListModules, ModuleList>(
        "coaching.listModules", .idempotent)
    /// A module to read, without the answers of its assessment.
    public static let getModule = Method<NameModule, TrainingModuleContent>(
        "coaching.getModule", .idempotent)
    /// The agent begins with a module; `agent_id` must be there.
    public static let startModule = Method<NameModule, ModuleProgress>(
        "coaching.startModule", .idempotent)
    /// Marks the answers. Each attempt counts; the best one stands.
    public static let submitAssessment = Method<SubmitAssessment, AssessmentResult>(
        "coaching.submitAssessment")
    /// Makes a plan from how the agent talks and what they have learned; it replaces the last one.
    public static let createPlan = Method<CreatePlan, TrainingPlan>(
        "coaching.createPlan")
    /// The agent's newest plan with what has been done of it; `not_found` before the first.
    public static let getPlan = Method<GetPlan, TrainingPlan>("coaching.getPlan", .idempotent)
    /// How agents talked before and after they completed modules.
    public static let getTrainingEffect = Method<GetTrainingEffect, TrainingEffectReport>(
        "coaching.getTrainingEffect", .idempotent)

    /// Opens a practice conversation: the client says the first line.
    public static let startRolePlay = Method<StartRolePlay, RolePlay>(
        "coaching.startRolePlay")
    /// Says the agent's next line and hears the client's answer.
    public static let sayInRolePlay = Method<SayInRolePlay, RolePlay>(
        "coaching.sayInRolePlay", .idempotent)
    /// Stops before the end; the scorecard is of what was said.
    public static let endRolePlay = Method<NameRolePlay, RolePlay>(
        "coaching.endRolePlay", .idempotent)
    public static let getRolePlay = Method<NameRolePlay, RolePlay>(
        "coaching.getRolePlay", .idempotent)
    public static let listRolePlays = Method<ListRolePlays, RolePlayList>(
        "coaching.listRolePlays", .idempotent)

    /// Makes a team or replaces it; for admins. Once a tenant has teams, managers see their own.
    public static let saveTeam = Method<Team, Team>("coaching.saveTeam", .idempotent)
    /// The teams that the caller may see.
    public static let listTeams = Method<ListTeams, TeamList>("coaching.listTeams", .idempotent)

    public static let listEscalations = Method<ListEscalations, EscalationList>(
        "coaching.listEscalations", .idempotent)
    /// Somebody has seen it.
    public static let acknowledgeEscalation = Method<ChangeEscalation, Escalation>(
        "coaching.acknowledgeEscalation", .idempotent)
    /// It is dealt with; the note must say how.
    public static let resolveEscalation = Method<ChangeEscalation, Escalation>(
        "coaching.resolveEscalation", .idempotent)

    /// A prompt by a manager; `failed_precondition` when the agent has no open session.
    public static let whisper = Method<Whisper, Alert>("coaching.whisper")
    /// A prompt to every agent of some teams.
    public static let sendTemplate = Method<SendTemplate, TemplateReport>("coaching.sendTemplate")

    /// A team's week with what to do about it.
    public static let getTeamSummary = Method<GetTeamSummary, TeamSummary>(
        "coaching.getTeamSummary", .idempotent)
    /// What coaching came to in a period; for managers.
    public static let getCoachingMetrics = Method<GetCoachingMetrics, CoachingMetrics>(
        "coaching.getCoachingMetrics", .idempotent)

    /// Tells who gets a feature and who does not while it is tried out; the newest word on an
    /// experiment counts. Called by ROI, which runs the experiments.
    public static let switchFeature = Method<FeatureSwitch, FeatureSwitch>(
        "coaching.switchFeature", .idempotent)
    /// Tells an agent something by the channels that reach them and that they have not muted, after
    /// their quiet hours; called by the services that have something to tell.
    public static let notifyAgent = Method<NotifyAgent, NotifiedAgent>(
        "coaching.notifyAgent", .idempotent)
}

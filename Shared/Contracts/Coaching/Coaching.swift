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
}

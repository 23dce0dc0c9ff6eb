import MeshContract
import RPC
import Wire

extension Coaching {
    /// The contract as a value: what `meshctl contracts` writes out and holds to its promises.
    public static let contract = Contract(
        "coaching",
        methods: [
            startSession.descriptor, pauseSession.descriptor, resumeSession.descriptor,
            stopSession.descriptor, cancelSession.descriptor, getSession.descriptor,
            listSessions.descriptor, observeMessage.descriptor, subscribeAlerts.descriptor,
            respondToAlert.descriptor, getAgentPerformance.descriptor, listAgents.descriptor,
            listNotifications.descriptor, retryNotifications.descriptor,
            acknowledgeNotification.descriptor, getNotificationRecipient.descriptor,
            saveNotificationRecipient.descriptor, switchFeature.descriptor, notifyAgent.descriptor,
        ] + trainingMethods + managerMethods,
        events: [
            SessionStarted.self, SessionChanged.self, MessageObserved.self, AlertRaised.self,
            AlertAnswered.self, NotificationSent.self, ModuleCompleted.self, ArmMet.self,
        ])

    static let trainingMethods = [
        listModules.descriptor, getModule.descriptor, startModule.descriptor,
        submitAssessment.descriptor, createPlan.descriptor, getPlan.descriptor,
        getTrainingEffect.descriptor, startRolePlay.descriptor, sayInRolePlay.descriptor,
        endRolePlay.descriptor, getRolePlay.descriptor, listRolePlays.descriptor,
    ]

    static let managerMethods = [
        saveTeam.descriptor, listTeams.descriptor, listEscalations.descriptor,
        acknowledgeEscalation.descriptor, resolveEscalation.descriptor, whisper.descriptor,
        sendTemplate.descriptor, getTeamSummary.descriptor, getCoachingMetrics.descriptor,
    ]
}

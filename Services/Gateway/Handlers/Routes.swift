import GatewayDomain
import HTTPTypes
import Hummingbird
import Identifiers
import Telemetry

/// Every address that the gateway answers, and what answers it.
struct Routes: Sendable {
    let signIns: SignIns
    let peers: Peers
    let hub: LiveHub
    /// What agents earn, as Gamification tells of it.
    let unlocks: LiveHub
    /// Whom managers may see.
    let sights: Sights
    let templates: Templates
    let origins: Origins
    let strictTransportSeconds: Int?
    let now: @Sendable () -> Instant
    /// Nil makes no spans.
    var tracer: MeshTracer?
    /// Nil takes no webhooks.
    var webhooks: WebhookHandler?
    /// Nil knows of nobody whether they are there.
    var presence: PresenceStore?
    /// Nil lists no webhooks.
    var inbox: WebhookStore?

    func router() -> Router<GatewayContext> {
        let router = Router(context: GatewayContext.self)
        if let tracer { router.middlewares.add(RequestSpans(tracer: tracer)) }
        router.middlewares.add(SecurityHeaders(strictTransportSeconds: strictTransportSeconds))
        router.middlewares.add(ProblemAnswers(templates: templates))
        router.middlewares.add(OriginCheck(origins: origins))
        router.middlewares.add(SignInReader(signIns: signIns, now: now))
        addPages(to: router)
        addSession(to: router)
        CoachingSessionHandlers(coaching: peers.coaching).add(to: router)
        addTraining(to: router)
        addTeam(to: router)
        addNotifications(to: router)
        addReturns(to: router)
        addAPI(to: router)
        return router
    }

    private func addPages(to router: Router<GatewayContext>) {
        let live = LivePageHandler(
            state: liveState, coaching: peers.coaching, unlocks: unlocks, templates: templates,
            now: now)
        let agents = AgentsPageHandler(
            coaching: peers.coaching, presence: presence, templates: templates, now: now)
        let agent = AgentPageHandler(state: agentState, templates: templates)
        router.get("/") { try await live.handle($0, $1) }
        router.get("/agents") { try await agents.handle($0, $1) }
        router.get("/agents/:id") { try await agent.handle($0, $1) }
        GameHandlers(
            gamification: peers.gamification, sights: sights, templates: templates, now: now
        ).add(to: router)
        LearningHandlers(
            gamification: peers.gamification, coaching: peers.coaching, sights: sights,
            templates: templates, now: now
        ).add(to: router)
        router.get("/sign-in") { [templates] _, context in
            if context.signIn != nil {
                return Response(status: .seeOther, headers: [.location: "/"])
            }
            return try templates.page("sign-in", SignInPage())
        }
        router.get("/assets/:name") { [templates] _, context in
            guard let asset = context.parameters.get("name").flatMap({ templates.assets[$0] })
            else {
                throw Problem.notFound
            }
            return Response(
                status: .ok,
                headers: [
                    .contentType: asset.type, .cacheControl: "public, max-age=31536000, immutable",
                ], body: .init(byteBuffer: asset.bytes))
        }
    }

    private func addTraining(to router: Router<GatewayContext>) {
        let coaching = peers.coaching
        let training = TrainingPageHandler(
            coaching: coaching, sights: sights, templates: templates)
        let module = ModulePageHandler(coaching: coaching, templates: templates)
        let rolePlay = RolePlayPageHandler(coaching: coaching, templates: templates)
        let plan = MakePlanHandler(coaching: coaching)
        let assessment = AssessmentHandler(coaching: coaching, templates: templates)
        let start = StartRolePlayHandler(coaching: coaching)
        let line = RolePlayLineHandler(coaching: coaching)
        let end = EndRolePlayHandler(coaching: coaching)
        router.get("/training") { try await training.handle($0, $1) }
        router.get("/training/modules/:id") { try await module.handle($0, $1) }
        router.get("/role-plays/:id") { try await rolePlay.handle($0, $1) }
        router.post("/api/training/plan") { try await plan.handle($0, $1) }
        router.post("/api/training/modules/:id/assessment") { try await assessment.handle($0, $1) }
        router.post("/api/role-plays") { try await start.handle($0, $1) }
        router.post("/api/role-plays/:id/lines") { try await line.handle($0, $1) }
        router.post("/api/role-plays/:id/end") { try await end.handle($0, $1) }
    }

    private func addTeam(to router: Router<GatewayContext>) {
        let coaching = peers.coaching
        let team = TeamPageHandler(coaching: coaching, templates: templates, now: now)
        let escalation = EscalationHandler(coaching: coaching)
        let whisper = WhisperHandler(coaching: coaching)
        let message = TeamMessageHandler(coaching: coaching)
        let models = ModelsPageHandler(prediction: peers.prediction, templates: templates)
        router.get("/team") { try await team.handle($0, $1) }
        router.get("/models") { try await models.handle($0, $1) }
        router.post("/api/escalations/:id") { try await escalation.handle($0, $1) }
        router.post("/api/whispers") { try await whisper.handle($0, $1) }
        router.post("/api/team-messages") { try await message.handle($0, $1) }
    }

    private func addNotifications(to router: Router<GatewayContext>) {
        let page = NotificationsPageHandler(coaching: peers.coaching, templates: templates)
        let preferences = NotificationPreferencesHandler(coaching: peers.coaching)
        let done = NotificationDoneHandler(coaching: peers.coaching)
        router.get("/notifications") { try await page.handle($0, $1) }
        router.post("/api/notification-preferences") { try await preferences.handle($0, $1) }
        router.post("/api/notifications/:id/done") { try await done.handle($0, $1) }
    }

    private func addReturns(to router: Router<GatewayContext>) {
        let page = ReturnsPageHandler(peers: peers, templates: templates, now: now)
        let files = ReturnsFileHandler(roi: peers.roi, now: now)
        let keys = ReportKeysHandler(roi: peers.roi)
        let schedule = ReportScheduleHandler(roi: peers.roi)
        let survey = SurveyHandler(roi: peers.roi)
        let accounts = AccountHandlers(roi: peers.roi, templates: templates, now: now)
        router.get("/returns") { try await page.handle($0, $1) }
        router.get("/returns/accounts") { try await accounts.page($0, $1) }
        router.post("/api/returns/baseline") { try await accounts.baseline($0, $1) }
        router.post("/api/returns/costs") { try await accounts.cost($0, $1) }
        router.post("/api/returns/spreads") { try await accounts.spreads($0, $1) }
        router.get("/returns/:file") { try await files.report($0, $1) }
        router.get("/returns/reports/:hash") { try await files.kept($0, $1) }
        router.get("/issuers/:tenant/report-keys.json") { try await keys.handle($0, $1) }
        router.post("/api/returns/schedule") { try await schedule.handle($0, $1) }
        ExperimentHandlers(roi: peers.roi, templates: templates).add(to: router)
        router.post("/api/survey") { try await survey.handle($0, $1) }
    }

    private func addSession(to router: Router<GatewayContext>) {
        let signIn = SignInHandler(signIns: signIns, templates: templates, now: now)
        let session = SessionHandler()
        let signOut = SignOutHandler(signIns: signIns)
        router.post("/api/session") { try await signIn.handle($0, $1) }
        router.get("/api/session") { try session.handle($0, $1) }
        router.delete("/api/session") { try await signOut.handle($0, $1) }
        router.post("/api/session/end") { try await signOut.handle($0, $1) }
    }

    private func addAPI(to router: Router<GatewayContext>) {
        let conversations = ConversationsHandler(state: liveState)
        let agent = AgentHandler(state: agentState)
        let response = AlertResponseHandler(coaching: peers.coaching)
        let message = MessageHandler(coaching: peers.coaching, now: now)
        let refusal = LiveRefusalHandler(origins: origins)
        router.get("/api/conversations") { try await conversations.handle($0, $1) }
        router.get("/api/agents/:id") { try await agent.handle($0, $1) }
        router.post("/api/alerts/:id/response") { try await response.handle($0, $1) }
        router.post("/api/messages") { try await message.handle($0, $1) }
        if let inbox { WebhookListHandlers(inbox: inbox, templates: templates).add(to: router) }
        if let webhooks {
            router.post("/api/webhooks/ghl") { try await webhooks.handle($0, $1) }
        }
        let transcript = TranscriptHandler(coaching: peers.coaching, now: now)
        router.post("/api/transcripts") { try await transcript.handle($0, $1) }
        router.get("/api/live") { try refusal.handle($0, $1) }
    }

    private var liveState: LiveState {
        LiveState(hub: hub, analyzer: peers.analyzer, sights: sights)
    }
    private var agentState: AgentState {
        AgentState(peers: peers, hub: hub, sights: sights, now: now)
    }
}

import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import RPC
import Runtime
import Wire

/// Shows a manager's words as a prompt in an agent's open session.
struct PromptWriter: Sendable {
    let database: Database
    let sessions: SessionStore
    let alerts: AlertStore
    let events: EventLog
    let bell: AlertBell

    /// The agent in a conversation; nil when there is no such conversation.
    func talker(
        in conversation: ConversationID, _ tenant: TenantID
    ) async throws(DatabaseError) -> AgentID? {
        try await database.scoped(to: .tenant(tenant)).first(
            """
            SELECT agent_id FROM coaching.conversations \
            WHERE tenant_id = \(tenant) AND conversation_id = \(conversation)
            """, as: AgentID.self)
    }

    /// Nil when the agent has no open session: there is no screen to show it on.
    func show(
        _ words: ManagerWords, to agent: AgentID, _ tenant: TenantID, at now: Instant
    ) async throws -> Alert? {
        let alert: Alert? = try await database.withTransaction(.tenant(tenant)) { transaction in
            let open = try await sessions.openSession(of: agent, tenant, in: transaction)
            guard let open else { return nil }
            var alert = Alert(
                alertID: AlertID(at: now), cursor: 0, tenantID: tenant, agentID: agent,
                sessionID: open.session.sessionID, conversationID: words.conversation,
                messageID: "", type: Open(.realTimeSuggestion), priority: Open(words.priority),
                confidence: 1, title: words.title, message: words.text,
                suggestedAction: words.suggestedAction, evidence: [], channels: [],
                createdAt: now, isEscalated: false, isCompliance: false)
            alerts.ring(AlertRing(tenant: tenant, agent: agent), in: transaction)
            alert.cursor = try await alerts.insert(
                alert, key: "manager.\(alert.alertID)", in: transaction)
            try await events.append(
                AlertRaised(alert: alert), tenant: tenant, agent: agent, at: now, in: transaction)
            return alert
        }
        if alert != nil { bell.ring(tenant, agent: agent) }
        return alert
    }
}

/// What a manager says to an agent.
struct ManagerWords: Sendable {
    var conversation: ConversationID
    var title: String
    var text: String
    var suggestedAction = ""
    var priority = CoachingPriority.high
}

/// Serves `Coaching.whisper`.
struct WhisperHandler: Sendable {
    static let textByteCountMax = 500

    let teams: TeamStore
    let writer: PromptWriter

    func handle(_ request: Whisper, _ call: Call) async throws -> Alert {
        try Access(call, to: request.tenantID).requireManager("whispers")
        try checkID(request.conversationID.rawValue, "conversation_id")
        try checkText(request.text, "text", byteCountMax: Self.textByteCountMax)
        guard !request.text.allSatisfy(\.isWhitespace) else {
            throw RPCError.invalid("text", "must say something")
        }
        try await teams.sight(of: call, request.tenantID).require(request.agentID)
        guard
            try await writer.talker(in: request.conversationID, request.tenantID)
                == request.agentID
        else { throw RPCError.missing("conversation of this agent", request.conversationID) }
        let from = call.principal?.subject ?? "your manager"
        let alert = try await writer.show(
            ManagerWords(
                conversation: request.conversationID, title: "From \(from)", text: request.text),
            to: request.agentID, request.tenantID, at: call.now)
        guard let alert else {
            throw RPCError(
                .failedPrecondition,
                "the agent is not being coached now, so nobody would see it; start a session",
                details: [.reason("no_open_session")])
        }
        return alert
    }
}

/// Serves `Coaching.sendTemplate`.
struct SendTemplateHandler: Sendable {
    static let textByteCountMax = 2_000

    let teams: TeamStore
    let writer: PromptWriter
    let outbox: NotificationOutbox

    func handle(_ request: SendTemplate, _ call: Call) async throws -> TemplateReport {
        try Access(call, to: request.tenantID).requireManager("templates")
        try checkText(request.title, "title", byteCountMax: 200)
        try checkText(request.message, "message", byteCountMax: Self.textByteCountMax)
        try checkText(
            request.suggestedAction, "suggested_action", byteCountMax: Self.textByteCountMax)
        let priority = try known(request.priority, "priority")
        guard !request.teams.isEmpty, !request.title.isEmpty else {
            throw RPCError.invalid("teams", "and title must not be empty")
        }
        guard !request.title.contains(where: \.isNewline) else {
            throw RPCError.invalid("title", "must be one line")
        }
        for (text, field) in [
            (request.title, "title"), (request.message, "message"),
            (request.suggestedAction, "suggested_action"),
        ] { try checkPlaceholders(text, field) }
        let led = try await teams.teams(of: call, request.tenantID)
        var report = TemplateReport(reached: [], missed: [])
        var told: Set<AgentID> = []
        for id in request.teams {
            let team = try led.team(id)
            for agent in team.agents where told.insert(agent).inserted {
                let words = ManagerWords(
                    conversation: ConversationID("team-\(team.teamID)"),
                    title: Self.filled(request.title, agent, team),
                    text: Self.filled(request.message, agent, team),
                    suggestedAction: Self.filled(request.suggestedAction, agent, team),
                    priority: priority)
                let alert = try await writer.show(words, to: agent, request.tenantID, at: call.now)
                if alert == nil {
                    report.missed.append(agent)
                    try await notify(agent, words, request.tenantID, at: call.now)
                } else {
                    report.reached.append(agent)
                }
            }
        }
        return report
    }

    /// Who has no open session finds it later.
    private func notify(
        _ agent: AgentID, _ words: ManagerWords, _ tenant: TenantID, at now: Instant
    ) async throws {
        try await outbox.enqueue(
            Notification(
                tenant: tenant, recipient: .agent(agent), kind: .feedback,
                priority: words.priority, title: words.title, body: words.text,
                subject: words.conversation.rawValue,
                deduplicationKey: "template.\(words.title).\(now)", channels: [.inAppMessage]),
            at: now, in: writer.database.scoped(to: .tenant(tenant)))
    }

    private static let placeholders = ["agent", "team"]

    /// A name that is misspelt would stand in every agent's prompt as it is.
    private func checkPlaceholders(_ text: String, _ field: String) throws(RPCError) {
        for found in text.matches(of: /\{([^{}\s]*)\}/) {
            guard !Self.placeholders.contains(String(found.output.1)) else { continue }
            let known = Self.placeholders.map { "{\($0)}" }.joined(separator: ", ")
            throw .invalid(field, "has \(found.output.0), and only \(known) are filled in")
        }
    }

    private static func filled(_ text: String, _ agent: AgentID, _ team: Team) -> String {
        text.replacing("{agent}", with: agent.rawValue).replacing("{team}", with: team.name)
    }
}

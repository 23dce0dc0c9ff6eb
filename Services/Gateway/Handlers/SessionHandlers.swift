import CoachingContract
import GatewayDomain
import HTTPTypes
import Hummingbird
import Identifiers
import Wire

/// Serves coaching sessions to agents, and to managers those of the agents whom they lead:
/// `GET` and `POST /api/coaching-sessions`, `POST /api/coaching-sessions/{id}/pause|resume|end`.
struct CoachingSessionHandlers: Sendable {
    /// What one answer lists.
    private static let countMax = 100

    /// A program leaves out what it does not choose; a form sends every choice.
    private struct Start: Decodable {
        /// The person's own when it is missing.
        let agent_id: String?
        let intensity: String?
        /// Beside the live page.
        let channels: [String]?
        let time_zone: String?
    }

    let coaching: CoachingPeer

    func add(to router: Router<GatewayContext>) {
        router.get("/api/coaching-sessions") { try await list($0, $1) }
        router.post("/api/coaching-sessions") { try await start($0, $1) }
        router.post("/api/coaching-sessions/:id/:change") { try await change($0, $1) }
    }

    private func list(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        let agent = request.uri.queryParameters["agent_id"].map { AgentID(String($0)) }
        let sessions = try await coaching.sessions(
            of: agent, limit: Self.countMax, for: person)
        return try JSONAnswer.response(["sessions": sessions.map(CoachingSessionJSON.init)])
    }

    private func start(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        let body = try await request.decoded(Start.self)
        let named = body.agent_id.flatMap { $0.isEmpty ? nil : AgentID($0) }
        guard let agent = named ?? person.agent else {
            throw Problem.invalid("agent_id is missing: say whose session it is.")
        }
        guard person.maySee(agent) else { throw Problem.forbidden }
        let session = try await coaching.start(
            StartSession(
                tenantID: person.tenant, agentID: agent,
                intensity: Open(try Self.intensity(body.intensity ?? "moderate")),
                preferredChannels: try (body.channels ?? []).map { Open(try Self.channel($0)) },
                timeZone: body.time_zone ?? ""),
            by: person)
        return try answer(session, to: request)
    }

    private func change(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        guard let id = SessionID(try context.word("id")),
            let change = SessionChange(rawValue: try context.word("change"))
        else { throw Problem.notFound }
        return try answer(try await coaching.change(id, change, by: person), to: request)
    }

    private func answer(_ session: CoachingSession, to request: Request) throws -> Response {
        guard !request.isFromPage else { return .seeOther(request.pageBefore) }
        return try JSONAnswer.response(CoachingSessionJSON(session))
    }

    private static func intensity(_ name: String) throws(Problem) -> CoachingIntensity {
        guard let intensity = CoachingIntensity(rawValue: name) else {
            throw .invalid("intensity must be \(names(of: CoachingIntensity.self)).")
        }
        return intensity
    }

    private static func channel(_ name: String) throws(Problem) -> NotificationChannel {
        guard let channel = NotificationChannel(rawValue: name) else {
            throw .invalid("channels must be among \(names(of: NotificationChannel.self)).")
        }
        return channel
    }

    private static func names<Word: Vocabulary>(of type: Word.Type) -> String {
        Word.allCases.map { "\($0.rawValue)" }.joined(separator: ", ")
    }
}

/// A session as programs read it.
private struct CoachingSessionJSON: Encodable {
    let session_id: String
    let agent_id: String
    let status: String
    let intensity: String
    let channels: [String]
    let time_zone: String
    let started_at: String
    let ended_at: String?
    let conversations_monitored: Int
    let alerts_sent: Int
    let current_quality_score: Double?
    let baseline_quality_score: Double?

    init(_ session: CoachingSession) {
        session_id = session.sessionID.description
        agent_id = session.agentID.rawValue
        status = session.status.text
        intensity = session.intensity.text
        channels = session.preferredChannels.map(\.text)
        time_zone = session.timeZone
        started_at = session.startedAt.description
        ended_at = session.endedAt?.description
        conversations_monitored = session.conversationsMonitored
        alerts_sent = session.alertsSent
        current_quality_score = session.currentQualityScore
        baseline_quality_score = session.baselineQualityScore
    }
}

import CoachingContract
import GatewayDomain
import HTTPTypes
import Hummingbird
import Identifiers
import Wire

/// Serves `/team`: the inbox, the week, and what coaching came to; for managers.
struct TeamPageHandler: Sendable {
    /// The figures of the last four weeks.
    static let metricsSpan = Duration.seconds(28 * 86_400)

    let coaching: CoachingPeer
    let templates: Templates
    let now: @Sendable () -> Instant

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        guard person.role != .agent else { throw Problem.notFound }
        // To the end of this minute: all that has happened counts, and a reload within the minute finds
        // the figures in the cache.
        let end = Instant(microseconds: (now().microseconds / 60_000_000 + 1) * 60_000_000)
        async let escalations = coaching.escalations(for: person)
        async let metrics = coaching.metrics(from: end - Self.metricsSpan, to: end, for: person)
        let teams = await coaching.teams(for: person)
        let named = request.uri.queryParameters["team"].map { TeamID(String($0)) }
        let day = request.uri.queryParameters["day"].flatMap { CalendarDate(String($0)) }
        var summary: Panel<TeamSummary> = .notYet(
            reason: "No team yet. An admin makes one: meshctl call coaching.saveTeam.")
        if let team = named ?? teams.value?.first?.teamID {
            summary = await coaching.summary(of: team, on: day, for: person)
        }
        return try templates.page(
            "team",
            await TeamPage(
                person: person, teams: teams, escalations: escalations, summary: summary,
                metrics: metrics, report: request.uri.queryParameters["sent"].map(String.init)))
    }
}

/// Serves `POST /api/escalations/{id}`: acknowledged, or resolved with a note.
struct EscalationHandler: Sendable {
    private struct Body: Decodable {
        let status: String
        let note: String?
        /// What is shown as one: those before it of the same agent and cause, too.
        let includes_alike: Bool?
    }

    let coaching: CoachingPeer

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        let body = try await request.decoded(Body.self)
        guard let id = EscalationID(try context.word("id")) else { throw Problem.notFound }
        guard body.status == "acknowledged" || body.status == "resolved" else {
            throw Problem.invalid("status must be acknowledged or resolved.")
        }
        let changed = try await coaching.change(
            id, isResolved: body.status == "resolved", note: body.note ?? "",
            includesAlike: body.includes_alike ?? false, by: person)
        guard !request.isFromPage else { return .seeOther("/team") }
        return try JSONAnswer.response(["status": changed.status.known?.rawValue ?? ""])
    }
}

/// Serves `POST /api/whispers`.
struct WhisperHandler: Sendable {
    private struct Body: Decodable {
        let agent: String
        let conversation: String
        let text: String
    }

    let coaching: CoachingPeer

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        let body = try await request.decoded(Body.self)
        let alert = try await coaching.whisper(
            body.text, to: AgentID(body.agent), in: ConversationID(body.conversation), by: person)
        guard !request.isFromPage else { return .seeOther(request.pageBefore) }
        return try JSONAnswer.response(["alert_id": alert.alertID.description])
    }
}

/// Serves `POST /api/team-messages`: one text to all agents of a team, or of several.
struct TeamMessageHandler: Sendable {
    private struct Body: Decodable {
        /// The team whose page sent it.
        let team: String?
        let teams: [String]?
        let title: String
        let message: String
        let action: String?
    }

    let coaching: CoachingPeer

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        let body = try await request.decoded(Body.self)
        let teams = body.teams ?? body.team.map { [$0] } ?? []
        guard !teams.isEmpty else {
            throw Problem.invalid("teams is missing: choose at least one.")
        }
        let report = try await coaching.send(
            SendTemplate(
                tenantID: person.tenant, teams: teams.map { TeamID($0) }, title: body.title,
                message: body.message, suggestedAction: body.action ?? ""),
            by: person)
        let counts = [report.reached.count, report.missed.count]
        guard !request.isFromPage else {
            return .seeOther(
                "/team?team=\(urlEncoded(body.team ?? teams[0]))&sent=\(counts[0])-\(counts[1])")
        }
        return try JSONAnswer.response(["reached": counts[0], "missed": counts[1]])
    }
}

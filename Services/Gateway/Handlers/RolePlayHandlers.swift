import CoachingContract
import GatewayDomain
import HTTPTypes
import Hummingbird
import Identifiers
import Wire

/// Serves `POST /api/role-plays`: opens one and goes to it.
struct StartRolePlayHandler: Sendable {
    private struct Body: Decodable {
        let module: String
        let scenario: String
        let agent: String?
    }

    let coaching: CoachingPeer

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        let body = try await request.decoded(Body.self)
        let play = try await coaching.startRolePlay(
            ModuleID(body.module), body.scenario, by: try learner(body.agent, person), person)
        return try answer(play, request)
    }
}

/// Serves `/role-plays/{id}`.
struct RolePlayPageHandler: Sendable {
    let coaching: CoachingPeer
    let templates: Templates

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        let play = try await coaching.rolePlay(try context.rolePlay(), person)
        return try templates.page("role-play", RolePlayPage(person: person, play: play))
    }
}

/// Serves `POST /api/role-plays/{id}/lines`.
struct RolePlayLineHandler: Sendable {
    private struct Body: Decodable {
        let turn: Int
        let text: String
    }

    let coaching: CoachingPeer

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        let body = try await request.decoded(Body.self)
        let play = try await coaching.say(
            body.text, turn: body.turn, in: try context.rolePlay(), person)
        return try answer(play, request)
    }
}

/// Serves `POST /api/role-plays/{id}/end`.
struct EndRolePlayHandler: Sendable {
    let coaching: CoachingPeer

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        return try answer(try await coaching.end(try context.rolePlay(), person), request)
    }
}

/// A role-play in JSON.
private struct RolePlayJSON: Encodable {
    struct Line: Encodable {
        let role: String
        let text: String
    }

    let rolePlayId: String
    let status: String
    let lines: [Line]
    let overallScore: Double?

    init(_ play: RolePlay) {
        rolePlayId = play.rolePlayID.description
        status = play.status.known?.rawValue ?? ""
        lines = play.lines.map { Line(role: $0.role.known?.rawValue ?? "", text: $0.text) }
        overallScore = play.scorecard?.overallScore
    }
}

private func answer(_ play: RolePlay, _ request: Request) throws -> Response {
    guard !request.isFromPage else { return .seeOther("/role-plays/\(play.rolePlayID)#newest") }
    return try JSONAnswer.response(RolePlayJSON(play))
}

extension GatewayContext {
    fileprivate func rolePlay() throws(Problem) -> RolePlayID {
        guard let id = RolePlayID(try word("id")) else { throw .notFound }
        return id
    }
}

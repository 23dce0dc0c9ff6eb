import Foundation
import GamificationContract
import GatewayDomain
import HTTPTypes
import Hummingbird
import Identifiers
import RPC

/// Serves the pages of achievements, leaderboards, challenges and badges.
struct GameHandlers: Sendable {
    let gamification: GamificationPeer
    let sights: Sights
    let templates: Templates
    let now: @Sendable () -> Instant

    func add(to router: Router<GatewayContext>) {
        router.get("/agents/:id/achievements") { try await achievements($0, $1) }
        router.post("/agents/:id/badges") { try await issueBadge($0, $1) }
        router.get("/leaderboard") { try await leaderboard($0, $1) }
        router.get("/challenges") { try await challenges($0, $1) }
        router.post("/challenges") { try await createChallenge($0, $1) }
        router.get("/challenges/:id") { try await challenge($0, $1) }
        router.post("/challenges/:id/join") { try await join($0, $1) }
        router.get("/issuers/:tenant/did.json") { try await issuer($0, $1) }
        router.get("/issuers/:tenant/status/:list") { try await status($0, $1) }
        router.get("/issuers/:tenant/badges/:id") { try await badge($0, $1) }
    }

    private func achievements(
        _ request: Request, _ context: GatewayContext
    ) async throws -> Response {
        let person = try context.person()
        let agent = AgentID(try context.text("id"))
        try await sights.require(agent, for: person)
        let profile = await gamification.profile(of: agent, for: person)
        return try templates.page(
            "achievements", AchievementsPage(person: person, agent: agent, profile: profile))
    }

    /// Makes a badge of what was unlocked, and shows it.
    private func issueBadge(
        _ request: Request, _ context: GatewayContext
    ) async throws -> Response {
        let person = try context.person()
        let agent = AgentID(try context.text("id"))
        try await sights.require(agent, for: person)
        let body = try await request.decoded(BadgeBody.self)
        let badge: UUIDv7
        do throws(RPCError) {
            badge = try await gamification.issueBadge(body.achievement, to: agent, for: person)
        } catch {
            guard error.code == .failedPrecondition else { throw error }
            throw Problem(.conflict, "no_badge", error.message)
        }
        return .seeOther("/issuers/\(urlEncoded(person.tenant.rawValue))/badges/\(badge)")
    }

    private func leaderboard(
        _ request: Request, _ context: GatewayContext
    ) async throws -> Response {
        let person = try context.person()
        let query = request.uri.queryParameters
        let asked = query["period"].flatMap { LeaderboardPeriod(rawValue: String($0)) }
        let period = asked.flatMap { LeaderboardPage.periods.contains($0) ? $0 : nil } ?? .week
        let wish = query["measure"].flatMap { LeaderboardMeasure(rawValue: String($0)) }
        let measure = period == .allTime ? .volume : wish ?? .volume
        let board = await gamification.leaderboard(period, measure, for: person)
        return try templates.page(
            "leaderboard",
            LeaderboardPage(person: person, period: period, measure: measure, board: board))
    }

    private func challenges(
        _ request: Request, _ context: GatewayContext
    ) async throws -> Response {
        let person = try context.person()
        let challenges = await gamification.challenges(for: person)
        return try templates.page(
            "challenges", ChallengesPage(person: person, challenges: challenges, now: now()))
    }

    private func challenge(
        _ request: Request, _ context: GatewayContext
    ) async throws -> Response {
        let person = try context.person()
        guard let id = UUIDv7(try context.text("id")) else { throw Problem.notFound }
        let feed = try await gamification.challengeFeed(of: id, for: person)
        guard let feed else { throw Problem.notFound }
        return try templates.page("challenge", ChallengePage(person: person, feed: feed))
    }

    /// Why somebody cannot join is told in the service's own words.
    private func createChallenge(
        _ request: Request, _ context: GatewayContext
    ) async throws -> Response {
        let person = try context.manager()
        let body = try await request.decoded(ChallengeBody.self)
        let challenge = try await gamification.create(
            try body.request(by: person, newID: UUIDv7(at: now())), by: person)
        return .seeOther("/challenges/\(challenge.challengeID)")
    }

    private func join(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        guard let agent = person.agent, let id = UUIDv7(try context.text("id")) else {
            throw Problem.notFound
        }
        do {
            _ = try await gamification.client.acting(as: person.principal).joinChallenge(
                JoinChallenge(tenantID: person.tenant, challengeID: id, agentID: agent),
                timeout: PeerCall.actionTimeout)
        } catch  where error.code == .failedPrecondition {
            throw Problem(.conflict, "cannot_join", error.message)
        }
        return Response(status: .seeOther, headers: [.location: "/challenges"])
    }

    private func badge(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let parts = try context.text("id").split(separator: ".", maxSplits: 1)
        guard let id = parts.first.flatMap({ UUIDv7($0) }) else { throw Problem.notFound }
        let form = parts.dropFirst().first
        let badge = try await found { () async throws(RPCError) in
            try await gamification.badge(
                id, of: TenantID(try context.tenant()), withPNG: form == "png")
        }
        switch form {
        case "png":
            return Response(
                status: .ok, headers: [.contentType: "image/png"],
                body: .init(byteBuffer: ByteBuffer(bytes: badge.png)))
        case "svg": return answer(badge.svg, "image/svg+xml")
        case "jwt": return answer(badge.credential, "application/vc+jwt")
        default: return try templates.page("badge", BadgePage(badge: badge))
        }
    }

    private func issuer(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let issuer = try await found { () async throws(RPCError) in
            try await gamification.issuer(TenantID(try context.tenant()))
        }
        return answer(issuer.document, "application/did+ld+json")
    }

    private func status(_ request: Request, _ context: GatewayContext) async throws -> Response {
        guard let list = Int(try context.text("list")) else { throw Problem.notFound }
        let status = try await found { () async throws(RPCError) in
            try await gamification.statusList(list, of: TenantID(try context.tenant()))
        }
        return answer(status.credential, "application/vc+jwt")
    }

    /// What is not there, or cannot be, is not found; everything else is the service's fault.
    private func found<Value>(
        _ ask: () async throws(RPCError) -> Value
    ) async throws -> Value {
        do throws(RPCError) {
            return try await ask()
        } catch {
            switch error.code {
            case .notFound, .failedPrecondition, .invalidArgument: throw Problem.notFound
            default: throw error
            }
        }
    }

    private func answer(_ text: String, _ type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}

/// The body of `POST /agents/{id}/badges`.
private struct BadgeBody: Decodable {
    let achievement: String
}

extension GatewayContext {
    fileprivate func text(_ name: String) throws(Problem) -> String {
        guard let text = parameters.get(name)?.removingPercentEncoding,
            (1...256).contains(text.utf8.count)
        else { throw .notFound }
        return text
    }

    fileprivate func tenant() throws(RPCError) -> String {
        guard let text = parameters.get("tenant")?.removingPercentEncoding else {
            throw RPCError(.notFound, "there is no such issuer")
        }
        return text
    }
}

import Foundation
import GatewayDomain
import HTTPTypes
import Hummingbird
import Identifiers
import Logging

/// Asks everybody about one agent at once.
struct AgentState: Sendable {
    let peers: Peers
    let hub: LiveHub
    let sights: Sights
    let now: @Sendable () -> Instant

    func page(of agent: AgentID, for person: Person) async throws(Problem) -> AgentPage {
        try await sights.require(agent, for: person)
        let audience = Audience(tenant: person.tenant, agent: agent)
        let latest = hub.board(for: audience).board.conversations.first?.latest.conversation
        async let profile = peers.coaching.profile(of: agent, for: person)
        async let skill = peers.prediction.skill(of: agent, for: person, at: now())
        async let plan = peers.coaching.plan(of: agent, person)
        async let outlook = peers.prediction.outlook(of: latest, for: person)
        async let standing = peers.gamification.standing(of: agent, for: person)
        async let coachingReturn = peers.roi.coachingReturn(of: agent, for: person, at: now())
        async let survey = peers.roi.survey(of: agent, for: person)
        return await AgentPage(
            person: person, agent: agent, profile: profile, skill: skill, plan: plan,
            outlook: outlook, standing: standing, coachingReturn: coachingReturn, survey: survey)
    }
}

/// Serves `/agents`; an agent gets their own page.
struct AgentsPageHandler: Sendable {
    let coaching: CoachingPeer
    let presence: PresenceStore?
    let templates: Templates
    let now: @Sendable () -> Instant

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        if person.role == .agent, let own = person.agent {
            return Response(
                status: .seeOther, headers: [.location: "/agents/\(urlEncoded(own.rawValue))"])
        }
        async let online = online(of: person.tenant, context)
        return try templates.page(
            "agents",
            await AgentsPage(
                person: person, agents: coaching.agents(for: person), online: online))
    }

    /// A database that is away costs the column, not the page.
    private func online(of tenant: TenantID, _ context: GatewayContext) async -> Set<AgentID>? {
        do {
            return try await presence?.online(of: tenant, at: now())
        } catch {
            context.logger.warning("presence not known", metadata: ["why": "\(error)"])
            return nil
        }
    }
}

/// Serves `/agents/{id}`.
struct AgentPageHandler: Sendable {
    let state: AgentState
    let templates: Templates

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let page = try await state.page(of: try context.agent(), for: try context.person())
        return try templates.page("agent", page)
    }
}

/// Serves `GET /api/agents/{id}`: the same in JSON; what is missing is null and named.
struct AgentHandler: Sendable {
    private struct Body: Encodable {
        let agentId: String
        let performance: AgentProfile?
        let skill: SkillView?
        let prediction: Outlook?
        let gamification: Standing?
        let roi: ReturnView?
        let notYet: [String]
        let missing: [String]
    }

    let state: AgentState

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let page = try await state.page(of: try context.agent(), for: try context.person())
        return try JSONAnswer.response(
            Body(
                agentId: page.agent.rawValue, performance: page.profile.value,
                skill: page.skill.value, prediction: page.outlook.value,
                gamification: page.standing.value,
                roi: page.coachingReturn?.value,
                notYet: [
                    page.profile.reason, page.skill.reason, page.outlook.reason,
                    page.standing.reason, page.coachingReturn?.reason,
                ].compactMap { $0 },
                missing: [
                    page.profile.missing, page.skill.missing, page.outlook.missing,
                    page.standing.missing, page.coachingReturn?.missing,
                ].compactMap { $0?.description }))
    }
}

extension Panel {
    fileprivate var reason: String? { if case .notYet(let reason) = self { reason } else { nil } }
}

extension GatewayContext {
    fileprivate func agent() throws(Problem) -> AgentID {
        guard let text = parameters.get("id")?.removingPercentEncoding,
            (1...256).contains(text.utf8.count)
        else { throw .notFound }
        return AgentID(text)
    }
}

import CoachingContract
import GatewayDomain
import Identifiers
import RPC
import Wire

/// What the managers' pages ask of Coaching.
extension CoachingPeer {
    func teams(for person: Person) async -> Panel<[Team]> {
        await PeerCall.panel(of: "Coaching") {
            try await acting(person).listTeams(
                ListTeams(tenantID: person.tenant), timeout: PeerCall.pageTimeout
            ).teams
        }
    }

    /// The agents whom a manager may see; nil for every agent of the tenant.
    func agentsInSight(of person: Person) async throws -> Set<AgentID>? {
        try await acting(person).listTeams(
            ListTeams(tenantID: person.tenant), timeout: PeerCall.pageTimeout
        ).agents.map { Set($0) }
    }

    func escalations(for person: Person) async -> Panel<[Escalation]> {
        await PeerCall.panel(of: "Coaching") {
            try await acting(person).listEscalations(
                ListEscalations(tenantID: person.tenant, limit: 200), timeout: PeerCall.pageTimeout
            ).escalations
        }
    }

    func summary(
        of team: TeamID, on day: CalendarDate?, for person: Person
    ) async -> Panel<TeamSummary> {
        await PeerCall.panel(
            of: "Coaching",
            {
                try await acting(person).getTeamSummary(
                    GetTeamSummary(tenantID: person.tenant, teamID: team, day: day),
                    timeout: PeerCall.pageTimeout)
            }, notYet: { $0.code == .notFound ? "There is no such team." : nil })
    }

    func metrics(
        from start: Instant, to end: Instant, for person: Person
    ) async -> Panel<CoachingMetrics> {
        await PeerCall.panel(of: "Coaching") {
            try await acting(person).getCoachingMetrics(
                GetCoachingMetrics(tenantID: person.tenant, from: start, to: end),
                timeout: PeerCall.pageTimeout)
        }
    }

    func change(
        _ escalation: EscalationID, isResolved: Bool, note: String, includesAlike: Bool,
        by person: Person
    ) async throws -> Escalation {
        let change = ChangeEscalation(
            tenantID: person.tenant, escalationID: escalation, note: note,
            includesAlike: includesAlike)
        let client = acting(person)
        return isResolved
            ? try await client.resolveEscalation(change, timeout: PeerCall.actionTimeout)
            : try await client.acknowledgeEscalation(change, timeout: PeerCall.actionTimeout)
    }

    func whisper(
        _ text: String, to agent: AgentID, in conversation: ConversationID, by person: Person
    ) async throws -> Alert {
        try await acting(person).whisper(
            Whisper(
                tenantID: person.tenant, agentID: agent, conversationID: conversation, text: text),
            timeout: PeerCall.actionTimeout)
    }

    func send(_ template: SendTemplate, by person: Person) async throws -> TemplateReport {
        try await acting(person).sendTemplate(template, timeout: PeerCall.actionTimeout)
    }
}

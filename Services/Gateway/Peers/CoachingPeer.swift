import AnalyzerContract
import CoachingContract
import GatewayDomain
import Identifiers
import RPC
import Wire

/// Asks Coaching about agents, hands on messages and answers to prompts.
struct CoachingPeer: Sendable {
    let client: Client<Coaching>

    func agents(for person: Person) async -> Panel<[AgentLine]> {
        await PeerCall.panel(of: "Coaching") {
            try await client.acting(as: person.principal).listAgents(
                ListAgents(tenantID: person.tenant), timeout: PeerCall.pageTimeout
            ).agents.filter { person.maySee($0.agentID) }.map(AgentLine.init)
        }
    }

    func profile(of agent: AgentID, for person: Person) async -> Panel<AgentProfile> {
        await PeerCall.panel(
            of: "Coaching",
            {
                AgentProfile(
                    try await client.acting(as: person.principal).getAgentPerformance(
                        GetAgentPerformance(tenantID: person.tenant, agentID: agent),
                        timeout: PeerCall.pageTimeout))
            },
            notYet: { $0.code == .notFound ? "Nothing is known of this agent yet." : nil })
    }

    func answer(
        _ alert: AlertID, _ response: AlertResponse, reason: String, actedOn: Bool?,
        for person: Person
    ) async throws -> LiveAlert {
        let alert = try await client.acting(as: person.principal).respondToAlert(
            RespondToAlert(
                tenantID: person.tenant, alertID: alert, response: Open(response), reason: reason,
                actedOn: actedOn),
            timeout: PeerCall.actionTimeout)
        return LiveAlert(alert)
    }

    /// A message that a program of the tenant's handed over, for no person in particular.
    func observe(_ message: ObserveMessage) async throws -> Observation {
        try await client.observeMessage(message, timeout: PeerCall.actionTimeout)
    }

    func observe(_ message: ObserveMessage, for person: Person) async throws -> Observation {
        try await client.acting(as: person.principal).observeMessage(
            message, timeout: PeerCall.actionTimeout)
    }
}

extension AgentLine {
    fileprivate init(_ summary: AgentSummary) {
        self.init(
            agent: summary.agentID, conversations: summary.conversations,
            averageQuality: summary.averageQualityScore, alertsSent: summary.alertsSent,
            hasActiveSession: summary.hasActiveSession, lastMessageAt: summary.lastMessageAt)
    }
}

extension AgentProfile {
    fileprivate init(_ performance: AgentPerformance) {
        self.init(
            agent: performance.agentID, periodStart: performance.periodStart,
            periodEnd: performance.periodEnd, conversations: performance.conversations)
        averageQuality = performance.averageQualityScore
        level = performance.expertiseLevel?.known
        trend = performance.trend.known
        quality = performance.qualityScores.map(Score.init)
        expertise = performance.expertiseScores.map(Score.init)
        conversionRate = performance.conversionRate
        objectionResolutionRate = performance.objectionResolutionRate
        appointmentRate = performance.appointmentRate
        adherenceRate = performance.adherenceRate
        alertsAccepted = performance.alertsAccepted
        alertsActedOn = performance.alertsActedOn
        strengths = performance.strengths
        weaknesses = performance.weaknesses
        skillGaps = performance.skillGaps
        sessionsCompleted = performance.sessionsCompleted
        alertsSent = performance.alertsSent
        peerPercentile = performance.peerPercentile
        trendChange = performance.trendChange
        trendLower = performance.trendLower
        trendUpper = performance.trendUpper
        teamAverageDelta = performance.teamAverageDelta
        modulesCompleted = performance.modulesCompleted
        actedOnRate = performance.actedOnRate
        alertsOverridden = performance.alertsOverridden
        history = performance.history.map {
            Score(name: "\($0.day)", score: $0.score, conversations: $0.conversations)
        }
    }
}

extension AgentProfile.Score {
    fileprivate init(_ score: AreaScore) {
        self.init(name: score.area, score: score.score, conversations: score.conversations)
    }
}

extension LiveAlert {
    /// The contract's alert in the words of a live view.
    init(_ alert: Alert) {
        self.init(
            id: alert.alertID, agent: alert.agentID, conversation: alert.conversationID,
            message: alert.messageID, type: alert.type.text, priority: alert.priority.known,
            confidence: alert.confidence, title: alert.title, text: alert.message,
            suggestedAction: alert.suggestedAction, evidence: alert.evidence.map(\.reason),
            createdAt: alert.createdAt, isEscalated: alert.isEscalated,
            isCompliance: alert.isCompliance, successProbability: alert.successProbability,
            timing: alert.timing.known ?? .immediate,
            answer: alert.response.map {
                LiveAnswer(
                    alert: alert.alertID, agent: alert.agentID, response: $0.response.text,
                    actedOn: $0.actedOn)
            })
    }
}

import AnalyzerContract
import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import Runtime
import Wire

/// Records what came of a message, with its events, in one transaction.
///
/// Each method returns nil, and changes nothing, when the message was recorded before.
struct ObservationRecorder: Sendable {
    let policy: AlertPolicy
    let database: Database
    let observations: ObservationStore
    let alerts: AlertStore
    let events: EventLog
    let bell: AlertBell

    /// Nothing is said to the agent.
    func recordQuiet(
        _ request: ObserveMessage, _ update: AnalysisUpdate, _ standing: Standing, at now: Instant
    ) async throws -> Observation? {
        try await database.withTransaction(.tenant(request.tenantID)) { transaction in
            try await keep(request, update, standing, alert: nil, at: now, in: transaction)
        }
    }

    /// There seemed to be something to say: decides again under the conversation's lock, because
    /// another replica may have spoken meanwhile.
    func recordDecision(
        _ request: ObserveMessage, _ update: AnalysisUpdate, _ heard: HeardMessage,
        successProbability: Double?, at now: Instant
    ) async throws -> Observation? {
        let observation = try await database.withTransaction(.tenant(request.tenantID)) {
            transaction -> Observation? in
            try await observations.lock(request, in: transaction)
            let standing = try await observations.standing(request, in: transaction)
            if standing.earlier != nil { return nil }
            let decision = policy.decide(
                heard, in: standing.conversation, for: standing.session?.state)
            guard case .raise(let chosen, let isEscalated) = decision,
                let session = standing.session
            else {
                return try await keep(
                    request, update, standing, alert: nil, at: now, in: transaction)
            }
            var alert = Alert(
                chosen, request, update, session: session, isEscalated: isEscalated, at: now)
            alert.successProbability = successProbability
            let kept = try await keep(
                request, update, standing, alert: alert.alertID, at: now, in: transaction)
            guard var kept else { return nil }
            kept.alert = try await raise(alert, for: chosen, at: now, in: transaction)
            return kept
        }
        if observation?.alert != nil { bell.ring(request.tenantID, agent: request.agentID) }
        return observation
    }

    private func keep(
        _ request: ObserveMessage, _ update: AnalysisUpdate, _ standing: Standing, alert: AlertID?,
        at now: Instant, in transaction: Transaction
    ) async throws(DatabaseError) -> Observation? {
        let heard = Standing.Heard(sessionID: standing.countingSessionID, alertID: alert)
        let isNew = try await observations.keep(
            request, heard, quality: update.overallQualityScore, at: now, in: transaction)
        guard isNew else { return nil }
        try await events.append(
            MessageObserved(request, update, heard.sessionID, timeZone: standing.timeZone),
            tenant: request.tenantID, agent: request.agentID, at: now, in: transaction)
        return Observation(analysis: update, alert: nil, sessionID: heard.sessionID)
    }

    /// Comes last in the transaction: from `insert` on, the tenant's other alerts wait.
    private func raise(
        _ alert: Alert, for opportunity: Opportunity, at now: Instant, in transaction: Transaction
    ) async throws(DatabaseError) -> Alert {
        var alert = alert
        alerts.ring(
            AlertRing(tenant: alert.tenantID, agent: alert.agentID), in: transaction)
        alert.cursor = try await alerts.insert(alert, key: opportunity.key, in: transaction)
        try await events.append(
            AlertRaised(alert: alert), tenant: alert.tenantID, agent: alert.agentID, at: now,
            in: transaction)
        return alert
    }
}

extension MessageObserved {
    init(
        _ request: ObserveMessage, _ update: AnalysisUpdate, _ session: SessionID?,
        timeZone: String
    ) {
        let message = request.message
        self.init(
            conversationID: request.conversationID, agentID: request.agentID,
            leadID: request.leadID, category: request.category, messageID: message.messageID,
            role: message.role, action: message.action, text: message.text,
            sentAt: message.sentAt, messageCount: update.messageCount,
            overallQualityScore: update.overallQualityScore, outcome: update.outcome,
            sessionID: session, timeZone: timeZone)
    }
}

extension Alert {
    /// The alert for a chosen opportunity, before it has a cursor.
    init(
        _ chosen: Opportunity, _ request: ObserveMessage, _ update: AnalysisUpdate,
        session: Standing.OpenSession, isEscalated: Bool, at now: Instant
    ) {
        let found =
            update.newOpportunities.first { $0.key == chosen.key }
            ?? CoachingOpportunity.lowQuality(of: update)
        self.init(
            alertID: AlertID(at: now), cursor: 0, tenantID: request.tenantID,
            agentID: request.agentID, sessionID: session.id,
            conversationID: request.conversationID, messageID: request.message.messageID,
            type: Open(.realTimeSuggestion), priority: Open(chosen.priority),
            confidence: chosen.confidence, title: found.title, message: found.message,
            suggestedAction: found.suggestedAction, evidence: found.evidence,
            channels: session.channels.map { Open($0) }, createdAt: now, isEscalated: isEscalated,
            isCompliance: found.isCompliance)
    }
}

extension CoachingOpportunity {
    /// What is said when a conversation goes badly and no single message shows why.
    static func lowQuality(of update: AnalysisUpdate) -> CoachingOpportunity {
        CoachingOpportunity(
            key: Opportunity.lowQuality.key, priority: Open(Opportunity.lowQuality.priority),
            confidence: Opportunity.lowQuality.confidence,
            title: "This conversation is not going well",
            message: """
                Its overall quality stands at \(Int(update.overallQualityScore.rounded())) of 100 \
                after \(update.messageCount) messages.
                """,
            suggestedAction: """
                Ask one open question about what matters most to the client, repeat the answer in \
                your own words, and agree on a next step.
                """,
            evidence: [])
    }
}
